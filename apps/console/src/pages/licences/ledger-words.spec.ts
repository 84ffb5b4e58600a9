import { type LedgerLine, orderOf, peopleIn, tellActor, tellLine } from './ledger-words.js';

const names: Readonly<Record<string, string>> = { usr_ann: 'Ann Lee', usr_bob: 'Bob Ray' };
const nameOf = (id: string | undefined) => names[id ?? ''] ?? 'somebody';
const ann = { type: 'user', id: 'usr_ann' } as const;

const line = (kind: LedgerLine['kind'], purchased: number, cause: Partial<LedgerLine['cause']> = {}) => ({
  ...{ id: '1', at: '2026-11-28T10:00:00Z', product: 'core', kind, purchased, used: 0 },
  cause: { actor: ann, ...cause },
});

it.each([
  ['the trial', line('purchased', 3, { purchaseId: 'trial' }), 'licences.ledger.trial', { seats: 3 }],
  [
    'an order',
    line('purchased', 5, { purchaseId: 'ord_1/contract' }),
    'licences.ledger.ordered',
    { seats: 5 },
  ],
  [
    'a purchase elsewhere',
    line('purchased', 5, { purchaseId: 'PO-7' }),
    'licences.ledger.bought',
    { seats: 5, purchase: 'PO-7' },
  ],
  [
    'a reduction that was booked',
    line('reduced', -2, { reductionId: 'red_1' }),
    'licences.ledger.reduced',
    { seats: 2 },
  ],
  [
    'a cancellation elsewhere',
    line('reduced', -2, { purchaseId: 'PO-7', reductionId: 'C-1' }),
    'licences.ledger.cancelled',
    { seats: 2, purchase: 'PO-7' },
  ],
  [
    'a correction to more',
    line('corrected', 3, { purchaseId: 'PO-7' }),
    'licences.ledger.more',
    { seats: 3, purchase: 'PO-7' },
  ],
  [
    'a correction to fewer',
    line('corrected', -2, { purchaseId: 'PO-7' }),
    'licences.ledger.fewer',
    { seats: 2, purchase: 'PO-7' },
  ],
  [
    'a seat that is taken',
    line('claimed', 0, { userId: 'usr_bob' }),
    'licences.ledger.claimed',
    { name: 'Bob Ray' },
  ],
  [
    'a seat that is given back',
    line('freed', 0, { userId: 'usr_x' }),
    'licences.ledger.freed',
    { name: 'somebody' },
  ],
  [
    'a replacement',
    line('swapped', 0, { userId: 'usr_ann', previousUserId: 'usr_bob' }),
    'licences.ledger.swapped',
    { name: 'Ann Lee', previous: 'Bob Ray' },
  ],
])('%s is told', (_what, told, id, values) => {
  expect(tellLine(told, nameOf)).toEqual({ id, values });
});

it.each([
  [ann, 'licences.actor.user', { name: 'Ann Lee' }],
  [{ type: 'billing', id: '/billing/demo' }, 'licences.actor.billing', { source: '/billing/demo' }],
  [{ type: 'system', id: 'wait-list' }, 'licences.actor.wait-list', {}],
  [{ type: 'system', id: 'new-part' }, 'licences.actor.system', { part: 'new-part' }],
] as const)('who acted is told: %j', (actor, id, values) => {
  expect(tellActor(actor, nameOf)).toEqual({ id, values });
});

it('names everybody once, and leads to the order of a purchase', () => {
  const lines = [
    line('claimed', 0, { userId: 'usr_bob' }),
    line('swapped', 0, { userId: 'usr_ann', previousUserId: 'usr_bob' }),
    line('purchased', 2, { actor: { type: 'billing', id: '/billing/demo' }, purchaseId: 'ord_9k2/core' }),
  ];
  expect(peopleIn(lines)).toEqual(['usr_bob', 'usr_ann']);
  expect(lines.map(orderOf)).toEqual([null, null, 'ord_9k2']);
});
