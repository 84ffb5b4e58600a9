import { Webhook } from 'standardwebhooks';
import { waitUntil } from '../wait-until.js';
import { caughtMails } from './caught-mails.js';

/** Who plays the mail provider of the demonstration: where mails are caught, and how their return is reported. */
export interface MailProvider {
  readonly gateway: string;
  readonly mailWeb: string;
  /** Base64, as `MAIL_REPORT_SECRETS` of the gateway. */
  readonly secret: string;
}

const WORDS = '550 5.1.1 The mailbox does not exist';

/** Reports that the newest mail to an address came back, as a provider does; throws when none has arrived within 30 s. */
export async function reportReturned(
  { gateway, mailWeb, secret }: MailProvider,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const messageId = await waitUntil(
    async () => (await caughtMails(mailWeb, address, signal)).at(-1)?.headers['message-id'] ?? null,
    { deadlineMs: 30_000, everyMs: 250, signal },
  );
  if (messageId === null) throw new Error(`No mail to ${address} is in the mail catcher.`);
  const at = new Date();
  const body = JSON.stringify({
    reports: [{ messageId, kind: 'hard-bounce', words: WORDS, at: at.toISOString() }],
  });
  const id = `returned-${messageId}`;
  const response = await fetch(`${gateway}/v1/webhooks/mail`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  });
  if (!response.ok) throw new Error(`The report of a returned mail was answered with ${response.status}.`);
}
