import type { License } from '@seatkeeper/contracts';
import type { StoredLine } from '../ledger/ledger.schema.js';
import { sumsOf, toRepair } from './repairs.js';

const license = (product: string, purchased: number, used: number): License => ({
  product,
  plan: 'standard',
  purchased,
  used,
  free: Math.max(0, purchased - used),
  overAllocated: Math.max(0, used - purchased),
  scheduled: [],
});
const line = (kind: StoredLine['kind']): StoredLine => ({
  _id: 'acc_12345678/evt_1',
  accountId: 'acc_12345678',
  version: 1,
  eventId: 'evt_1',
  at: new Date('2027-01-31T10:00:00Z'),
  product: 'core',
  kind,
  purchased: 0,
  used: kind === 'freed' ? -1 : 1,
  actor: { type: 'system', id: 'reconciliation' },
  seatId: 'inv_1:1',
  userId: 'usr_12345678',
});

describe('what the seats and the ledger say', () => {
  it('stands side by side for each product that one of both knows', () => {
    const entitled = [
      { product: 'contract', purchased: 3 },
      { product: 'core', purchased: 10 },
      { product: 'gone', purchased: 0 },
    ];
    expect(sumsOf([license('core', 9, 8), license('mail', 2, 0)], entitled)).toEqual([
      { product: 'core', held: 8, purchased: 9, purchasedByLedger: 10 },
      { product: 'mail', held: 0, purchased: 2, purchasedByLedger: 0 },
      { product: 'contract', held: 0, purchased: 0, purchasedByLedger: 3 },
    ]);
  });
});

it.each([
  ['freed', 'seat-without-user'],
  ['claimed', 'user-without-seat'],
] as const)('a seat is %s because of a %s', (kind, cause) => {
  expect(toRepair(line(kind))).toMatchObject({ id: 'evt_1', kind, cause, userId: 'usr_12345678' });
});
