import type { MailSender, MailSenderView } from '@seatkeeper/contracts';
import type { OwnServer, StoredMailSender } from './mail-senders.schema.js';

/** What is shown of a sender: each field is named, and the password is none of them. */
export const toMailSenderView = (stored: StoredMailSender | null): MailSenderView => ({
  sender: stored?.server ? toMailSender(stored, stored.server) : null,
  version: stored?.revision ?? 0,
});

function toMailSender({ isVerified, lastTest, failing }: StoredMailSender, server: OwnServer): MailSender {
  return {
    host: server.host,
    port: server.port,
    security: server.security,
    user: server.user ?? null,
    hasPassword: server.sealed !== undefined,
    from: { name: server.from.name, address: server.from.address },
    replyTo: server.replyTo ?? null,
    perMinute: server.perMinute ?? null,
    whenFailing: server.whenFailing,
    state: !isVerified ? 'untested' : failing ? 'failing' : 'working',
    lastTest: lastTest
      ? { at: lastTest.at.toISOString(), sent: lastTest.sent, answer: lastTest.answer ?? '' }
      : null,
    failing: failing
      ? {
          since: failing.since.toISOString(),
          answer: failing.answer ?? '',
          triedNextAt: failing.trialAt.toISOString(),
        }
      : null,
    changedAt: server.changedAt.toISOString(),
  };
}
