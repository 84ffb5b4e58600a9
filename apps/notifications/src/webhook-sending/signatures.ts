import { createHmac, randomBytes } from 'node:crypto';

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
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SIGN.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
