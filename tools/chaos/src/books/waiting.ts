import type { Books } from './books.js';
import type { Violation } from './expected.js';

interface Waiting {
  readonly accountId: string;
  readonly products: readonly string[];
}

/** Of those who wait, whom nothing is missing: a seat of each of their products is free. */
export function servable<T extends Waiting>(
  waiting: readonly T[],
  free: readonly { readonly accountId: string; readonly product: string }[],
): T[] {
  const there = new Set(free.map(({ accountId, product }) => `${accountId} ${product}`));
  return waiting.filter(({ accountId, products }) =>
    products.every((product) => there.has(`${accountId} ${product}`)),
  );
}

/** Whoever waits is invited as soon as the seats are there. */
export function waitingViolations({ users, seats }: Pick<Books, 'users' | 'seats'>): Violation[] {
  const waiting = users.filter(({ status }) => status === 'waiting');
  const free = seats.filter(({ state }) => state === 'free');
  return servable(waiting, free).map(({ username, products }) => ({
    law: 'nobody waits for a seat that is free',
    what: `${username} waits for ${products.join(' ')}`,
  }));
}
