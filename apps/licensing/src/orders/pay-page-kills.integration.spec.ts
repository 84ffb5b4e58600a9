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

it('an invoice whose card was declined is paid once on a page though every process on the way is killed', async () => {
  const settings = { STRIPE_SECRET_KEY: stripe.key, STRIPE_API_URL: stripe.url };
  const first = processes().start('', settings);
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  const shop = new Shop(processes().peer, firm);
  const order = await shop.quote({ items: [{ product: 'core', seats: 7 }] });
  await shop.checkOut(order, undefined, 'stripe', true);
  stripe.end(order.id, 'paid');
  await shop.hear({ orderId: order.id });
  await first.kill();

  stripe.cards.decision = 'declines';
  await processes().endTerms(firm.accountId);
  const second = processes().start('', settings);
  await eventually(async () => {
    const renewals = (await shop.list()).filter(({ kind }) => kind === 'renewal');
    expect(renewals).toMatchObject([{ payment: { nextTryAt: expect.any(String) } }]);
  }, PATIENCE_MS);
  const [invoice] = await shop.unpaid();
  await second.kill();

  const die = async (point: string) =>
    expect([point, await processes().start(point, settings).ended]).toEqual([point, 'SIGKILL']);
  const paying = eventually(() => shop.payInvoice(invoice!), 2 * PATIENCE_MS);
  for (const step of ['afterCancel', 'afterPage', 'afterNote']) await die(`licensing.invoice.${step}`);
  const third = processes().start('', settings);
  expect(await paying).toBe(stripe.urlOf(invoice!.orderId));
  expect(stripe.pagesOf(invoice!.orderId)).toBe(1);
  await third.kill();

  stripe.end(invoice!.orderId, 'paid');
  const hearing = eventually(() => shop.hear({ orderId: invoice!.orderId }), PATIENCE_MS);
  await die('licensing.invoice.afterSettlement');
  processes().start('', settings);
  await hearing;
  await eventually(async () => expect(await shop.unpaid()).toEqual([]), PATIENCE_MS);
  expect(stripe.timesPaid(invoice!.orderId)).toBe(1);
  expect(await firm.license()).toMatchObject({ purchased: 7 });
}, 300_000);
