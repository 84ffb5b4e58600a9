import { type Actor, type SeatLevel, seatsExhausted, seatsLow } from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { fewOf, levelOf } from './levels.js';
import type { SeatCounts } from '../seats/seats.js';
import type { StoredWarning } from './warnings.schema.js';

/** Of which product, and who did what it is looked at for. */
export interface Look {
  accountId: string;
  product: string;
  actor: Actor;
}

/** What is remembered of what was told, and the events that tell it: one write. */
export interface WarningChange {
  set: Partial<StoredWarning>;
  unset: ('warnedUsed' | 'overAllocation' | 'remindAt' | 'checkAt')[];
  events: NewEvent[];
}

const RANKS: Readonly<Record<SeatLevel, number>> = { fine: 0, low: 1, exhausted: 2 };

/** As it is before anything was told. */
export const nothingTold = ({
  accountId,
  product,
}: Pick<Look, 'accountId' | 'product'>): Omit<StoredWarning, 'version'> => ({
  _id: `${accountId}/${product}`,
  accountId,
  product,
  level: 'fine',
  purchased: 0,
});

/**
 * Of how many free seats more have to be free for nothing to be told, as long as as many are purchased as when it was
 * looked at last; null when that has to be counted.
 */
export function enoughFree(known: Pick<StoredWarning, 'level' | 'purchased'> | null): number | null {
  return known?.level === 'fine' ? fewOf(known.purchased) : null;
}

/**
 * What is to be told, and remembered; null when nothing has changed. Each level is told when it is reached from a better
 * one. Where seats came free and are taken again, only once more of them are used than were when it was told; buying
 * and reducing begin anew.
 */
export function warn(
  known: Pick<StoredWarning, '_id' | 'level' | 'purchased' | 'warnedUsed'>,
  counts: SeatCounts,
  { accountId, product, actor }: Look,
  now: Date,
): WarningChange | null {
  const { purchased, used } = counts;
  const level = levelOf(counts);
  const warnedUsed = purchased === known.purchased ? known.warnedUsed : undefined;
  const isWorse = RANKS[level] > RANKS[known.level] && used > (warnedUsed ?? -1);
  // Bought and taken between two looks, which then see the level of before.
  const isWorseAgain =
    purchased !== known.purchased && level !== 'fine' && used > (known.warnedUsed ?? Infinity);
  const isTold = isWorse || isWorseAgain;
  if (!isTold && level === known.level && purchased === known.purchased) return null;
  const remembered = isTold ? used : warnedUsed;
  const contract = level === 'exhausted' ? seatsExhausted : seatsLow;
  return {
    set: { level, purchased, ...(remembered !== undefined && { warnedUsed: remembered }) },
    unset: remembered === undefined ? ['warnedUsed'] : [],
    events: isTold ? [event(contract, known._id, { accountId, actor, product, purchased, used }, now)] : [],
  };
}
