import { createHash } from 'node:crypto';
import {
  Fault,
  seatClaimed,
  seatFreed,
  seatResumed,
  seatSuspended,
  seatSwapped,
  type Actor,
  type License,
  type Seat,
} from '@seatkeeper/contracts';
import { type ComputedChange, event, eventOfFound, type NewEvent, stored } from '@seatkeeper/mongo';
import { isOvertaken, type SeatCommand } from './fences.js';
import type { StoredSeat } from './seats.schema.js';

/** Places on the ring: 0 … 2³² − 1. */
export const RING = 2 ** 32;

export interface SeatCounts {
  /** What the account pays for: fewer than are used while it is over-allocated. */
  purchased: number;
  used: number;
}

/** What one seat becomes, and the event that says so: both go into one write. */
export interface SeatChange {
  update: { set?: Partial<StoredSeat>; unset?: string[] };
  events: NewEvent[];
}

/** Seats `from` up to, not including, `to` of a purchase. Made twice, they are the same seats. */
export function seatsOf(
  purchase: { accountId: string; purchaseId: string; product: string },
  from: number,
  to: number,
): Omit<StoredSeat, 'version'>[] {
  const { accountId, purchaseId, product } = purchase;
  return Array.from({ length: to - from }, (_, i) => {
    const seatId = `${purchaseId}:${from + i}`;
    const _id = `${accountId}/${seatId}`;
    return { _id, accountId, seatId, product, state: 'free', place: placeOf(_id) };
  });
}

/** Spreads the seats of all purchases evenly, so that claims from random places rarely meet. */
export const placeOf = (id: string): number => createHash('sha256').update(id).digest().readUInt32BE(0);

/** What a claim wants: a seat of one product. */
export interface SeatClaim extends SeatCommand {
  product: string;
}

/** What any free seat becomes that the claim meets. Which one that is, only the write knows. */
export function hold({ accountId, userId, by, product, fence }: SeatClaim, now: Date) {
  const change: ComputedChange<StoredSeat> = {
    set: { state: 'held', holder: userId, since: now, fence, takenBy: fence },
  };
  // One time for both: what the ledger recomputes is what the seat says of itself.
  const data = { accountId, actor: by, seatId: stored('seatId'), product, userId };
  return { change, events: [eventOfFound(seatClaimed, data, now)] };
}

/** Null when the user does not hold the seat, or holds it by a newer command: there is nothing to free. */
export function free(seat: StoredSeat, { userId, by, fence }: SeatCommand, now: Date): SeatChange | null {
  if (seat.holder !== userId || isOvertaken(seat, fence)) return null;
  return {
    update: { set: { state: 'free' }, unset: ['holder', 'since', 'fence', 'takenBy', ...suspensionOf(seat)] },
    events: [event(seatFreed, seat._id, said(seat, by, userId), now), ...noLongerSuspended(seat, by, now)],
  };
}

/** Keeps the holder out, who keeps the seat. Null for a seat that nobody holds, or that is suspended already. */
export function suspend(seat: StoredSeat, by: Actor, now: Date): SeatChange | null {
  if (seat.state !== 'held' || seat.holder === undefined || seat.suspendedSince) return null;
  const data = { ...said(seat, by, seat.holder), since: now.toISOString() };
  return { update: { set: { suspendedSince: now } }, events: [event(seatSuspended, seat._id, data, now)] };
}

/** Null for a seat that is not suspended. */
export function resume(seat: StoredSeat, by: Actor, now: Date): SeatChange | null {
  const events = noLongerSuspended(seat, by, now);
  return events.length === 0 ? null : { update: { unset: ['suspendedSince'] }, events };
}

/** What goes with the holder, where it is there. */
const suspensionOf = ({ suspendedSince }: StoredSeat): string[] => (suspendedSince ? ['suspendedSince'] : []);

/** Told to whoever keeps the holder out, also when they give the seat back or hand it over. */
const noLongerSuspended = (seat: StoredSeat, by: Actor, now: Date): NewEvent[] =>
  seat.suspendedSince && seat.holder !== undefined
    ? [event(seatResumed, seat._id, said(seat, by, seat.holder), now)]
    : [];

/** A seat that is freed and goes at once, as one of the seats of a reduction. */
export const retire = (
  { update, events }: SeatChange,
  { reductionId }: { reductionId: string },
  number: number,
): SeatChange => ({
  update: { ...update, set: { ...update.set, ...retired(reductionId, number) } },
  events,
});

/** What a seat is once it has gone. */
export const retired = (reductionId: string, number: number) =>
  ({ state: 'retired', reductionId, number }) as const;

/** Who hands all seats over, and to whom. */
export interface SeatSwap extends SeatCommand {
  to: string;
  /** Which of the commands about the one who gets them it is. */
  toFence?: number | undefined;
}

/** Null when the user who hands over does not hold the seat, or holds it by a newer command. */
export function swap(
  seat: StoredSeat,
  { userId: from, fence, to, toFence, by }: SeatSwap,
  now: Date,
): SeatChange | null {
  if (seat.holder !== from || isOvertaken(seat, fence)) return null;
  const unset = [...(toFence === undefined ? ['fence', 'takenBy'] : []), ...suspensionOf(seat)];
  return {
    update: { set: { holder: to, since: now, fence: toFence, takenBy: toFence }, unset },
    events: [
      event(seatSwapped, seat._id, { ...said(seat, by, to), previousUserId: from }, now),
      ...noLongerSuspended(seat, by, now),
    ],
  };
}

const said = ({ accountId, seatId, product }: StoredSeat, actor: Actor, userId: string) => ({
  accountId,
  actor,
  seatId,
  product,
  userId,
});

/** Says no to so many claims where fewer seats are free. */
export const refuseSeats = (product: string, counts: SeatCounts, wanted = 1): Fault | null =>
  counts.purchased - counts.used < wanted ? noFreeSeat(product, counts) : null;

/** What the account pays for, when so many of the seats that are there go, or are to go once they are given back. */
export const lessOwed = ({ purchased, used }: SeatCounts, owed = 0): SeatCounts => ({
  purchased: Math.max(0, purchased - owed),
  used,
});

/** Says no to a claim, naming the counts the decision was made on. */
export function noFreeSeat(product: string, { purchased, used }: SeatCounts): Fault {
  const members = { product, purchased, used };
  if (used === 0 && purchased === 0)
    return new Fault('no-free-seat', { detail: `No seat of ${product} has been purchased.`, members });
  if (used > purchased) {
    const detail =
      `${used} seats of ${product} are in use, though only ${purchased} are left since they were reduced. ` +
      `A seat is free once more than ${used - purchased} are given back or bought.`;
    return new Fault('no-free-seat', { detail, members });
  }
  const [seats, are] = [purchased === 1 ? 'seat' : 'seats', used === 1 ? 'is' : 'are'];
  const detail = `${used} of ${purchased} purchased ${seats} of ${product} ${are} in use.`;
  return new Fault('no-free-seat', { detail, members });
}

/** Counts as others see them. */
export const toCounts = ({ purchased, used }: SeatCounts) => ({
  purchased,
  used,
  free: Math.max(0, purchased - used),
  overAllocated: Math.max(0, used - purchased),
});

/** The licence of a product; none if the account has no seat of it. */
export function licenseOf(product: string, plan: string, counts: SeatCounts): License | null {
  if (counts.purchased === 0 && counts.used === 0) return null;
  return { product, plan, ...toCounts(counts), scheduled: [] };
}

/** A held seat as others see it. */
export function toSeat({ _id, seatId, product, holder, since, suspendedSince }: StoredSeat): Seat {
  if (holder === undefined || since === undefined) throw new Error(`The seat ${_id} is not held.`);
  return {
    id: seatId,
    product,
    userId: holder,
    since: since.toISOString(),
    ...(suspendedSince && { suspendedSince: suspendedSince.toISOString() }),
  };
}
