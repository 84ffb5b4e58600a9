import { waitUntil } from '../wait-until.js';
import { caughtMails } from './caught-mails.js';

/** The token of the newest mail with a link of this kind to an address; null if none arrives in time. */
export function mailedToken(
  kind: 'invitations' | 'confirmations',
  mailWeb: string,
  address: string,
  signal: AbortSignal,
): Promise<string | null> {
  const link = new RegExp(`/${kind}/([\\w~.-]+)`);
  return waitUntil(
    async () => {
      const mails = await caughtMails(mailWeb, address, signal);
      const tokens = mails.map(({ text }) => link.exec(text ?? '')?.[1]);
      return tokens.filter((token) => token !== undefined).at(-1) ?? null;
    },
    { deadlineMs: 30_000, everyMs: 250, signal },
  );
}
