import {
  endOf,
  paidOf,
  whyNotPayable,
  type Order,
  type QuoteLine,
  rateOf,
  stepOf,
  whatOf,
  whyOf,
} from './quote-words.js';

const line = (part: Partial<QuoteLine>): QuoteLine => ({
  ...{ product: 'core', kind: 'seats', charge: 'remaining', amountMinor: 4_200 },
  ...{ from: '2026-11-28T10:00:00Z', to: '2026-12-20T10:00:00Z' },
  ...part,
});

it.each([
  ['seats', { quantity: 3, unitMinor: 2_900 }, 'licences.quote.seats', { quantity: 3, name: '' }],
  ['a credit for seats', { charge: 'unused' }, 'licences.quote.seats.all', { name: '' }],
  [
    'a plan',
    { kind: 'plan', quantity: 1, name: 'Premium' },
    'licences.quote.plan',
    { quantity: 1, name: 'Premium' },
  ],
  [
    'a credit for a module',
    { kind: 'module', name: 'client-portal' },
    'licences.quote.module.all',
    { name: 'client-portal' },
  ],
] as const)('%s is named', (_what, part, id, values) => {
  expect(whatOf(line(part))).toEqual({ id, values });
});

it('says for which time', () => {
  expect(whyOf(line({ charge: 'unused' }))).toBe('licences.quote.unused');
});

it('has a rate that is written as a percentage', () => {
  expect(new Intl.NumberFormat('en', { style: 'percent' }).format(rateOf({ taxBasisPoints: 1_900 }))).toBe(
    '19%',
  );
});

it.each([
  ['quoted', 'quote'],
  ['awaiting-approval', 'waiting'],
  ['awaiting-payment', 'paying'],
  ['payment-failed', 'over'],
  ['approved', 'waiting'],
  ['completed', 'done'],
  ['expired', 'over'],
  ['outdated', 'over'],
] as const)('an order that is %s is shown as %s', (status, step) => {
  expect(stepOf(status)).toBe(step);
});

it.each<[string, Order['payment'], string]>([
  ['is on invoice', undefined, 'licences.order.done.text'],
  ['is just being charged', { state: 'open', refundedMinor: 0 }, 'licences.order.done.text'],
  ['was paid', { state: 'paid', refundedMinor: 0 }, 'licences.order.paid.text'],
  ['was paid back in part', { state: 'refunded', refundedMinor: 10 }, 'licences.order.paid.text'],
  [
    'is tried again',
    { state: 'open', refundedMinor: 0, nextTryAt: '2027-03-03T09:00:00Z' },
    'licences.order.again.text',
  ],
  ['is tried no more', { state: 'failed', refundedMinor: 0 }, 'licences.order.cardDeclined.text'],
])('a completed order that %s says so', (_case, payment, words) => {
  expect(paidOf({ ...(payment && { payment }) })).toBe(words);
});

it.each([
  ['under-way', 'licences.invoices.pay.why.under-way'],
  ['of-a-newer-server', null],
  [undefined, null],
])('why an invoice cannot be paid is told by its reason: %s', (reason, words) => {
  expect(whyNotPayable({ members: { reason } })).toBe(words);
});

it.each<[string, Order['status'], Order['payment'], string]>([
  ['whose time is over', 'expired', undefined, 'licences.order.expired.text'],
  ['that another overtook', 'outdated', undefined, 'licences.order.outdated.text'],
  [
    'that was paid for all that',
    'outdated',
    { state: 'refunded', refundedMinor: 100 },
    'licences.order.refunded.text',
  ],
  [
    'whose payment was declined',
    'payment-failed',
    { state: 'failed', refundedMinor: 0, failure: 'declined' },
    'licences.order.declined.text',
  ],
  [
    'that nobody paid in time',
    'payment-failed',
    { state: 'failed', refundedMinor: 0, failure: 'expired' },
    'licences.order.unpaid.text',
  ],
])('an order %s says so', (_case, status, payment, words) => {
  expect(endOf({ status, ...(payment && { payment }) })).toBe(words);
});
