import { webhookSignature } from '@seatkeeper/service';
import { randomBytes } from 'node:crypto';

const SIGN = 'whsec_';

/** A new secret as its receiver is shown it. */
export const newSecret = (): string => SIGN + randomBytes(32).toString('base64');

/** What Standard Webhooks has in the headers of a message. */
export interface Signed {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** One signature for each secret: a receiver takes the message when it knows one of them. */
export function sign(message: { id: string; body: string }, secrets: readonly string[], now: Date): Signed {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signatures = secrets.map((secret) =>
    webhookSignature({ ...message, timestamp }, secret.slice(SIGN.length)),
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
