import { deliveryFailed, deliverySent, type EventData, type invitationIssued } from '@seatkeeper/contracts';
import { event, type Change, type NewEvent } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import type { Outcome } from '../mail/outcome.js';
import { messageIdOf, type Mailbox } from '../sender.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { ATTEMPTS, pauseAfter } from './retries.js';

/** What a delivery becomes, and the events that say so: both go into one write. */
export interface DeliveryChange {
  update: Change<StoredDelivery>;
  events: NewEvent[];
}

/** After this the sweeper asks whether a delivery is being worked on. */
export const GRACE_MS = 4_000;
/** However long a delivery waits, the sweeper asks for it at least this often. */
const LONGEST_UNASKED_MS = 60_000;
/** Nobody else sends a delivery for this long after the last sign of life of who is sending it. */
export const LEASE_MS = 5_000;
/** Answers of the mail server that a delivery keeps. */
const ANSWERS_KEPT = 20;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** The delivery that an issued invitation asks for. The same event makes the same delivery. */
export function deliveryOf(
  data: EventData<typeof invitationIssued>,
  cause: { id: string; source: string },
  sender: Mailbox,
  now: Date,
): Omit<StoredDelivery, 'version'> {
  const {
    accountId,
    actor,
    userId,
    invitationId,
    sendTo,
    locale,
    firstName,
    lastName,
    accountName,
    invitedBy,
  } = data;
  const _id = derivedId('dlv', cause.source, cause.id, sendTo, 'invitation');
  const words = { firstName, accountName, expiresAt: new Date(data.expiresAt) };
  return {
    _id,
    accountId,
    kind: 'invitation',
    userId,
    invitationId,
    actor,
    to: { name: `${firstName} ${lastName}`, address: sendTo },
    locale,
    words: invitedBy === null ? words : { ...words, invitedBy },
    messageId: messageIdOf(_id, sender),
    state: 'queued',
    attempts: 0,
    answers: [],
    createdAt: now,
    dueAt: later(now, GRACE_MS),
  };
}

export const isFinished = ({ state }: StoredDelivery): boolean =>
  state === 'sent' || state === 'failed' || state === 'cancelled';

/** Milliseconds until somebody else's lease has run out; 0 when nobody holds one. */
export const leasedFor = ({ lease }: StoredDelivery, now: Date): number =>
  lease ? Math.max(0, lease.until.getTime() - now.getTime()) : 0;

export const isExhausted = ({ attempts }: StoredDelivery): boolean => attempts >= ATTEMPTS;

/**
 * When the sweeper is to ask again for a delivery that it has just asked for: the longer one waits, the less often,
 * because then the queue is long rather than forgetful.
 */
export const askAgainAt = ({ createdAt }: StoredDelivery, now: Date): Date =>
  later(now, Math.min(Math.max(now.getTime() - createdAt.getTime(), GRACE_MS), LONGEST_UNASKED_MS));

/** Notes an attempt before it begins: a crash in the middle of it counts as one. Null if it is not to be begun. */
export function begin(delivery: StoredDelivery, leaseId: string, now: Date): DeliveryChange | null {
  if (isFinished(delivery) || leasedFor(delivery, now) > 0) return null;
  const until = later(now, LEASE_MS);
  return {
    update: { set: { state: 'sending', lease: { id: leaseId, until }, dueAt: until }, inc: { attempts: 1 } },
    events: [],
  };
}

/** The invitation is no longer open: nobody is to get its mail. */
export function cancel(delivery: StoredDelivery, now: Date): DeliveryChange | null {
  if (isFinished(delivery)) return null;
  return { update: { set: { state: 'cancelled', finishedAt: now }, unset: ['lease', 'dueAt'] }, events: [] };
}

/** Fails a delivery of which no attempt is left and none has told how it ended: it may be what ends the process. */
export function exhaust(delivery: StoredDelivery, now: Date): DeliveryChange | null {
  if (isFinished(delivery) || leasedFor(delivery, now) > 0) return null;
  const reason = delivery.answers.at(-1)?.answer ?? 'No attempt came to an end.';
  return failed(delivery, reason, now);
}

/**
 * Writes down how the attempt under a lease ended; null when that is no longer this attempt's to say. A mail that
 * was sent counts as sent also when the lease ran out meanwhile: what happened, happened.
 */
export function note(
  delivery: StoredDelivery,
  leaseId: string | undefined,
  { kind, answer }: Outcome,
  now: Date,
  random: () => number,
): DeliveryChange | null {
  if (isFinished(delivery)) return null;
  const push = { answers: { $each: [{ at: now, outcome: kind, answer }], $slice: -ANSWERS_KEPT } };
  if (kind === 'sent') {
    const set = { state: 'sent', finishedAt: now } as const;
    const events = [event(deliverySent, delivery._id, told(delivery), now)];
    return { update: { set, unset: ['lease', 'dueAt'], push }, events };
  }
  if (delivery.lease?.id !== leaseId) return null;
  if (kind === 'refused' || isExhausted(delivery)) {
    const { update, events } = failed(delivery, answer, now);
    return { update: { ...update, push }, events };
  }
  const dueAt = later(now, pauseAfter(delivery.attempts, random));
  return { update: { set: { state: 'queued', dueAt }, unset: ['lease'], push }, events: [] };
}

const failed = (delivery: StoredDelivery, reason: string, now: Date): DeliveryChange => ({
  update: { set: { state: 'failed', finishedAt: now }, unset: ['lease', 'dueAt'] },
  events: [event(deliveryFailed, delivery._id, { ...told(delivery), reason }, now)],
});

const told = ({ accountId, actor, _id, kind, userId, invitationId }: StoredDelivery) => ({
  accountId,
  actor,
  deliveryId: _id,
  kind,
  userId,
  invitationId,
});
