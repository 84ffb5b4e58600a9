import type { Permission } from '../../api/me.js';

/** What the page has of a person, one part at a time. */
export const PARTS = ['profile', 'access', 'sign-in', 'mails', 'shared', 'records', 'history'] as const;
export type Part = (typeof PARTS)[number];

export interface PersonSearch {
  /** Left out, the profile. */
  readonly part?: Exclude<Part, 'profile'>;
}

/** An address that somebody has typed or an older console has made: what makes no sense is left out. */
export function readPersonSearch({ part }: Record<string, unknown>): PersonSearch {
  const known = PARTS.find((one) => one === part);
  return known === undefined || known === 'profile' ? {} : { part: known };
}

/** What who looks has to hold to be told of a part; one's own API keys are told to everybody. */
export const NEEDS: Readonly<Partial<Record<Part, Permission>>> = {
  records: 'records.read',
};
