import type { Bus } from '@seatkeeper/bus';
import {
  getInvoiceMail,
  invoiceIssued,
  invoiceOverdue,
  type InvoiceStatus,
  type Output,
  renewalDeclined,
  type SeatBuyerLetter,
} from '@seatkeeper/contracts';
import { dayIn, moneyIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';
import { letterToBuyer, seatBuyers } from './seat-buyers.js';

type InvoiceLetter = SeatBuyerLetter & Output<typeof getInvoiceMail>;

/** By what is noted when the mail is sent: nobody hears of what was paid meanwhile. */
const askIf =
  (...states: InvoiceStatus[]) =>
  async (bus: Bus, { accountId, userId, invoiceId = '' }: Sending): Promise<Asked<InvoiceLetter>> => {
    const invoice = await bus.request(getInvoiceMail, { accountId, invoiceId });
    if (!states.includes(invoice.status)) return null;
    return letterToBuyer(bus, { accountId, userId }, invoice);
  };

function say(letter: InvoiceLetter, { address }: Places): Words {
  const { number, grossMinor, currency, dueAt, freezesAt, isFrozen, locale, timeZone } = letter;
  return {
    ...greeting(letter),
    number,
    amount: moneyIn(locale, grossMinor, currency),
    dueOn: dayIn(locale, new Date(dueAt), timeZone),
    freezesOn: freezesAt === undefined ? null : dayIn(locale, new Date(freezesAt), timeZone),
    isFrozen: isFrozen ? 'frozen' : null,
    licences: `${address}/licences`,
  };
}

const refersTo = ({ invoiceId }: { invoiceId: string }) => ({ invoiceId });
const sample: InvoiceLetter = {
  ...SAMPLE,
  waiting: 0,
  number: 'INV-000012',
  grossMinor: 120_000,
  currency: 'EUR',
  dueAt: '2030-01-01T00:00:00Z',
  status: 'overdue',
  freezesAt: '2030-01-22T00:00:00Z',
  isFrozen: false,
};

export const invoiceIssuedMail = defineMail({
  kind: 'invoice-issued',
  optional: true,
  isWordable: true,
  over: 'The invoice is paid.',
  event: invoiceIssued,
  // Of what is charged to a card there is nothing to do: that it was declined is told.
  recipients: async (bus, data) => (data.byCard === true ? [] : seatBuyers(bus, data)),
  refersTo,
  ask: askIf('open', 'overdue'),
  say,
  sample,
});

/** Cannot be switched off: who relies on the card would not hear that there is something to pay. */
export const renewalDeclinedMail = defineMail({
  kind: 'renewal-declined',
  optional: false,
  over: 'The invoice is paid.',
  event: renewalDeclined,
  recipients: seatBuyers,
  refersTo,
  ask: askIf('open', 'overdue'),
  say,
  sample,
});

/** Cannot be switched off: what is not paid may keep people from working. */
export const invoiceOverdueMail = defineMail({
  kind: 'invoice-overdue',
  optional: false,
  over: 'The invoice is paid, or not due any more.',
  event: invoiceOverdue,
  recipients: seatBuyers,
  refersTo,
  ask: askIf('overdue'),
  say,
  sample,
});
