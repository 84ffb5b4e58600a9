import type { Invoice } from '@seatkeeper/contracts';
import { type Recipient, invoicePaper } from './invoice-paper.js';
import { soldNames } from './sold-names.js';

const invoice: Invoice = {
  id: 'ivc_12345678',
  number: 'INV-000041',
  orderId: 'ord_12345678',
  issuedAt: '2027-01-31T23:30:00.000Z',
  dueAt: '2027-03-02T23:30:00.000Z',
  status: 'open',
  seller: {
    name: 'Vendor GmbH',
    address: ['1 Market Street', '10115 Berlin'],
    taxNumber: 'DE123456789',
    payTo: 'IBAN DE02 1203',
  },
  recipient: { name: 'Harbour Lane' },
  lines: [
    {
      product: 'core',
      kind: 'seats',
      charge: 'term',
      quantity: 1_000,
      unitMinor: 2_900,
      amountMinor: 2_900_000,
      from: '2027-01-31T23:30:00.000Z',
      to: '2027-02-28T23:30:00.000Z',
    },
    {
      product: 'core',
      kind: 'plan',
      name: 'premium',
      charge: 'unused',
      amountMinor: -1_450,
      from: '2027-01-31T23:30:00.000Z',
      to: '2027-02-28T23:30:00.000Z',
    },
  ],
  currency: 'EUR',
  netMinor: 2_898_550,
  taxBasisPoints: 1_950,
  taxMinor: 565_217,
  grossMinor: 3_463_767,
};
const option = { charged: 'account' as const, plans: [], features: [], prices: [] };
const sold = soldNames({
  items: [
    {
      product: 'core',
      name: 'Core',
      plans: [
        { plan: 'premium', name: 'Premium', includedSeats: 1, maximumSeats: null, features: [], prices: [] },
      ],
      modules: [{ module: 'advisors', name: 'Advisor portal', ...option }],
      addons: [{ addon: 'gmail', name: 'Gmail', ...option }],
    },
  ],
});
const english: Recipient = { name: 'Harbour Lane Group', locale: 'en', timeZone: 'UTC' };
const french: Recipient = { ...english, locale: 'fr', timeZone: 'Europe/Paris' };

const blanks = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replace(/[\u00a0\u202f]/g, ' ')) as unknown;
type Given = [Invoice, Recipient, Parameters<typeof invoicePaper>[3]?];
const paperOf = ([given, account, payment]: Given) => invoicePaper(given, account, sold, payment);
const factsOf = (...given: Given) =>
  Object.fromEntries(
    paperOf(given).blocks.flatMap((block) =>
      block.kind === 'facts' ? block.facts.map(({ name, value }) => [name, value] as const) : [],
    ),
  );
const rowsOf = (...given: Given) =>
  paperOf(given).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));

it('says who it is from and for, as they were called then, the days in the zone of the account, and every figure', () => {
  const paper = paperOf([invoice, english]);
  expect(paper).toMatchObject({ language: 'en', title: 'Invoice INV-000041', author: 'Vendor GmbH' });
  expect(paper.at.toISOString()).toBe(invoice.issuedAt);
  expect(factsOf(invoice, english)).toEqual({
    'Invoice number': 'INV-000041',
    From: 'Vendor GmbH\n1 Market Street\n10115 Berlin',
    'Tax number': 'DE123456789',
    For: 'Harbour Lane',
    Issued: 'January 31, 2027',
    Due: 'March 2, 2027',
    State: 'To be paid',
    Net: '€28,985.50',
    'Tax (19.5%)': '€5,652.17',
    Total: '€34,637.67',
    'Pay to': 'IBAN DE02 1203',
    Reference: 'INV-000041',
  });
  expect(rowsOf(invoice, english)).toEqual([
    [
      'Core: seats\nFor the whole term',
      'January 31, 2027 to February 28, 2027',
      '1,000',
      '€29.00',
      '€29,000.00',
    ],
    [
      'Core: plan Premium\nCredit for what is paid and not used',
      'January 31, 2027 to February 28, 2027',
      '',
      '',
      '-€14.50',
    ],
  ]);
});

it('says it in French, as a French account writes numbers and days', () => {
  expect(blanks(factsOf(invoice, french))).toMatchObject({
    'Numéro de facture': 'INV-000041',
    'Émise le': '1er février 2027',
    'Taxe (19,5 %)': '5 652,17 €',
    'Total TTC': '34 637,67 €',
    État: 'À payer',
  });
  expect(blanks(rowsOf(invoice, french)[0])).toEqual([
    'Core : places\nPour toute la période',
    'du 1er février 2027 au 1er mars 2027',
    '1 000',
    '29,00 €',
    '29 000,00 €',
  ]);
});

const paid: Invoice = { ...invoice, status: 'paid', paidAt: '2027-02-05T10:00:00.000Z' };

describe('the state', () => {
  it.each<[string, Invoice, number | undefined, string, boolean]>([
    ['to be paid', invoice, undefined, 'To be paid', true],
    ['overdue', { ...invoice, status: 'overdue' }, undefined, 'Overdue', true],
    ['paid', paid, undefined, 'Paid, on February 5, 2027', false],
    ['paid at once', paid, 0, 'Paid, on February 5, 2027', false],
    ['paid back in part', paid, 100, 'Paid, and paid back in part, on February 5, 2027', false],
    ['paid back', paid, invoice.grossMinor, 'Paid, and paid back, on February 5, 2027', false],
  ])('%s', (_case, given, refundedMinor, state, isOwed) => {
    const facts = factsOf(given, english, refundedMinor === undefined ? undefined : { refundedMinor });
    expect(facts['State']).toBe(state);
    expect('Pay to' in facts).toBe(isOwed);
    expect('Paid back' in facts).toBe((refundedMinor ?? 0) > 0);
  });
});

it('of one from before its parties were kept the account is the recipient', () => {
  const { seller: _seller, recipient: _recipient, ...before } = invoice;
  expect(factsOf(before, english)).toMatchObject({ For: 'Harbour Lane Group' });
  expect(factsOf(before, english)).not.toHaveProperty('From');
});

it('modules and add-ons are called as the catalogue called them, and what it does not have by its key', () => {
  const line = { ...invoice.lines[0]!, charge: 'remaining' as const };
  const lines = [
    { ...line, kind: 'module' as const, name: 'advisors' },
    { ...line, kind: 'addon' as const, name: 'gmail' },
    { ...line, kind: 'addon' as const, name: 'fax' },
    { ...line, product: 'ledger' },
  ];
  expect(rowsOf({ ...invoice, lines }, english).map(([what]) => what?.split('\n')[0])).toEqual([
    'Core: module Advisor portal',
    'Core: add-on Gmail',
    'Core: add-on fax',
    'ledger: seats',
  ]);
});
