import { overAllocationEnded, seatsOverAllocated, type OverAllocationStage } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import type { SeatCounts } from '../seats/seats.js';
import type { Look, WarningChange } from './warnings.js';
import type { OverAllocation, StoredWarning } from './warnings.schema.js';

const DAY_MS = 86_400_000;
/** How long before the end of the grace it is reminded of. */
const REMINDERS_MS = [7 * DAY_MS, DAY_MS];

type Known = Pick<StoredWarning, '_id' | 'overAllocation' | 'remindAt'>;

/**
 * What is to be told, and remembered, of seats that are held beyond those purchased; null when nothing has changed. Each
 * stage is told once: the write that tells it moves on to the next. Of reminders that nobody was there to send the last one
 * is told.
 */
export function followOverAllocation(
  known: Known,
  counts: SeatCounts,
  look: Look,
  graceDays: number,
  now: Date,
): WarningChange | null {
  const { overAllocation, remindAt } = known;
  const isOver = counts.used > counts.purchased;
  if (!isOver) return overAllocation ? ends(known, overAllocation, counts, look, now) : null;
  if (!overAllocation) {
    const began = { since: now, graceEndsAt: new Date(now.getTime() + graceDays * DAY_MS) };
    return tells('began', known, began, counts, look, now);
  }
  if (!remindAt || remindAt > now) return null;
  const stage = overAllocation.graceEndsAt <= now ? 'grace-over' : 'reminder';
  return tells(stage, known, overAllocation, counts, look, now);
}

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
  unset: ['overAllocation', 'remindAt'],
  events: [event(overAllocationEnded, _id, said(overAllocation, counts, look), now)],
});

const said = (
  { since }: OverAllocation,
  { purchased, used }: SeatCounts,
  { accountId, product, actor }: Look,
) => ({ accountId, actor, product, purchased, used, since: since.toISOString() });
