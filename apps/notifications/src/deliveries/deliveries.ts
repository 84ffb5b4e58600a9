import {
  deliveryFailed,
  deliveryReported,
  deliverySent,
  deliverySuppressed,
  type MailDue,
  type SuppressionReason,
} from '@seatkeeper/contracts';
import { type Change, event, heldFrom, type NewEvent } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { answered, dueAt, ended, GRACE_MS, isFinished, later, triesSince } from '../attempts/attempts.js';
import type { DefinedMail, References } from '../kinds/mail.js';
import type { Outcome } from '../mail/outcome.js';
import { messageIdOf, type Mailbox } from '../sender.js';
import type { Attempt, Recipient, Report, StoredDelivery } from './deliveries.schema.js';
import { deliveryLease } from './delivery-lease.js';
import { ATTEMPTS, pauseAfter, pauseAfterUnknown } from './retries.js';

/** What a delivery becomes, and the events that say so: both go into one write. */
export interface DeliveryChange {
  update: Change<StoredDelivery>;
  events: NewEvent[];
}

/** However long a delivery waits, the sweeper asks for it at least this often. */
const LONGEST_UNASKED_MS = 60_000;

/**
 * The delivery of a mail that is due. The same event makes the same delivery. Where the mail goes and what it
 * says is not taken from the event: whoever publishes one could have a link that works sent to an address of their own.
 */
export function deliveryOf(
  { kind, isToEach }: Pick<DefinedMail, 'kind' | 'isToEach'>,
  { accountId, actor, userId, sendTo }: MailDue,
  about: References,
  cause: { id: string; source: string },
  sender: Mailbox,
  now: Date,
): Omit<StoredDelivery, 'version'> {
  const _id = derivedId('dlv', cause.source, cause.id, ...(isToEach ? [userId] : []), sendTo, kind);
  return {
    _id,
    accountId,
    kind,
    userId,
    ...about,
    actor,
    messageId: messageIdOf(_id, sender),
    state: 'queued',
    attempts: 0,
    answers: [],
    createdAt: now,
    lease: dueAt(now),
  };
}

/** The same in the hands of whoever stores it, who makes the first attempt at once. */
export const begunBy = <D extends Omit<StoredDelivery, 'version'>>(delivery: D, now: Date): D => ({
  ...delivery,
  state: 'sending',
  attempts: 1,
  lease: heldFrom(now, deliveryLease),
});

/** Also says no to an attempt that has just been counted and is one too many. */
export const isExhausted = (delivery: StoredDelivery): boolean => triesOf(delivery) > ATTEMPTS;

const triesOf = ({ attempts, retried }: StoredDelivery): number => triesSince(attempts, retried);

/**
 * When the sweeper is to ask again for a delivery that it has just asked for: the longer one waits, the less often,
 * because then the queue is long rather than forgetful.
 */
export const askAgainAt = ({ createdAt }: StoredDelivery, now: Date): Date =>
  later(now, Math.min(Math.max(now.getTime() - createdAt.getTime(), GRACE_MS), LONGEST_UNASKED_MS));

/** Its link no longer works, or there is nothing to tell any more: nobody is to get the mail. */
export const cancel = (_delivery: StoredDelivery, now: Date, keptDays: number): DeliveryChange => ({
  update: ended('cancelled', now, keptDays),
  events: [],
});

/** Somebody does not want it, or it would not arrive: it is kept to tell why there is no mail. */
export const suppress =
  (reason: SuppressionReason) =>
  (delivery: StoredDelivery, now: Date, keptDays: number): DeliveryChange => {
    const { set, unset } = ended('suppressed', now, keptDays);
    const events = [event(deliverySuppressed, delivery._id, { ...told(delivery), reason }, now)];
    return { update: { set: { ...set, suppressed: reason }, unset }, events };
  };

/** Fails a delivery of which no attempt is left and none has told how it ended: it may be what ends the process. */
export const exhaust = (delivery: StoredDelivery, now: Date, keptDays: number): DeliveryChange =>
  failed(delivery, delivery.answers.at(-1)?.answer ?? 'No attempt came to an end.', now, keptDays);

/**
 * Writes down how the attempt under a lease ended; null when that is no longer this attempt's to say. A mail that
 * was sent counts as sent also when the lease ran out meanwhile: what happened, happened.
 */
export function note(
  delivery: StoredDelivery,
  fence: number | undefined,
  { kind, answer, noMailbox, to }: Outcome & { to: Recipient },
  now: Date,
  { random, keptDays }: { random: () => number; keptDays: number },
): DeliveryChange | null {
  const through = delivery.ownServer === undefined ? {} : { through: 'account' as const };
  const push = answered({ at: now, outcome: kind, answer, ...through });
  if (isFinished(delivery)) return kind === 'sent' ? cameBackFrom(delivery, to, push, now) : null;
  const noted = ({ update, events }: DeliveryChange): DeliveryChange => ({
    update: { ...update, set: { ...update.set, to }, push },
    events,
  });
  if (kind === 'sent') {
    const events = [event(deliverySent, delivery._id, told(delivery), now)];
    return noted({ update: ended('sent', now, keptDays), events });
  }
  const { lease, retried } = delivery;
  if (!lease || lease.fence !== fence) return null;
  const unknown = delivery.answers.filter(
    ({ outcome, at }) => outcome === 'unknown' && (!retried || at >= retried.at),
  ).length;
  const tries = triesOf(delivery);
  const pauseMs = kind === 'unknown' ? pauseAfterUnknown(unknown + 1) : pauseAfter(tries, random);
  if (noMailbox) {
    const report = { kind: 'hard-bounce' as const, at: now, words: answer, address: to.address };
    const { set, unset } = ended('bounced', now, keptDays);
    const events = [reportTold(delivery, report, now)];
    return noted({ update: { set: { ...set, report }, unset }, events });
  }
  if (kind === 'refused' || tries >= ATTEMPTS || pauseMs === null)
    return noted(failed(delivery, answer, now, keptDays));
  // Nobody may have it earlier, not even one who hears of the invitation once more.
  const waiting = { ...lease, until: later(now, pauseMs) };
  return noted({ update: { set: { state: 'queued', lease: waiting } }, events: [] });
}

/** What was reported before the mail server's own word was noted: who notes that knows where the mail had gone. */
function cameBackFrom(
  delivery: StoredDelivery,
  to: Recipient,
  push: ReturnType<typeof answered<Attempt>>,
  now: Date,
): DeliveryChange | null {
  if (!delivery.report || delivery.report.address !== undefined) return null;
  const report = { ...delivery.report, address: to.address };
  return { update: { set: { to, report }, push }, events: [reportTold(delivery, report, now)] };
}

/** The event says the address: by the time it is heard, the mail may have gone to another. */
export const reportTold = (
  delivery: StoredDelivery,
  { kind, at, words, address }: Report,
  now: Date,
): NewEvent =>
  event(
    deliveryReported,
    delivery._id,
    {
      ...told(delivery),
      report: kind,
      ...(address !== undefined && { address }),
      reason: words,
      at: at.toISOString(),
    },
    now,
  );

const failed = (delivery: StoredDelivery, reason: string, now: Date, keptDays: number): DeliveryChange => ({
  update: ended('failed', now, keptDays),
  events: [event(deliveryFailed, delivery._id, { ...told(delivery), reason }, now)],
});

/** What every event of a delivery says. */
export const told = ({
  accountId,
  actor,
  _id,
  kind,
  userId,
  invitationId,
  confirmationId,
}: StoredDelivery) => ({
  accountId,
  actor,
  deliveryId: _id,
  kind,
  userId,
  ...(invitationId !== undefined && { invitationId }),
  ...(confirmationId !== undefined && { confirmationId }),
});
