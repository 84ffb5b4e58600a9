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
  if (secrets.length === 0) return nobodyCan();
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    return no('Sign the report: webhook-id, webhook-timestamp and webhook-signature.');
  if (!isRecent(timestamp, now))
    return no('The webhook-timestamp is not of the last five minutes, in seconds since 1970.');
  const given = signatures.split(' ', MOST_SIGNATURES);
  const known = secrets.map((secret) => webhookSignature({ id, timestamp, body }, secret));
  return isAnyOf(known, given)
    ? null
    : no('None of the secrets for reports has made this webhook-signature.');
}

/** Whether a moment, in seconds since 1970, is one at which a message may have been signed that comes now. */
export const isRecent = (seconds: string, now: Date): boolean =>
  /^\d{1,12}$/.test(seconds) && Math.abs(now.getTime() - Number(seconds) * 1_000) <= SIGNATURE_WITHIN_MS;

/** Whether one of the signatures that were given is one of those that the own secrets make. */
export const isAnyOf = (known: readonly string[], given: readonly string[]): boolean =>
  given.some((signature) => known.some((own) => isSameSecret(own, signature)));

export const nobodyCan = (): Fault => no('Nobody can report here: the operator has set no secret for it.');

export const no = (detail: string): Fault => new Fault('unauthenticated', detail);
