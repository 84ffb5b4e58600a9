import type { components } from './generated/api.js';

export type Tokens = components['schemas']['Tokens'];

/** Whose an access token is, as it says itself; undefined for one that is not read. */
export function ownerOf({ accessToken }: Tokens): string | undefined {
  try {
    const payload = accessToken.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const { acc, sub } = claims as { acc?: string; sub?: string };
    return `${acc} ${sub}`;
  } catch {
    return undefined;
  }
}
