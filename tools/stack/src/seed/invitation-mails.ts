import { waitUntil } from '../wait-until.js';

const LINK = /\/invitations\/([\w~.-]+)/;

/** The token of the newest invitation mail to an address; null if none arrives in time. */
export function invitationToken(
  mailWeb: string,
  address: string,
  signal: AbortSignal,
): Promise<string | null> {
  const caught = new URL('/api/email', mailWeb);
  caught.searchParams.set('envelope.to.address', address);
  return waitUntil(
    async () => {
      const mails = (await (await fetch(caught, { signal })).json()) as { text?: string }[];
      const tokens = mails.map(({ text }) => LINK.exec(text ?? '')?.[1]);
      return tokens.filter((token) => token !== undefined).at(-1) ?? null;
    },
    { deadlineMs: 30_000, everyMs: 250, signal },
  );
}
