import { eventually, PaymentServer, race } from '@seatkeeper/testing';
import { cardPayers } from '../../testing/card-payers.js';
import { Firm } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';
import { LOOK_MS } from './orders.js';

let stripe: PaymentServer;
beforeAll(async () => {
  stripe = await PaymentServer.start();
});
const stage = useTwoOnAClock('2027-01-31T10:00:00Z', () => ({
  STRIPE_SECRET_KEY: stripe.key,
  STRIPE_API_URL: stripe.url,
}));
const { clock } = stage;
afterAll(() => stripe.stop());
beforeEach(() => {
  stripe.cards.decision = 'pays';
  stripe.cards.least = 50;
});

const { firmThatPaid, renewed } = cardPayers(stage, () => stripe);
const AGAIN = 'declined, again on 3 March';
const onDay3 = () => clock.set('2027-03-03T09:00:00Z');

/** A firm whose card was declined for its renewal, and the open invoice of that. */
async function declinedOne() {
  const payer = await firmThatPaid();
  stripe.cards.decision = 'declines';
  const renewal = await renewed(payer);
  await eventually(() => expect(stage.listener.paid(renewal.id)).toEqual([AGAIN]));
  const [invoice] = await payer.shop.unpaid();
  return { ...payer, renewal, invoice: invoice! };
}

/** A firm with the open invoice of an order that an operator has approved. */
async function invoicedOne() {
  const shop = new Shop(stage.services[0]!, await new Firm(stage.services[0]!).open());
  const order = await shop.buy({ items: [{ product: 'core', seats: 10 }] });
  const [invoice] = await shop.unpaid();
  return { shop, order, invoice: invoice! };
}

describe('an open invoice', () => {
  it('of an order that an operator approved is paid on a page, the same one for who asks twice or at once', async () => {
    const { shop, order, invoice } = await invoicedOne();
    expect(invoice).toMatchObject({ status: 'open', payableAtOnce: true });
    const { values, errors } = await race(6, (n) =>
      shop.payInvoice(invoice, { service: stage.services[n % 2]! }),
    );
    expect(errors).toEqual([]);
    expect(new Set(values)).toEqual(new Set([stripe.urlOf(order.id)]));
    expect(stripe.pagesOf(order.id)).toBe(1);
    expect(await shop.get(order)).toMatchObject({ status: 'completed', provider: 'invoice' });
    stripe.end(order.id, 'paid');
    await race(6, (n) => shop.hear({ orderId: order.id }, stage.services[n % 2]));
    await eventually(async () =>
      expect(await shop.invoice(invoice.id)).toMatchObject({ status: 'paid', payableAtOnce: false }),
    );
    expect(await shop.get(order)).toMatchObject({ provider: 'stripe', payment: { state: 'paid' } });
    expect(stage.listener.paid(order.id)).toEqual(['paid']);
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
    stripe.refund(order.id, 1_000);
    await shop.hear({ intent: stripe.of(order.id).intent });
    await eventually(() => expect(stage.listener.paid(order.id)).toEqual(['paid', '1000 paid back']));
  });

  it('that nobody reports as paid is looked at by itself', async () => {
    const { shop, order, invoice } = await invoicedOne();
    await shop.payInvoice(invoice);
    stripe.end(order.id, 'paid');
    clock.advance(LOOK_MS);
    await eventually(async () => expect(await shop.invoice(invoice.id)).toMatchObject({ status: 'paid' }));
  });

  it('has another page once the time of the first is over', async () => {
    const { shop, order, invoice } = await invoicedOne();
    const first = await shop.payInvoice(invoice);
    stripe.end(order.id, 'expired');
    const second = await shop.payInvoice(invoice);
    expect(second).not.toBe(first);
    expect(second).toBe(stripe.urlOf(order.id));
    stripe.end(order.id, 'paid');
    await shop.hear({ orderId: order.id });
    await eventually(async () => expect(await shop.unpaid()).toEqual([]));
    expect(stripe.timesPaid(order.id)).toBe(1);
  });

  it('cannot be paid on its page any more once an operator noted that it is paid', async () => {
    const { shop, order, invoice } = await invoicedOne();
    await shop.payInvoice(invoice);
    await shop.note(invoice, { paid: true });
    await eventually(() => expect(stripe.of(order.id).state).toBe('expired'));
    await expect(shop.payInvoice(invoice)).rejects.toMatchObject({
      code: 'invoice-not-payable',
      members: { reason: 'paid' },
    });
  });

  it('says why it has no page', async () => {
    const [deciding, small] = [await invoicedOne(), await invoicedOne()];
    await deciding.shop.payInvoice(deciding.invoice);
    stripe.end(deciding.order.id, 'thinks');
    await expect(deciding.shop.payInvoice(deciding.invoice)).rejects.toMatchObject({
      members: { reason: 'under-way' },
    });
    stripe.cards.least = 1_000_000;
    await expect(small.shop.payInvoice(small.invoice)).rejects.toMatchObject({
      members: { reason: 'too-little' },
    });
    await expect(small.shop.payInvoice(deciding.invoice)).rejects.toMatchObject({ code: 'not-found' });
    expect(stripe.pagesOf(small.order.id)).toBe(0);
  });
});

describe('a renewal whose card was declined', () => {
  it('is paid on a page once: nothing is tried from the moment it is opened', async () => {
    const { shop, renewal, invoice } = await declinedOne();
    await shop.payInvoice(invoice);
    expect(stripe.chargeOf(renewal.id)).toMatchObject({ isCanceled: true });
    expect((await shop.get(renewal)).payment).not.toHaveProperty('nextTryAt');
    stripe.cards.decision = 'pays';
    onDay3();
    await race(6, (n) => shop.hear({ orderId: renewal.id }, stage.services[n % 2]));
    stripe.end(renewal.id, 'paid');
    await shop.hear({ orderId: renewal.id });
    await eventually(async () => expect(await shop.unpaid()).toEqual([]));
    expect(stripe.timesPaid(renewal.id)).toBe(1);
    expect(stripe.cards.triesOf(renewal.id)).toEqual(['declines']);
    await eventually(() => expect(stage.listener.paid(renewal.id)).toEqual([AGAIN, 'paid']));
  });

  it('is tried again on the days that are left when nobody paid on the page', async () => {
    const { shop, renewal, invoice } = await declinedOne();
    await shop.payInvoice(invoice);
    stripe.end(renewal.id, 'expired');
    await shop.hear({ orderId: renewal.id });
    expect(await shop.get(renewal)).toMatchObject({ payment: { nextTryAt: '2027-03-03T09:00:00.000Z' } });
    stripe.cards.decision = 'pays';
    onDay3();
    await eventually(() => expect(stage.listener.paid(renewal.id)).toEqual([AGAIN, 'paid']));
    expect(stripe.cards.of(renewal.id)).toMatchObject([
      { isCanceled: true },
      { tries: [{ decision: 'pays' }] },
    ]);
    expect(stripe.timesPaid(renewal.id)).toBe(1);
  });

  it('is tried again by a charge of its own when the bank of the card that was to be saved on the page said no', async () => {
    const { shop, renewal, invoice } = await declinedOne();
    await shop.payInvoice(invoice, { saveCard: true });
    stripe.end(renewal.id, 'declined');
    await shop.hear({ orderId: renewal.id });
    stripe.cards.decision = 'pays';
    onDay3();
    await eventually(() => expect(stage.listener.paid(renewal.id)).toEqual([AGAIN, 'paid']));
    expect(stripe.chargeOf(renewal.id)).toMatchObject({ tries: [{ decision: 'pays' }] });
    expect(stripe.timesPaid(renewal.id)).toBe(1);
  });

  it('is not paid by a page while a bank decides over the card', async () => {
    const payer = await firmThatPaid();
    stripe.cards.decision = 'thinks';
    const renewal = await renewed(payer);
    await eventually(() => expect(stripe.cards.triesOf(renewal.id)).toEqual(['thinks']));
    const [invoice] = await payer.shop.unpaid();
    await expect(payer.shop.payInvoice(invoice!)).rejects.toMatchObject({ members: { reason: 'under-way' } });
    stripe.decide(renewal.id, 'pays');
    await expect(payer.shop.payInvoice(invoice!)).rejects.toMatchObject({ members: { reason: 'paid' } });
    await eventually(async () => expect(await payer.shop.unpaid()).toEqual([]));
    expect(stripe.pagesOf(renewal.id)).toBe(0);
  });

  it('has the card saved that it is paid by, in the name of who opened the page, and other renewals charged to it', async () => {
    const { shop, renewal, invoice } = await declinedOne();
    await shop.payInvoice(invoice, { saveCard: true });
    stripe.end(renewal.id, 'paid');
    await race(4, (n) => shop.hear({ orderId: renewal.id }, stage.services[n % 2]));
    await eventually(async () => expect(await shop.unpaid()).toEqual([]));
    const { last4 } = (await shop.card())!;
    await eventually(() => expect(stage.listener.paid(renewal.id)).toContain(`card ${last4} saved`));
    expect(stripe.timesPaid(renewal.id)).toBe(1);
  });

  it.each(['POST /v1/payment_intents/:id', 'POST /v1/payment_intents/:id/confirm'])(
    'is paid once though who tries the card freezes before %s, and goes on when the page is paid',
    async (call) => {
      const { shop, renewal, invoice } = await declinedOne();
      stripe.cards.decision = 'pays';
      const frozen = stripe.hold(call);
      onDay3();
      await frozen.arrived;
      await shop.payInvoice(invoice);
      stripe.end(renewal.id, 'paid');
      frozen.release();
      await shop.hear({ orderId: renewal.id });
      await eventually(async () => expect(await shop.unpaid()).toEqual([]));
      await eventually(() => expect(stripe.isIdle).toBe(true));
      expect(stripe.timesPaid(renewal.id)).toBe(1);
      expect(stage.listener.paid(renewal.id).filter((word) => word === 'paid')).toHaveLength(1);
    },
  );

  it('is paid once by whoever is first, when a page is opened in the very moment in which the card is tried', async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => firmThatPaid()));
    stripe.cards.decision = 'declines';
    const renewals = await Promise.all(many.map((one) => renewed(one)));
    await eventually(() => renewals.forEach(({ id }) => expect(stage.listener.paid(id)).toEqual([AGAIN])));
    stripe.cards.decision = 'pays';
    onDay3();
    await Promise.all(
      many.map(async ({ shop }, n) => {
        const [invoice] = await shop.unpaid();
        const url =
          invoice && (await shop.payInvoice(invoice, { service: stage.services[n % 2]! }).catch(() => null));
        if (url) stripe.end(invoice.orderId, 'paid');
        await shop.hear({ orderId: renewals[n]!.id }, stage.services[(n + 1) % 2]);
      }),
    );
    for (const [n, { shop }] of many.entries()) {
      await eventually(async () => expect(await shop.unpaid()).toEqual([]));
      expect(stripe.timesPaid(renewals[n]!.id)).toBe(1);
    }
  });
});
