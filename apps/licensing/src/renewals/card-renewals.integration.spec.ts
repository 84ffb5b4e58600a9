import { eventually, PaymentServer, race } from '@seatkeeper/testing';
import { cardPayers, COST, RENEWAL_DAY } from '../../testing/card-payers.js';
import { Firm } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';
import { CHARGE_MS, LOOK_MS } from '../orders/orders.js';

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
  stripe.isDown = false;
  stripe.loses = undefined;
  stripe.refuses = undefined;
  stripe.cards.decision = 'pays';
  stripe.cards.expires = { month: 12, year: 2035 };
});

const { firmThatPaid, renewed } = cardPayers(stage, () => stripe);
const asked = (call: string) => stripe.asked.filter((one) => one === call).length;
const told = ({ id }: { id: string }) => stage.listener.paid(id);

describe('a card', () => {
  it('is saved by who agrees to it with an order, and shown by its brand, last digits and expiry alone', async () => {
    const { firm, shop, order } = await firmThatPaid();
    const card = await shop.card();
    expect(card).toEqual({
      brand: 'visa',
      last4: expect.stringMatching(/^\d{4}$/),
      expMonth: 12,
      expYear: 2035,
      savedAt: clock.now().toISOString(),
      expired: false,
    });
    await eventually(() => expect(told(order)).toContain(`card ${card!.last4} saved`));
    expect(await firm.license()).toMatchObject({ purchased: 10 });
  });

  it('is not saved by who does not say so, and cannot be with an order on invoice', async () => {
    const { shop } = await firmThatPaid(false);
    expect(await shop.card()).toBeNull();
    const quoted = await shop.quote({ items: [{ product: 'core', seats: 1 }] });
    await expect(shop.checkOut(quoted, undefined, 'invoice', true)).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'saveCard' }],
    });
    expect(await shop.get(quoted)).toMatchObject({ status: 'quoted' });
  });

  it('that was removed is forgotten by the provider, and stays away though its order is looked at again', async () => {
    const { firm, shop, order } = await firmThatPaid();
    const { last4 } = (await shop.card())!;
    await race(4, (n) => shop.removeCard(stage.services[n % 2]));
    expect(await shop.card()).toBeNull();
    expect(stripe.cards.isKept(last4)).toBe(false);
    stripe.refund(order.id, 100);
    await shop.hear({ orderId: order.id });
    expect(await shop.card()).toBeNull();
    await shop.removeCard();
    await eventually(() => expect(told({ id: firm.accountId })).toEqual([`card ${last4} removed`]));
  });

  it('that the provider cannot forget just then is still there', async () => {
    const { shop } = await firmThatPaid();
    stripe.isDown = true;
    await expect(shop.removeCard()).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(await shop.card()).not.toBeNull();
  });

  it('has one customer however many orders are checked out at once, and the last one paid by is kept', async () => {
    const firm = await new Firm(stage.services[0]!).open();
    const shop = new Shop(stage.services[0]!, firm);
    const quotes = await Promise.all(
      [1, 2, 3].map((seats) => shop.quote({ items: [{ product: 'core', seats }] })),
    );
    await race(6, (n) => shop.checkOut(quotes[n % 3]!, stage.services[n % 2], 'stripe', true));
    expect(new Set(quotes.map(({ id }) => stripe.of(id).savingFor)).size).toBe(1);
    expect(quotes.map(({ id }) => stripe.pagesOf(id))).toEqual([1, 1, 1]);
  });
});

describe('a renewal of an account with a card', () => {
  it('is charged to it: the seats go on, the invoice is paid, and money moves once', async () => {
    const payer = await firmThatPaid();
    const renewal = await renewed(payer);
    await eventually(async () =>
      expect(await payer.shop.get(renewal)).toMatchObject({ provider: 'stripe', payment: { state: 'paid' } }),
    );
    await eventually(async () =>
      expect(await payer.shop.invoices()).toMatchObject([
        { orderId: renewal.id, status: 'paid', grossMinor: COST },
        { status: 'paid' },
      ]),
    );
    expect(await payer.shop.unpaid()).toEqual([]);
    expect(stripe.cards.of(renewal.id)).toMatchObject([
      { amount: COST, currency: 'eur', tries: [{ decision: 'pays' }] },
    ]);
    expect(await payer.firm.license()).toMatchObject({ purchased: 10, renewsAt: '2027-03-31T10:00:00.000Z' });
    await eventually(() => expect(told(renewal)).toEqual(['paid']));
    await race(10, (n) => payer.shop.hear({ orderId: renewal.id }, stage.services[n % 2]));
    expect(stripe.cards.triesOf(renewal.id)).toEqual(['pays']);
    expect(told(renewal)).toEqual(['paid']);
  });

  it.each([
    ['has the card for stolen', 'has-it-stolen', 'declined'],
    ['wants its holder', 'wants-holder', 'needs-authentication'],
  ] as const)('that its bank %s is on invoice at once, and told once', async (_case, decision, reason) => {
    const payer = await firmThatPaid();
    stripe.cards.decision = decision;
    const renewal = await renewed(payer);
    await eventually(() => expect(told(renewal)).toEqual([reason]));
    expect(await payer.shop.get(renewal)).toMatchObject({
      status: 'completed',
      payment: { state: 'failed', failure: 'declined' },
    });
    expect(await payer.shop.unpaid()).toMatchObject([{ orderId: renewal.id, status: 'open' }]);
    await payer.shop.hear({ orderId: renewal.id });
    clock.advance(LOOK_MS);
    await payer.shop.hear({ orderId: renewal.id }, stage.services[1]);
    expect(stripe.cards.triesOf(renewal.id)).toEqual([decision]);
    expect(told(renewal)).toEqual([reason]);
    expect(await payer.firm.license()).toMatchObject({ purchased: 10, renewsAt: '2027-03-31T10:00:00.000Z' });
  });

  it('is paid though its bank decides late, says so before it is asked, or says no first', async () => {
    const payer = await firmThatPaid();
    stripe.cards.decision = 'thinks';
    const renewal = await renewed(payer);
    await eventually(() => expect(stripe.cards.triesOf(renewal.id)).toEqual(['thinks']));
    expect(await payer.shop.get(renewal)).toMatchObject({ payment: { state: 'open' } });
    const { id: intent } = stripe.chargeOf(renewal.id);
    stripe.decide(renewal.id, 'declines');
    await payer.shop.hear({ orderId: renewal.id, intent });
    await eventually(() => expect(told(renewal)).toEqual(['declined, again on 3 March']));
    stripe.decide(renewal.id, 'pays');
    await race(6, (n) => payer.shop.hear({ orderId: renewal.id, intent }, stage.services[n % 2]));
    await eventually(() => expect(told(renewal)).toEqual(['declined, again on 3 March', 'paid']));
    await eventually(async () => expect(await payer.shop.unpaid()).toEqual([]));
    expect(await payer.shop.get(renewal)).toMatchObject({ payment: { state: 'paid' } });
  });

  it.each([
    'POST /v1/payment_intents',
    'POST /v1/payment_intents/:id',
    'POST /v1/payment_intents/:id/confirm',
  ])(
    'is charged once though the answer to %s is lost, and the provider has forgotten by then that it was asked',
    async (call) => {
      const payer = await firmThatPaid();
      const before = asked(call);
      stripe.loses = call;
      const renewal = await renewed(payer);
      // Its library asks once more, by the same key.
      await eventually(() => expect(asked(call)).toBe(before + 2));
      stripe.forgetKeys();
      stripe.loses = undefined;
      await eventually(async () => {
        clock.advance(CHARGE_MS);
        expect(await payer.shop.get(renewal)).toMatchObject({ payment: { state: 'paid' } });
      });
      expect(stripe.cards.of(renewal.id)).toHaveLength(1);
      expect(stripe.cards.triesOf(renewal.id)).toEqual(['pays']);
      await eventually(async () => expect(await payer.shop.unpaid()).toEqual([]));
      await eventually(() => expect(told(renewal)).toEqual(['paid']));
    },
  );

  it('is charged later when the provider does not answer, unless its invoice was paid by then', async () => {
    const [payer, other] = [await firmThatPaid(), await firmThatPaid()];
    const before = asked('GET /v1/payment_intents');
    stripe.isDown = true;
    const [renewal, noted] = [await renewed(payer), await renewed(other)];
    // Of both it is asked twice, in vain: nobody is under way when the payment is noted.
    await eventually(() => expect(asked('GET /v1/payment_intents')).toBe(before + 4));
    const [invoice] = await other.shop.unpaid();
    await other.shop.note(invoice!, { paid: true });
    stripe.isDown = false;
    await eventually(async () => {
      clock.advance(CHARGE_MS);
      expect(await payer.shop.get(renewal)).toMatchObject({ payment: { state: 'paid' } });
      expect(await other.shop.get(noted)).toMatchObject({ provider: 'invoice' });
    });
    expect(stripe.cards.triesOf(renewal.id)).toEqual(['pays']);
    expect(stripe.cards.triesOf(noted.id)).toEqual([]);
  });

  it('is on invoice when the card was removed, or has expired', async () => {
    const [removed, expired] = [await firmThatPaid(), await firmThatPaid(false)];
    await removed.shop.removeCard();
    stripe.cards.expires = { month: 1, year: 2027 };
    await expired.saveAnother();
    clock.set(RENEWAL_DAY);
    expect(await expired.shop.card()).toMatchObject({ expired: true });
    for (const { renewals } of [removed, expired])
      await eventually(async () =>
        expect(await renewals()).toMatchObject([{ status: 'completed', provider: 'invoice' }]),
      );
    expect(await removed.shop.unpaid()).toMatchObject([{ status: 'open' }]);
    expect(await expired.shop.unpaid()).toMatchObject([{ status: 'open' }]);
  });

  it('is told when the card is gone before it could be charged, and whoever removed it is not charged', async () => {
    const payer = await firmThatPaid();
    stripe.refuses = 'POST /v1/payment_intents';
    const renewal = await renewed(payer);
    await payer.shop.removeCard();
    stripe.refuses = undefined;
    await eventually(() => {
      clock.advance(CHARGE_MS);
      expect(told(renewal)).toEqual(['no-card']);
    });
    expect(stripe.cards.triesOf(renewal.id)).toEqual([]);
    expect(await payer.shop.unpaid()).toMatchObject([{ orderId: renewal.id }]);
  });

  it('is charged to the card that replaced another one before that could be charged', async () => {
    const payer = await firmThatPaid();
    const before = asked('POST /v1/payment_intents');
    stripe.refuses = 'POST /v1/payment_intents';
    const renewal = await renewed(payer);
    // Its library asks once more: nobody is under way when the other card is saved.
    await eventually(() => expect(asked('POST /v1/payment_intents')).toBe(before + 2));
    await payer.saveAnother();
    stripe.refuses = undefined;
    await eventually(() => {
      clock.advance(CHARGE_MS);
      expect(told(renewal)).toEqual(['paid']);
    });
    expect(stripe.chargeOf(renewal.id).tries).toMatchObject([{ method: stripe.cards.last }]);
  });

  it('tells of money that is paid back, and takes no seat', async () => {
    const payer = await firmThatPaid();
    const renewal = await renewed(payer);
    await eventually(() => expect(told(renewal)).toEqual(['paid']));
    stripe.refund(renewal.id, 1_000);
    await payer.shop.hear({ orderId: renewal.id });
    await payer.shop.hear({ orderId: renewal.id });
    await eventually(() => expect(told(renewal)).toEqual(['paid', '1000 paid back']));
    expect(await payer.shop.get(renewal)).toMatchObject({
      payment: { state: 'paid', refundedMinor: 1_000 },
    });
    expect(await payer.firm.license()).toMatchObject({ purchased: 10 });
  });
});
