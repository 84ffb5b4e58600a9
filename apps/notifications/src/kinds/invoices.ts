import type { Bus } from '@seatkeeper/bus';
import {
  getInvoiceMail,
  getOrderMail,
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
    licences: `${address}/licences?view=orders`,
  };
}

type RetryLetter = InvoiceLetter & { nextTryAt: string };

/** By what is to come when the mail is sent: whoever has paid since, or has removed the card, hears of no next try. */
async function askRetry(
  bus: Bus,
  { accountId, userId, invoiceId = '', orderId = '' }: Sending,
): Promise<Asked<RetryLetter>> {
  const [invoice, { nextTryAt }] = await Promise.all([
    bus.request(getInvoiceMail, { accountId, invoiceId }),
    bus.request(getOrderMail, { accountId, orderId }),
  ]);
  if (invoice.status === 'paid' || nextTryAt === undefined) return null;
  return letterToBuyer(bus, { accountId, userId }, { ...invoice, nextTryAt });
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

/** Cannot be switched off: who can pay by another card need not wait for the next try. */
export const renewalRetryMail = defineMail({
  kind: 'renewal-retry',
  optional: false,
  over: 'The invoice is paid, or the card is not tried again.',
  event: renewalDeclined,
  recipients: async (bus, data) => (data.nextTryAt === undefined ? [] : seatBuyers(bus, data)),
  refersTo: ({ invoiceId, orderId }) => ({ invoiceId, orderId }),
  ask: askRetry,
  say: (letter: RetryLetter, places) => ({
    ...say(letter, places),
    nextTryOn: dayIn(letter.locale, new Date(letter.nextTryAt), letter.timeZone),
  }),
  sample: { ...sample, status: 'open', nextTryAt: '2029-12-05T09:00:00Z' },
});

/** Cannot be switched off: who relies on the card would not hear that there is something to pay. */
export const renewalDeclinedMail = defineMail({
  kind: 'renewal-declined',
  optional: false,
  over: 'The invoice is paid.',
  event: renewalDeclined,
  // Of a try that another one follows the mail before tells.
  recipients: async (bus, data) => (data.nextTryAt === undefined ? seatBuyers(bus, data) : []),
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
