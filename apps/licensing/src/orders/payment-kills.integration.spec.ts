import { eventually, PaymentServer } from '@seatkeeper/testing';
import { Firm } from '../../testing/firm.js';
import { PATIENCE_MS, useLicensingProcesses } from '../../testing/licensing-process.js';
import { Shop } from '../../testing/shop.js';

const processes = useLicensingProcesses();
let stripe: PaymentServer;

beforeAll(async () => {
  stripe = await PaymentServer.start();
});
afterAll(() => stripe.stop());

const SEVEN_SEATS = { items: [{ product: 'core', seats: 7 }], period: 'month' as const };
const settings = () => ({ STRIPE_SECRET_KEY: stripe.key, STRIPE_API_URL: stripe.url });

async function openShop(): Promise<Shop> {
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  return new Shop(processes().peer, firm);
}

it('a payment brings its seats and its invoice once though every process that hears of it is killed', async () => {
  const first = processes().start('', settings());
  const shop = await openShop();
  const order = await shop.quote(SEVEN_SEATS);
  await first.kill();

  // Who dies after the page is opened has ordered nothing, and leaves a page that is given once more.
  const dying = processes().start('licensing.order.afterPage', settings());
  const ordering = eventually(() => shop.checkOut(order, undefined, 'stripe'), PATIENCE_MS);
  expect(await dying.ended).toBe('SIGKILL');
  const second = processes().start('', settings());
  expect(await ordering).toMatchObject({ status: 'awaiting-payment', checkoutUrl: stripe.urlOf(order.id) });
  await second.kill();

  stripe.end(order.id, 'paid');
  const hearing = eventually(() => shop.hear({ orderId: order.id }), PATIENCE_MS);
  const DEATHS = [
    'licensing.payment.afterSettlement',
    'licensing.order.afterSeats',
    'licensing.order.afterInvoice',
  ];
  for (const point of DEATHS)
    expect([point, await processes().start(point, settings()).ended]).toEqual([point, 'SIGKILL']);
  processes().start('', settings());
  expect(await hearing).toBe(true);
  await eventually(
    async () =>
      expect(await shop.get(order)).toMatchObject({ status: 'completed', payment: { state: 'paid' } }),
    PATIENCE_MS,
  );
  expect(await shop.firm.license()).toMatchObject({ purchased: 7, free: 7 });
  expect(await shop.invoices()).toMatchObject([{ status: 'paid' }]);
}, 180_000);

it('what was paid in vain is paid back once though the process that does so is killed', async () => {
  const first = processes().start('', settings());
  const shop = await openShop();
  const [overtaken, other] = [await shop.quote(SEVEN_SEATS), await shop.quote(SEVEN_SEATS)];
  await shop.checkOut(overtaken, undefined, 'stripe');
  await shop.checkOut(other);
  await shop.approve(other);
  await first.kill();

  stripe.end(overtaken.id, 'paid');
  const hearing = eventually(() => shop.hear({ orderId: overtaken.id }), PATIENCE_MS);
  const point = 'licensing.payment.afterRefund';
  expect([point, await processes().start(point, settings()).ended]).toEqual([point, 'SIGKILL']);
  processes().start('', settings());
  await hearing;
  await eventually(
    async () =>
      expect(await shop.get(overtaken)).toMatchObject({ status: 'outdated', payment: { state: 'refunded' } }),
    PATIENCE_MS,
  );
  expect(stripe.of(overtaken.id)).toMatchObject({ refunded: stripe.of(overtaken.id).amount });
  expect(await shop.firm.license()).toMatchObject({ purchased: 7 });
  expect(await shop.invoices()).toHaveLength(1);
}, 180_000);
