import type { License } from '@seatkeeper/contracts';
import { refuseOvertakingAny } from './first-claims.js';

const license = (product: string, free: number, overAllocated = 0): License => ({
  product,
  plan: 'standard',
  purchased: 10,
  used: 10 - free + overAllocated,
  free,
  overAllocated,
  scheduled: [],
});
const waiting = (count: number, ...products: string[]) => ({ products, waiting: count });

it.each([
  ['nobody waits', ['core'], [], [license('core', 1)], null],
  ['a seat is free, and one waits for it', ['core'], [waiting(1, 'core')], [license('core', 1)], 1],
  ['more are free than wait', ['core'], [waiting(2, 'core')], [license('core', 3)], null],
  ['as many are free as wait', ['core'], [waiting(2, 'core')], [license('core', 2)], 2],
  ['none is free yet: the next one is theirs', ['core'], [waiting(2, 'core')], [license('core', 0)], 2],
  ['they wait for another product', ['core'], [waiting(2, 'contract')], [license('core', 1)], null],
  [
    'they lack another product besides, and could not use it',
    ['core'],
    [waiting(2, 'core', 'contract')],
    [license('core', 1), license('contract', 0)],
    null,
  ],
  [
    'they need two, of which both are free',
    ['contract'],
    [waiting(1, 'core', 'contract'), waiting(1, 'contract')],
    [license('core', 1), license('contract', 2)],
    2,
  ],
  ['nothing was purchased', ['core'], [waiting(1, 'core')], [], null],
  ['seats are missing', ['core'], [waiting(1, 'core')], [license('core', 0, 2)], null],
])('%s', (_case, products, together, licenses, number) => {
  const refusal = refuseOvertakingAny(products, together, licenses);
  expect(refusal?.members?.['waiting'] ?? null).toBe(number);
  if (refusal) expect(refusal.code).toBe('no-free-seat');
});

it('says how many are free and how many come first', () => {
  const detail = (count: number, free: number) =>
    refuseOvertakingAny(['core'], [waiting(count, 'core')], [license('core', free)])?.message;
  expect(detail(1, 1)).toBe(
    '1 of 10 purchased seats of core is free, and 1 person who waits for one comes first.',
  );
  expect(detail(3, 0)).toBe(
    '10 of 10 purchased seats of core are in use, and 3 people who wait for one come first.',
  );
});
