import type { Bus } from '@seatkeeper/bus';
import {
  getOrderMail,
  orderPaymentFailed,
  orderRefunded,
  type Output,
  type SeatBuyerLetter,
} from '@seatkeeper/contracts';
import { moneyIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';
import { letterToBuyer, seatBuyers } from './seat-buyers.js';

type OrderLetter = SeatBuyerLetter & Output<typeof getOrderMail>;

/** By what is known of the order when the mail is sent. */
const askIf =
  (isStillSo: (order: Output<typeof getOrderMail>) => boolean) =>
  async (bus: Bus, { accountId, userId, orderId = '' }: Sending): Promise<Asked<OrderLetter>> => {
    const order = await bus.request(getOrderMail, { accountId, orderId });
    if (!isStillSo(order)) return null;
    return letterToBuyer(bus, { accountId, userId }, order);
  };

function say(letter: OrderLetter, { address }: Places): Words {
  const { grossMinor, refundedMinor, currency, status, locale } = letter;
  return {
    ...greeting(letter),
    amount: moneyIn(locale, grossMinor, currency),
    refunded: moneyIn(locale, refundedMinor, currency),
    isOutdated: status === 'outdated' ? 'outdated' : null,
    licences: `${address}/licences`,
  };
}

const refersTo = ({ orderId }: { orderId: string }) => ({ orderId });
const sample: OrderLetter = {
  ...SAMPLE,
  waiting: 0,
  status: 'outdated',
  grossMinor: 120_000,
  currency: 'EUR',
  refundedMinor: 120_000,
};

/** Whoever left the page without paying knows; that a bank said no comes later, and nobody is looking by then. */
export const paymentDeclinedMail = defineMail({
  kind: 'payment-declined',
  optional: true,
  over: 'The order was paid after all.',
  event: orderPaymentFailed,
  recipients: async (bus, data) => (data.failure === 'declined' ? seatBuyers(bus, data) : []),
  refersTo,
  ask: askIf(({ status }) => status === 'payment-failed'),
  say,
  sample,
});

/** Cannot be switched off: it is about money. */
export const orderRefundedMail = defineMail({
  kind: 'order-refunded',
  optional: false,
  over: 'Nothing of the order was paid back.',
  event: orderRefunded,
  recipients: seatBuyers,
  refersTo,
  ask: askIf(({ refundedMinor }) => refundedMinor > 0),
  say,
  sample,
});
