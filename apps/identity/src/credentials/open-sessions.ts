import type { OpenSession } from '@seatkeeper/contracts';
import Bowser from 'bowser';
import type { StoredSession } from '../sessions/sessions.schema.js';

/** The session as the API shows it: no hash, and the program in words. */
export const toOpenSession = (session: StoredSession, current: string | undefined): OpenSession => ({
  id: session._id,
  startedAt: session.createdAt.toISOString(),
  lastSeenAt: (session.seenAt ?? session.refreshedAt).toISOString(),
  endsAt: session.expiresAt.toISOString(),
  address: session.address ?? null,
  client: clientInWords(session.client),
  current: session._id === current,
});

/** `Firefox 132 on Linux`, `curl 8.5.0`; null when a program says nothing of itself that could be shown. */
export function clientInWords(userAgent: string | undefined): string | null {
  if (!userAgent?.trim()) return null;
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name) {
    const [major] = (browser.version ?? '').split('.');
    return [browser.name, major, os.name && `on ${os.name}`].filter(Boolean).join(' ');
  }
  const [, program, version] = /^([\w.+-]{1,40})(?:\/([\w.+-]{1,40}))?/.exec(userAgent) ?? [];
  return program ? [program, version].filter(Boolean).join(' ') : null;
}
