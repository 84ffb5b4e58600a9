import type { Books, SeatEntry, UserEntry } from './books.js';
import type { Expected, Violation } from './expected.js';
import { groupsOf, sumOf } from './sums.js';

const SEAT_HOLDING = ['invited', 'active', 'banned'];

/** Nobody holds two seats, those who should hold one do, and nobody else; there are as many as were bought. */
export function seatViolations(
  books: Books,
  { purchases, cancellations }: Pick<Expected, 'purchases' | 'cancellations'>,
): Violation[] {
  const seats = books.seats.filter(({ state }) => state === 'held' || state === 'free');
  return [
    ...doubled(seats),
    ...unequal(seats, books.users),
    ...unbought(seats, books),
    ...lost(books, purchases),
    ...uncancelled(books, cancellations),
  ];
}

const held = (seats: readonly SeatEntry[]) => seats.filter(({ state }) => state === 'held');
const place = (accountId: string, product: string, userId: string) => `${accountId} ${product} ${userId}`;

function doubled(seats: readonly SeatEntry[]): Violation[] {
  const holders = groupsOf(held(seats), (seat) => place(seat.accountId, seat.product, seat.holder ?? '?'));
  return [...holders]
    .filter(([, of]) => of.length > 1)
    .map(([who, of]) => ({ law: 'nobody holds two seats', what: `${who} holds ${of.length}` }));
}

function unequal(seats: readonly SeatEntry[], users: readonly UserEntry[]): Violation[] {
  const law = 'held seats are those of users who should hold one';
  const has = new Set(held(seats).map((seat) => place(seat.accountId, seat.product, seat.holder ?? '?')));
  const should = new Set(
    users
      .filter(({ type, status }) => type === 'standard' && SEAT_HOLDING.includes(status))
      .flatMap(({ accountId, products, _id }) => products.map((product) => place(accountId, product, _id))),
  );
  return [
    ...[...has]
      .filter((one) => !should.has(one))
      .map((one) => ({ law, what: `${one} holds one and should not` })),
    ...[...should]
      .filter((one) => !has.has(one))
      .map((one) => ({ law, what: `${one} should hold one and does not` })),
  ];
}

/** A seat is made from its purchase: as many as it says, each once, but for those that were cancelled. */
function unbought(seats: readonly SeatEntry[], { purchases, reductions }: Books): Violation[] {
  const law = 'there are as many seats as were bought';
  const key = ({ accountId, product }: { accountId: string; product: string }) => `${accountId} ${product}`;
  const bought = groupsOf(purchases, key);
  const gone = groupsOf(reductions, key);
  const there = groupsOf(seats, key);
  return [...new Set([...bought.keys(), ...there.keys()])].flatMap((pool) => {
    const [purchased = 0, cancelled = 0] = [bought, gone].map((of) =>
      sumOf(of.get(pool) ?? [], ({ quantity }: { quantity: number }) => quantity),
    );
    const has = there.get(pool)?.length ?? 0;
    const what = `${pool}: ${purchased} bought, ${cancelled} cancelled, ${has} there`;
    return purchased - cancelled === has ? [] : [{ law, what }];
  });
}

function lost(books: Books, expected: Expected['purchases']): Violation[] {
  const law = 'a purchase that the broker has is applied, once';
  const there = groupsOf(books.purchases, ({ accountId, purchaseId }) => `${accountId} ${purchaseId}`);
  const wrong = expected.flatMap(({ accountId, purchaseId, product, quantity }) => {
    const found = there.get(`${accountId} ${purchaseId}`) ?? [];
    const [one] = found;
    const right =
      found.length === 1 && one?.state === 'applied' && one.product === product && one.quantity === quantity;
    return right ? [] : [{ law, what: `${purchaseId}: ${JSON.stringify(found)}` }];
  });
  const asked = new Set(expected.map(({ purchaseId }) => purchaseId));
  const unasked = books.purchases.filter(
    ({ origin, purchaseId }) => origin === 'billing' && !asked.has(purchaseId),
  );
  return [
    ...wrong,
    ...unasked.map(({ purchaseId }) => ({ law, what: `${purchaseId} was bought by nobody` })),
  ];
}

function uncancelled({ reductions }: Books, expected: Expected['cancellations']): Violation[] {
  const law = 'a cancellation that the broker has takes its seats, once';
  const there = groupsOf(reductions, ({ accountId, reductionId }) => `${accountId} ${reductionId}`);
  const wrong = expected.flatMap(({ accountId, reductionId, product, quantity }) => {
    const found = there.get(`${accountId} ${reductionId}`) ?? [];
    const [one] = found;
    const right =
      found.length === 1 && one?.state === 'settled' && one.product === product && one.quantity === quantity;
    return right ? [] : [{ law, what: `${reductionId}: ${JSON.stringify(found)}` }];
  });
  const asked = new Set(expected.map(({ reductionId }) => reductionId));
  return [
    ...wrong,
    ...reductions
      .filter(({ reductionId }) => !asked.has(reductionId))
      .map(({ reductionId }) => ({ law, what: `${reductionId} was cancelled by nobody` })),
  ];
}
