import { Fault, type SuspendedSeat, type User } from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { SeatSuspension, StoredUser } from './users.schema.js';

type Holder = Pick<StoredUser, 'seatSuspensions'>;

/** What is to be noted of a user whose seats are suspended so, in the order of the products. */
export const suspensionsOf = (seats: readonly SuspendedSeat[]): SeatSuspension[] =>
  seats
    .map(({ product, since }) => ({ product, since: new Date(since) }))
    .sort((one, other) => (one.product < other.product ? -1 : 1));

export const areNoted = ({ seatSuspensions = [] }: Holder, suspensions: readonly SeatSuspension[]): boolean =>
  isDeepStrictEqual(
    seatSuspensions.map(({ product, since }) => ({ product, since })),
    suspensions,
  );

export const toSeatSuspended = ({ seatSuspensions }: Holder): NonNullable<User['seatSuspended']> | null =>
  seatSuspensions
    ? {
        since: firstOf(seatSuspensions).toISOString(),
        products: seatSuspensions.map(({ product }) => product),
      }
    : null;

/** Says no to somebody whose seat is one of those too many, and what can be done. */
export function refuseSeatSuspended({ seatSuspensions }: Holder, firm: { name: string }): Fault | null {
  if (!seatSuspensions) return null;
  const products = seatSuspensions.map(({ product }) => product);
  return new Fault('seat-suspended', {
    detail:
      `More people hold a seat of ${products.join(' and ')} than ${firm.name} has bought, and yours is one of those that were ` +
      'taken last. Nothing of yours is lost. Ask whoever orders seats to buy some, or to give some back: within seconds you ' +
      'are back by yourself.',
    members: { since: firstOf(seatSuspensions).toISOString(), products },
  });
}

const firstOf = (suspensions: readonly SeatSuspension[]): Date =>
  new Date(Math.min(...suspensions.map(({ since }) => since.getTime())));
