import { waitUntil } from '../wait-until.js';

interface CaughtMail {
  readonly to: readonly { readonly address: string }[];
  readonly text?: string;
}

const LINK = /\/invitations\/([\w~.-]+)/;

/** The token of the newest invitation mail to an address; null if none arrives in time. */
export function invitationToken(
  mailWeb: string,
  address: string,
  signal: AbortSignal,
): Promise<string | null> {
  return waitUntil(
    async () => {
      const response = await fetch(`${mailWeb}/api/email`, { signal });
      const mails = (await response.json()) as CaughtMail[];
      const links = mails
        .filter(({ to }) => to.some((recipient) => recipient.address === address))
        .map(({ text }) => LINK.exec(text ?? '')?.[1]);
      return links.filter((token) => token !== undefined).at(-1) ?? null;
    },
    { deadlineMs: 30_000, everyMs: 250, signal },
  );
}
