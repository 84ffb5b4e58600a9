import {
  type BillingPolicy,
  overAllocationEnded,
  seatsOverAllocated,
  type OverAllocationStage,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import type { SeatCounts } from '../seats/seats.js';
import type { Look, WarningChange } from './warnings.js';
import type { OverAllocation, StoredWarning } from './warnings.schema.js';

const DAY_MS = 86_400_000;
/** How long before the end of the grace it is reminded of. */
const REMINDERS_MS = [7 * DAY_MS, DAY_MS];

type Known = Pick<StoredWarning, '_id' | 'overAllocation' | 'remindAt'>;

/** What was decided for the account: how long it has time, and what follows then. */
export type OverAllocationPolicy = Pick<BillingPolicy, 'graceDays' | 'afterGrace'>;

/** How often it is looked at whether those are kept out who should be, though nothing has told of a change. */
const CHECK_MS = 60_000;

/**
 * What is to be told, and remembered, of seats that are held beyond those purchased; null when nothing has changed. Each
 * stage is told once: the write that tells it moves on to the next. Of reminders that nobody was there to send the last one
 * is told. That the newest holders are kept out from now on is a stage, too; who they are follows from it.
 */
export function followOverAllocation(
  known: Known,
  counts: SeatCounts,
  look: Look,
  { graceDays, afterGrace }: OverAllocationPolicy,
  now: Date,
): WarningChange | null {
  const { overAllocation, remindAt } = known;
  const isOver = counts.used > counts.purchased;
  if (!isOver) return overAllocation ? ends(known, overAllocation, counts, look, now) : null;
  if (!overAllocation) {
    const began = { since: now, graceEndsAt: new Date(now.getTime() + graceDays * DAY_MS) };
    return tells('began', known, began, counts, look, now);
  }
  const { suspendsSince, ...asItBegan } = overAllocation;
  const isGraceOver = overAllocation.graceEndsAt <= now;
  const suspends = isGraceOver && afterGrace === 'suspend-newest';
  if (suspends && !suspendsSince)
    return tells('suspended', known, { ...asItBegan, suspendsSince: now }, counts, look, now);
  // That it was decided otherwise is told by whoever decided it, and that people are back of each of them.
  if (!suspends && suspendsSince)
    return { set: { overAllocation: asItBegan }, unset: ['checkAt'], events: [] };
  if (!remindAt || remindAt > now) return null;
  return tells(isGraceOver ? 'grace-over' : 'reminder', known, overAllocation, counts, look, now);
}

/** When it is to be looked at next whether those are kept out who should be. */
export const nextCheck = (now: Date): Date => new Date(now.getTime() + CHECK_MS);

/** The next moment after this one at which something is told; the end of the grace is told, too. */
function nextReminder({ graceEndsAt }: OverAllocation, now: Date): Date {
  const end = graceEndsAt.getTime();
  const next = REMINDERS_MS.map((before) => end - before).find((at) => at > now.getTime());
  return new Date(next ?? end);
}

function tells(
  stage: OverAllocationStage,
  { _id }: Known,
  overAllocation: OverAllocation,
  counts: SeatCounts,
  look: Look,
  now: Date,
): WarningChange {
  const graceEndsAt = overAllocation.graceEndsAt.toISOString();
  const data = { ...said(overAllocation, counts, look), stage, graceEndsAt };
  const events = [event(seatsOverAllocated, _id, data, now)];
  if (stage === 'grace-over') return { set: { overAllocation }, unset: ['remindAt'], events };
  if (stage === 'suspended')
    return { set: { overAllocation, checkAt: nextCheck(now) }, unset: ['remindAt'], events };
  return { set: { overAllocation, remindAt: nextReminder(overAllocation, now) }, unset: [], events };
}

const ends = (
  { _id }: Known,
  overAllocation: OverAllocation,
  counts: SeatCounts,
  look: Look,
  now: Date,
): WarningChange => ({
  set: {},
  unset: ['overAllocation', 'remindAt', 'checkAt'],
  events: [event(overAllocationEnded, _id, said(overAllocation, counts, look), now)],
});

const said = (
  { since }: OverAllocation,
  { purchased, used }: SeatCounts,
  { accountId, product, actor }: Look,
) => ({ accountId, actor, product, purchased, used, since: since.toISOString() });
