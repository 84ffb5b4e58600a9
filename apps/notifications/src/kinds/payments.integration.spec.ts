import {
  type EventContract,
  type getOrderMail,
  orderPaymentFailed,
  orderRefunded,
  type Output,
  systemActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';

const mails = useBillingMails();
const { one } = mails;
const buyer = (locale = 'en') => mails.buyer({ locale }).sendTo;

const order = { status: 'payment-failed' as const, grossMinor: 123_450, currency: 'EUR', refundedMinor: 0 };

/** A firm with an order, and the event that tells of its payment. */
function firmWith(known: Output<typeof getOrderMail>, contract: EventContract, more: object) {
  const [accountId, orderId] = [newId('acc'), newId('ord')];
  mails.licensing.orders.set(accountId, known);
  const { grossMinor, currency } = known;
  const data = { accountId, actor: systemActor('payments'), orderId, grossMinor, currency, ...more };
  return mails.told(contract, orderId, data);
}

/** Kinds of spaces change with the version of the language data. */
const words = (text = '') => text.replace(/\s+/g, ' ');

describe('a payment that was declined', () => {
  it('is told once to whoever may order, with what it was', async () => {
    const [ada, bea] = [buyer(), buyer('fr')];
    const { tell } = firmWith(order, orderPaymentFailed, { failure: 'declined' });
    await Promise.all([tell(), tell()]);
    const english = await one(ada);
    expect(english.subject).toBe('Payment declined for an order of Acme');
    expect(words(english.text)).toContain('the payment of €1,234.50 for an order of Acme was declined');
    const french = await one(bea);
    expect(words(french.subject)).toBe('Acme : paiement refusé');
    expect(words(french.text)).toContain('le paiement de 1 234,50 € pour une commande de Acme a été refusé');
  });

  it('is not told when it was paid before the mail went out, and never of who left without paying', async () => {
    buyer();
    const paid = firmWith({ ...order, status: 'completed' }, orderPaymentFailed, { failure: 'declined' });
    await paid.tell();
    await eventually(async () => expect(await paid.states()).toEqual(['cancelled']));
    const left = firmWith(order, orderPaymentFailed, { failure: 'expired' });
    await left.tell();
    await paid.tell();
    expect(await left.states()).toEqual([]);
  });
});

it.each([
  ['completed', 'The seats of the order stay as they are'],
  ['outdated', 'nothing was bought by it'],
] as const)(
  'money that was paid back of an order that is %s is told with both amounts',
  async (status, what) => {
    const ada = buyer();
    const back = { ...order, status, refundedMinor: 100_000 };
    const more = { amountMinor: 100_000, refundedMinor: 100_000, outdated: status === 'outdated' };
    await firmWith(back, orderRefunded, more).tell();
    const mail = await one(ada);
    expect(mail.subject).toBe('Money paid back to Acme');
    expect(words(mail.text)).toContain(
      'of €1,234.50 that Acme paid for an order, €1,000.00 has been paid back',
    );
    expect(words(mail.text)).toContain(what);
  },
);
