import {
  overageSettled,
  overageTaken,
  seatClaimed,
  systemActor,
  type Actor,
  type OveragePolicy,
} from '@seatkeeper/contracts';
import { event, eventOfFound, type NewEvent, stored } from '@seatkeeper/mongo';
import { placeOf, type SeatClaim, type SeatCounts } from './seats.js';
import type { StoredSeat } from './seats.schema.js';

/** Seats of a product that were ever taken beyond what is bought, and how many of them were bought or given back since. */
export interface Overage {
  accountId: string;
  product: string;
  taken: number;
  settled: number;
}

/** What takes seats away until so many are gone: a reduction, or what was taken beyond what is bought. */
export interface Owing {
  accountId: string;
  reductionId: string;
  product: string;
  quantity: number;
}

/** What is shown of a product: how many are owed, and how many more may be taken. */
export interface OverageSums {
  overage: number;
  overageLeft: number;
}

/** As many as anybody needs, and still a number. */
const ALWAYS = 100_000;

/** Settles by itself what was bought or came free. */
const SETTLING = systemActor('overage');

export const owedOf = ({ taken, settled }: Pick<Overage, 'taken' | 'settled'>): number =>
  Math.max(0, taken - settled);

/** How many may be taken beyond so many that are bought. A share is rounded up, so that of any it is at least one. */
export function overageLimit(policy: OveragePolicy, bought: number): number {
  switch (policy) {
    case 'none':
      return 0;
    case 'ten-percent':
      return Math.ceil(bought / 10);
    case 'quarter':
      return Math.ceil(bought / 4);
    case 'always':
      return ALWAYS;
  }
}

/** How many more may be taken. None while more are held than purchased: no debt makes up for a reduction. */
export function overageLeft(
  policy: OveragePolicy,
  { purchased, used }: SeatCounts,
  overage: Pick<Overage, 'taken' | 'settled'>,
): number {
  if (used > purchased) return 0;
  const owed = owedOf(overage);
  return Math.max(0, overageLimit(policy, Math.max(0, purchased - owed)) - owed);
}

/** What is none is left out. */
export const shownSums = (sums?: OverageSums): Partial<OverageSums> => ({
  ...(sums && sums.overage > 0 && { overage: sums.overage }),
  ...(sums && sums.overageLeft > 0 && { overageLeft: sums.overageLeft }),
});

/** No reduction and no purchase has a space in its id. */
export const overageId = (product: string): string => `overage of ${product}`;

/** As a reduction owes its seats: each that is bought or given back goes under the next number. */
export const owing = ({ accountId, product, taken }: Overage): Owing => ({
  accountId,
  product,
  reductionId: overageId(product),
  quantity: taken,
});

/** The seat of a number, held from the beginning: nobody else can take it. */
export function beyond(
  claim: SeatClaim,
  number: number,
  now: Date,
): { seat: Omit<StoredSeat, 'version'>; events: NewEvent[] } {
  const { accountId, product, userId, by: actor, fence } = claim;
  const seatId = `${overageId(product)}:${number}`;
  const _id = `${accountId}/${seatId}`;
  const held = { state: 'held', holder: userId, since: now, fence, takenBy: fence } as const;
  const data = { accountId, actor, product, seatId, userId };
  return {
    seat: { _id, accountId, seatId, product, place: placeOf(_id), overage: number, ...held },
    events: [event(overageTaken, _id, { ...data, number }, now), event(seatClaimed, _id, data, now)],
  };
}

/** What is told besides when a seat that is given back goes as one of those; nothing for one of a reduction. */
export const settledBy = (
  of: Owing,
  seat: StoredSeat,
  number: number,
  actor: Actor,
  now: Date,
): NewEvent[] =>
  isOverage(of)
    ? [event(overageSettled, seat._id, { ...said(of, number), actor, seatId: seat.seatId }, now)]
    : [];

/** The same of whichever free seat goes. */
export const settledByFree = (of: Owing, number: number, now: Date): NewEvent[] =>
  isOverage(of)
    ? [eventOfFound(overageSettled, { ...said(of, number), actor: SETTLING, seatId: stored('seatId') }, now)]
    : [];

const isOverage = ({ reductionId, product }: Owing): boolean => reductionId === overageId(product);
const said = ({ accountId, product }: Owing, number: number) => ({ accountId, product, number });
