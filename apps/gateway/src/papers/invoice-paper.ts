import type { Account, Invoice, Order, OrderLine } from '@seatkeeper/contracts';
import type { Block, Fact, Paper } from '@seatkeeper/papers';
import { dayIn, moneyIn, numberIn } from '@seatkeeper/text';
import { languageFor } from '../pages/page.js';
import { type InvoiceState, invoiceTexts } from './invoice-texts.js';
import type { SoldNames } from './sold-names.js';

/** How an account is called, and how it writes. */
export type Recipient = Pick<Account, 'name' | 'locale' | 'timeZone'>;

/** What an invoice says besides: what became of a payment at once. */
type Paid = Pick<NonNullable<Order['payment']>, 'refundedMinor'>;

/** The invoice as a paper, in the language of the account: every figure is one of the invoice. */
export function invoicePaper(invoice: Invoice, account: Recipient, sold: SoldNames, payment?: Paid): Paper {
  const { locale, timeZone } = account;
  const { number, seller, recipient, currency, taxBasisPoints, paidAt } = invoice;
  const language = languageFor(locale);
  const says = invoiceTexts[language];
  const day = (at: string) => dayIn(locale, new Date(at), timeZone);
  const money = (minor: number) => moneyIn(locale, minor, currency);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const refundedMinor = payment?.refundedMinor ?? 0;
  const state = stateOf(invoice, refundedMinor);
  const isOwed = state === 'open' || state === 'overdue';

  const head: Fact[] = [
    { name: says.number, value: number },
    ...(seller ? [{ name: says.from, value: [seller.name, ...seller.address].join('\n') }] : []),
    ...(seller?.taxNumber === undefined ? [] : [{ name: says.taxNumber, value: seller.taxNumber }]),
    { name: says.to, value: recipient?.name ?? account.name },
    { name: says.issued, value: day(invoice.issuedAt) },
    { name: says.due, value: day(invoice.dueAt) },
    {
      name: says.state,
      value: `${says.states[state]}${paidAt === undefined ? '' : says.paidOn(day(paidAt))}`,
      isStrong: true,
    },
  ];
  const sums: Fact[] = [
    { name: says.net, value: money(invoice.netMinor) },
    { name: says.tax(percent.format(taxBasisPoints / 10_000)), value: money(invoice.taxMinor) },
    { name: says.total, value: money(invoice.grossMinor), isStrong: true },
    ...(refundedMinor > 0 ? [{ name: says.refunded, value: money(refundedMinor) }] : []),
  ];
  const lines: Block = {
    kind: 'table',
    caption: says.lines,
    columns: [
      { title: says.columns.what, share: 30, kind: 'head' },
      { title: says.columns.period, share: 27 },
      { title: says.columns.quantity, share: 11, kind: 'number' },
      { title: says.columns.unit, share: 15, kind: 'number' },
      { title: says.columns.amount, share: 17, kind: 'number' },
    ],
    rows: invoice.lines.map((line) => [
      whatOf(line, sold, says),
      says.span(day(line.from), day(line.to)),
      line.quantity === undefined ? '' : numberIn(locale, line.quantity),
      line.unitMinor === undefined ? '' : money(line.unitMinor),
      money(line.amountMinor),
    ]),
  };
  return {
    language,
    title: says.title(number),
    author: seller?.name ?? 'Seatkeeper',
    at: new Date(invoice.issuedAt),
    blocks: [
      { kind: 'facts', facts: head },
      lines,
      { kind: 'facts', facts: sums, look: 'sums' },
      ...(isOwed ? paymentOf(number, seller?.payTo, says) : []),
    ],
  };
}

function stateOf({ status, grossMinor }: Invoice, refundedMinor: number): InvoiceState {
  if (status !== 'paid' || refundedMinor === 0) return status;
  return refundedMinor >= grossMinor ? 'refunded' : 'partly-refunded';
}

const whatOf = (line: OrderLine, sold: SoldNames, says: (typeof invoiceTexts)['en']): string =>
  says.line(sold.product(line.product), says.what[line.kind](sold.part(line)), says.charge[line.charge]);

const paymentOf = (number: string, payTo: string | undefined, says: (typeof invoiceTexts)['en']): Block[] => [
  { kind: 'heading', text: says.payment },
  {
    kind: 'facts',
    facts: [
      ...(payTo === undefined ? [] : [{ name: says.payTo, value: payTo }]),
      { name: says.reference, value: number, isStrong: true },
    ],
  },
  { kind: 'paragraph', text: says.referenceText(number) },
];
