import type { Order } from '@seatkeeper/contracts';
import { eventually, PaymentServer, race, TestClock, type TestService } from '@seatkeeper/testing';
import { Firm, startTwo } from '../../testing/firm.js';
import { listenTo, type Listener } from '../../testing/listener.js';
import { Shop } from '../../testing/shop.js';
import { LOOK_MS } from './orders.js';

const clock = new TestClock('2027-01-31T10:00:00Z');
let stripe: PaymentServer;
let services: TestService[];
let listener: Listener;
let close: () => Promise<void>;

beforeAll(async () => {
  stripe = await PaymentServer.start();
  const settings = { STRIPE_SECRET_KEY: stripe.key, STRIPE_API_URL: stripe.url };
  ({ services, close } = await startTwo(settings, clock));
  listener = await listenTo(services[0]!.world);
});
afterEach(() => {
  stripe.isDown = false;
});
afterAll(async () => {
  await listener.close();
  await close();
  await stripe.stop();
});

const open = async () => new Shop(services[0]!, await new Firm(services[0]!).open());
const tenSeats = { items: [{ product: 'core', seats: 10 }] };
const TEN_SEATS_COST = 29_000;

/** From a quote to the page where it is paid. */
async function toPage(shop: Shop, quoted?: Order): Promise<Order> {
  return shop.checkOut(quoted ?? (await shop.quote(tenSeats)), services[0], 'stripe');
}

describe('an order that is paid at once', () => {
  it('goes from quote to a page, and from there to seats, ledger and an invoice that is paid', async () => {
    const shop = await open();
    const quoted = await shop.quote(tenSeats);
    expect(quoted).toMatchObject({ status: 'quoted', payableBy: ['invoice', 'stripe'] });
    const order = await toPage(shop, quoted);
    expect(order).toMatchObject({
      status: 'awaiting-payment',
      provider: 'stripe',
      payableBy: [],
      payment: { state: 'open', refundedMinor: 0 },
      checkoutUrl: stripe.urlOf(order.id),
    });
    expect(stripe.of(order.id)).toMatchObject({
      amount: TEN_SEATS_COST,
      currency: 'eur',
      description: '10 seats of core',
    });
    expect(await shop.firm.licenses()).toEqual([]);
    expect((await shop.awaiting()).map(({ id }) => id)).not.toContain(order.id);

    stripe.end(order.id, 'paid');
    expect(await shop.hear({ orderId: order.id })).toBe(true);
    const completed = await shop.get(order);
    expect(completed).toMatchObject({
      status: 'completed',
      payment: { state: 'paid', paidAt: clock.now().toISOString() },
    });
    expect(completed).not.toHaveProperty('checkoutUrl');
    expect(await shop.firm.license()).toMatchObject({ purchased: 10, free: 10 });
    expect(await shop.invoices()).toMatchObject([
      { orderId: order.id, status: 'paid', paidAt: clock.now().toISOString(), grossMinor: TEN_SEATS_COST },
    ]);
    expect(await shop.unpaid()).toEqual([]);
    await eventually(async () =>
      expect(await shop.firm.ledger()).toMatchObject([
        { kind: 'purchased', purchased: 10, cause: { purchaseId: order.id, actor: shop.firm.by } },
      ]),
    );
    await eventually(() => expect(listener.paid(order.id)).toEqual(['paid']));
  });

  it('has one page however often, and from wherever, it is checked out', async () => {
    const shop = await open();
    const quoted = await shop.quote(tenSeats);
    const { values } = await race(20, (n) => shop.checkOut(quoted, services[n % 2], 'stripe'));
    expect(values).toHaveLength(20);
    expect(new Set(values.map(({ checkoutUrl }) => checkoutUrl))).toEqual(new Set([stripe.urlOf(quoted.id)]));
    expect(await toPage(shop, quoted)).toMatchObject({ status: 'awaiting-payment' });
    expect(stripe.pagesOf(quoted.id)).toBe(1);
  });

  it('takes effect once though the same is reported twenty times at once', async () => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.end(order.id, 'paid');
    await race(20, (n) => shop.hear({ orderId: order.id }, services[n % 2]));
    await eventually(async () => expect(await shop.get(order)).toMatchObject({ status: 'completed' }));
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
    expect(await shop.invoices()).toHaveLength(1);
    await eventually(() => expect(listener.paid(order.id)).toEqual(['paid']));
  });

  it('takes effect though nobody reports it', async () => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.end(order.id, 'paid');
    clock.advance(LOOK_MS + 1_000);
    await eventually(async () => expect(await shop.get(order)).toMatchObject({ status: 'completed' }));
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
  });

  it.each([
    ['declined', 'declined'],
    ['not paid in time', 'expired'],
  ] as const)('is over when it is %s, and nothing is bought', async (_case, failure) => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.end(order.id, failure);
    await shop.hear({ orderId: order.id });
    await shop.hear({ orderId: order.id });
    expect(await shop.get(order)).toMatchObject({
      status: 'payment-failed',
      payment: { state: 'failed', failure },
    });
    expect(await shop.firm.licenses()).toEqual([]);
    expect(await shop.invoices()).toEqual([]);
    await eventually(() => expect(listener.paid(order.id)).toEqual([failure]));
    await expect(shop.approve(order)).rejects.toMatchObject({ code: 'wrong-order-status' });
  });

  it('takes effect when it is paid after all', async () => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.end(order.id, 'declined');
    await shop.hear({ orderId: order.id });
    stripe.end(order.id, 'paid');
    await shop.hear({ orderId: order.id });
    expect(await shop.get(order)).toMatchObject({ status: 'completed', payment: { state: 'paid' } });
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
  });

  it('is nobody’s to approve, paid or not', async () => {
    const shop = await open();
    const order = await toPage(shop);
    await expect(shop.approve(order)).rejects.toMatchObject({ code: 'wrong-order-status' });
    expect(await shop.get(order)).toMatchObject({ status: 'awaiting-payment' });
  });
});

describe('what was paid in vain', () => {
  it('is paid back when another order came first, and no seat comes of it', async () => {
    const shop = await open();
    const [first, second] = [await shop.quote(tenSeats), await shop.quote(tenSeats)];
    await toPage(shop, first);
    await toPage(shop, second);
    const held = stripe.held;
    stripe.end(first.id, 'paid');
    stripe.end(second.id, 'paid');
    await shop.hear({ orderId: first.id });
    await shop.hear({ orderId: second.id });
    expect(await shop.get(second)).toMatchObject({
      status: 'outdated',
      payment: { state: 'refunded', refundedMinor: TEN_SEATS_COST },
    });
    expect(stripe.held - held).toBe(TEN_SEATS_COST);
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
    expect(await shop.invoices()).toHaveLength(1);
    await eventually(() =>
      expect(listener.paid(second.id)).toEqual(['paid', `outdated, ${TEN_SEATS_COST} paid back`]),
    );
  });

  it('is paid back when both are reported at once', async () => {
    const shop = await open();
    const orders = [await shop.quote(tenSeats), await shop.quote(tenSeats)];
    for (const order of orders) await toPage(shop, order);
    const held = stripe.held;
    for (const { id } of orders) stripe.end(id, 'paid');
    await race(20, (n) => shop.hear({ orderId: orders[n % 2]!.id }, services[(n >> 1) % 2]));
    await eventually(async () => {
      clock.advance(10_000);
      const states = await Promise.all(orders.map(async (order) => (await shop.get(order)).payment?.state));
      expect(states.sort()).toEqual(['paid', 'refunded']);
    });
    expect(stripe.held - held).toBe(TEN_SEATS_COST);
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
  });

  it('is paid back when it is not what the order costs', async () => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.of(order.id).amount -= 100;
    stripe.end(order.id, 'paid');
    await shop.hear({ orderId: order.id });
    expect(await shop.get(order)).toMatchObject({ status: 'outdated' });
    expect(stripe.of(order.id).refunded).toBe(TEN_SEATS_COST - 100);
    expect(await shop.firm.licenses()).toEqual([]);
  });

  it('is paid back later when the provider does not answer just then', async () => {
    const shop = await open();
    const [first, second] = [await shop.quote(tenSeats), await shop.quote(tenSeats)];
    await toPage(shop, second);
    await shop.checkOut(first);
    await shop.approve(first);
    stripe.refuses = 'POST /v1/refunds';
    stripe.end(second.id, 'paid');
    await expect(shop.hear({ orderId: second.id })).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(await shop.get(second)).toMatchObject({ status: 'outdated', payment: { state: 'refund-due' } });
    stripe.refuses = undefined;
    await eventually(async () => {
      clock.advance(10_000);
      expect(await shop.get(second)).toMatchObject({ payment: { state: 'refunded' } });
    });
    expect(stripe.of(second.id).refunded).toBe(TEN_SEATS_COST);
  });
});

describe('after the seats are there', () => {
  it('money that is paid back by hand is told, part by part, and takes no seat', async () => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.end(order.id, 'paid');
    await shop.hear({ orderId: order.id });
    stripe.refund(order.id, 1_000);
    await shop.hear({ orderId: order.id });
    await shop.hear({ orderId: order.id });
    expect(await shop.get(order)).toMatchObject({ payment: { state: 'paid', refundedMinor: 1_000 } });
    stripe.refund(order.id, TEN_SEATS_COST - 1_000);
    await shop.hear({ orderId: order.id });
    expect(await shop.get(order)).toMatchObject({
      status: 'completed',
      payment: { state: 'refunded', refundedMinor: TEN_SEATS_COST },
    });
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
    await eventually(() =>
      expect(listener.paid(order.id)).toEqual(['paid', '1000 paid back', '28000 paid back']),
    );
  });

  it('seats that an operator took away stay away when the money follows them', async () => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.end(order.id, 'paid');
    await shop.hear({ orderId: order.id });
    await shop.correct(order.id, 4);
    stripe.refund(order.id, 17_400);
    await shop.hear({ orderId: order.id });
    expect(await shop.firm.license()).toMatchObject({ purchased: 4 });
    expect(await shop.get(order)).toMatchObject({ status: 'completed', payment: { refundedMinor: 17_400 } });
    expect(await shop.purchases()).toMatchObject([{ id: order.id }]);
    expect(await shop.invoices()).toHaveLength(1);
  });

  it('a dispute is found by the money it is about, and told when it begins and ends', async () => {
    const shop = await open();
    const order = await toPage(shop);
    stripe.end(order.id, 'paid');
    await shop.hear({ orderId: order.id });
    const { intent } = stripe.of(order.id);
    for (const status of ['needs_response', 'under_review', 'lost']) {
      stripe.dispute(order.id, status);
      expect(await shop.hear({ intent })).toBe(true);
    }
    expect(await shop.get(order)).toMatchObject({ status: 'completed', payment: { dispute: 'lost' } });
    await eventually(() => expect(listener.paid(order.id)).toEqual(['paid', 'dispute open', 'dispute lost']));
  });
});

describe('a provider', () => {
  it('that does not answer keeps the quote, which can be checked out later', async () => {
    const shop = await open();
    const quoted = await shop.quote(tenSeats);
    stripe.isDown = true;
    await expect(toPage(shop, quoted)).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(await shop.get(quoted)).toMatchObject({ status: 'quoted' });
    stripe.isDown = false;
    expect(await toPage(shop, quoted)).toMatchObject({ status: 'awaiting-payment' });
  });

  it('is not asked about what is no order, or was ordered on invoice', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    await shop.checkOut(order);
    const asked = stripe.asked.length;
    for (const about of [
      { orderId: 'ord_of_another_shop' },
      { orderId: order.id },
      { intent: 'pi_other' },
      {},
    ])
      expect(await shop.hear(about)).toBe(false);
    expect(stripe.asked).toHaveLength(asked);
  });

  it('that holds a price for too small is no way to pay it', async () => {
    const shop = await open();
    const quoted = await shop.quote({ items: [{ product: 'core', seats: 1 }] });
    stripe.cards.least = 1_000_000;
    await expect(toPage(shop, quoted)).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'provider' }],
    });
    stripe.cards.least = 50;
    expect(await shop.checkOut(quoted)).toMatchObject({ status: 'awaiting-approval' });
  });
});
