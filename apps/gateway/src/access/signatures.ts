import { Fault } from '@seatkeeper/contracts';
import { isSameSecret, webhookSignature } from '@seatkeeper/service';

/** How far the clock of who signs may be off, and how long a message that somebody overheard can be sent again. */
export const SIGNATURE_WITHIN_MS = 5 * 60_000;
/** Who changes secrets signs with two; nobody signs with more than a few. */
const MOST_SIGNATURES = 10;

export interface SignedMessage {
  id: unknown;
  timestamp: unknown;
  signatures: unknown;
  body: string;
}

/** Says no, as Standard Webhooks has it, to a message that none of the secrets has signed within the last minutes. */
export function refuseSignature(
  { id, timestamp, signatures, body }: SignedMessage,
  secrets: readonly string[],
  now: Date,
): Fault | null {
  if (secrets.length === 0) return no('Nobody can report here: the operator has set no secret for it.');
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    return no('Sign the report: webhook-id, webhook-timestamp and webhook-signature.');
  const age = /^\d{1,12}$/.test(timestamp) ? now.getTime() - Number(timestamp) * 1_000 : Infinity;
  if (Math.abs(age) > SIGNATURE_WITHIN_MS)
    return no('The webhook-timestamp is not of the last five minutes, in seconds since 1970.');
  const given = signatures.split(' ', MOST_SIGNATURES);
  const known = secrets.map((secret) => webhookSignature({ id, timestamp, body }, secret));
  return given.some((signature) => known.some((own) => isSameSecret(own, signature)))
    ? null
    : no('None of the secrets for reports has made this webhook-signature.');
}

const no = (detail: string): Fault => new Fault('unauthenticated', detail);
