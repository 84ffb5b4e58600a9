import type { digestSeats, Output, Seat } from '@seatkeeper/contracts';

/** A seat and a user that do not agree about one product. */
export interface Mismatch {
  userId: string;
  product: string;
  /** A seat nobody should hold, or a user who should hold one. */
  kind: 'seat-without-user' | 'user-without-seat';
}

/** Younger seats may belong to flows under way. */
export const SETTLED_MS = 30_000;

type SeatDigest = Output<typeof digestSeats>['items'][number];

/** Products of which the seats held in an account are not those that should be, by account. */
export function suspectProducts(
  held: readonly SeatDigest[],
  should: readonly SeatDigest[],
): Map<string, string[]> {
  const differences = new Map<string, { accountId: string; product: string; seats: number; sum: number }>();
  const add = ({ accountId, product, seats, sum }: SeatDigest, sign: 1 | -1) => {
    const key = `${accountId} ${product}`;
    const before = differences.get(key) ?? { accountId, product, seats: 0, sum: 0 };
    differences.set(key, { ...before, seats: before.seats + sign * seats, sum: before.sum + sign * sum });
  };
  for (const digest of held) add(digest, 1);
  for (const digest of should) add(digest, -1);
  const suspects = new Map<string, string[]>();
  for (const { accountId, product, seats, sum } of differences.values())
    if (seats !== 0 || sum !== 0) suspects.set(accountId, [...(suspects.get(accountId) ?? []), product]);
  return suspects;
}

/**
 * Compares the seats of a product with the users who should hold one; both come in the order of the user's id.
 * Never holds more than one of each.
 */
export async function* mismatches(
  product: string,
  seats: AsyncIterable<Pick<Seat, 'userId' | 'since'>>,
  users: AsyncIterable<{ _id: string }>,
  now: Date,
): AsyncGenerator<Mismatch> {
  const seatIterator = seats[Symbol.asyncIterator]();
  const userIterator = users[Symbol.asyncIterator]();
  let [seat, user] = [await seatIterator.next(), await userIterator.next()];
  while (!seat.done || !user.done) {
    const order = orderOf(seat.done ? undefined : seat.value.userId, user.done ? undefined : user.value._id);
    if (order < 0 && !seat.done && isSettled(seat.value.since, now))
      yield { userId: seat.value.userId, product, kind: 'seat-without-user' };
    if (order > 0 && !user.done) yield { userId: user.value._id, product, kind: 'user-without-seat' };
    if (order <= 0) seat = await seatIterator.next();
    if (order >= 0) user = await userIterator.next();
  }
}

const isSettled = (since: string, now: Date): boolean =>
  now.getTime() - new Date(since).getTime() > SETTLED_MS;

/** Below zero: the seat comes first; above: the user does. What has ended comes last. */
function orderOf(seatOf: string | undefined, user: string | undefined): number {
  if (seatOf === user) return 0;
  if (seatOf === undefined) return 1;
  if (user === undefined) return -1;
  return seatOf < user ? -1 : 1;
}
