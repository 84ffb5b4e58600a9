import type { License } from '@seatkeeper/contracts';
import { digestOfProduct } from './digest-licences.js';

const now = new Date('2026-11-09T08:00:00Z');
const license = (change: Partial<License> = {}): License => ({
  product: 'core',
  plan: 'team',
  purchased: 20,
  used: 18,
  free: 2,
  overAllocated: 0,
  scheduled: [],
  ...change,
});
const changes = (change: Partial<License>) => digestOfProduct(license(change), 0, now).changes;

it('says how many seats there are, are held and are waited for', () => {
  expect(digestOfProduct(license(), 3, now)).toEqual({
    product: 'core',
    purchased: 20,
    used: 18,
    waiting: 3,
    changes: [],
  });
});

it('tells of reductions and of the end of the term within thirty days, the next first', () => {
  const reduction = (effectiveAt: string) => ({ reductionId: 'red_00000001', seats: 5, effectiveAt });
  const scheduled = [reduction('2026-12-01T00:00:00Z'), reduction('2027-01-01T00:00:00Z')];
  expect(changes({ scheduled, renews: true, renewsAt: '2026-11-20T00:00:00Z' })).toEqual([
    { kind: 'renewal', at: '2026-11-20T00:00:00Z', seats: 0 },
    { kind: 'reduction', at: '2026-12-01T00:00:00Z', seats: 5 },
  ]);
});

it.each([
  ['a term that begins anew', { renews: true, renewsAt: '2026-11-20T00:00:00Z' }, ['renewal']],
  ['one that does not', { renews: false, renewsAt: '2026-11-20T00:00:00Z' }, ['end']],
  ['one that is decided elsewhere', { renewsAt: '2026-11-20T00:00:00Z' }, []],
  ['one that is over', { renews: true, renewsAt: '2026-11-01T00:00:00Z' }, []],
  ['one that is over later', { renews: true, renewsAt: '2026-12-20T00:00:00Z' }, []],
])('%s', (_case, change, kinds) => {
  expect(changes(change).map(({ kind }) => kind)).toEqual(kinds);
});
