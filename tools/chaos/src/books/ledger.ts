import type { Books } from './books.js';
import type { Violation } from './expected.js';
import { groupsOf, sumOf } from './sums.js';

const pool = ({ accountId, product }: { accountId: string; product: string }) => `${accountId} ${product}`;

/** What the lines of the ledger add up to is what there is. */
export function ledgerViolations({ ledger, seats }: Pick<Books, 'ledger' | 'seats'>): Violation[] {
  const lines = groupsOf(ledger, pool);
  const there = groupsOf(
    seats.filter(({ state }) => state === 'held' || state === 'free'),
    pool,
  );
  return [...new Set([...lines.keys(), ...there.keys()])].flatMap((name) => {
    const of = lines.get(name) ?? [];
    const seatsOf = there.get(name) ?? [];
    const said = { purchased: sumOf(of, (line) => line.purchased), used: sumOf(of, (line) => line.used) };
    const has = { purchased: seatsOf.length, used: seatsOf.filter(({ state }) => state === 'held').length };
    if (said.purchased === has.purchased && said.used === has.used) return [];
    const what = `${name}: the ledger says ${said.used} of ${said.purchased}, there are ${has.used} of ${has.purchased}`;
    return [{ law: 'the ledger adds up to the seats', what }];
  });
}
