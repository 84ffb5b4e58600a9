import { createHmac } from 'node:crypto';

/** What Standard Webhooks signs a message by: its id, its second and its body under a secret in base64, without `whsec_`. */
export const webhookSignature = (
  { id, timestamp, body }: { id: string; timestamp: string; body: string },
  secret: string,
): string => {
  const signed = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.${body}`);
  return `v1,${signed.digest('base64')}`;
};
