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

it('a card is saved, declined once and charged once, its invoice paid, and the card removed, though every process on the way is killed', async () => {
  const settings = { STRIPE_SECRET_KEY: stripe.key, STRIPE_API_URL: stripe.url };
  const first = processes().start('', settings);
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  const shop = new Shop(processes().peer, firm);
  const order = await shop.quote({ items: [{ product: 'core', seats: 7 }] });
  await shop.checkOut(order, undefined, 'stripe', true);
  await first.kill();

  stripe.end(order.id, 'paid');
  const hearing = eventually(() => shop.hear({ orderId: order.id }), PATIENCE_MS);
  const saving = 'licensing.payment.afterSaving';
  expect([saving, await processes().start(saving, settings).ended]).toEqual([saving, 'SIGKILL']);
  const second = processes().start('', settings);
  await hearing;
  await eventually(
    async () => expect(await shop.get(order)).toMatchObject({ status: 'completed' }),
    PATIENCE_MS,
  );
  expect(await shop.card()).toMatchObject({ brand: 'visa' });
  await second.kill();

  await processes().endTerms(firm.accountId);
  const DEATHS = [
    'licensing.order.afterInvoice',
    'licensing.charge.afterOpening',
    'licensing.charge.afterNote',
    'licensing.charge.afterReady',
    'licensing.charge.afterCharge',
    'licensing.charge.afterSettlement',
  ];
  const die = async (points: string[]) => {
    // A day lies between any two of them, as far as the provider remembers who asked.
    for (const point of points) {
      expect([point, await processes().start(point, settings).ended]).toEqual([point, 'SIGKILL']);
      stripe.forgetKeys();
      await processes().endWaits(firm.accountId);
    }
  };
  stripe.cards.decision = 'declines';
  await die(DEATHS);
  // Its day has come with that, and everybody on the way dies again.
  stripe.cards.decision = 'pays';
  await die([...DEATHS.slice(2), 'licensing.charge.afterInvoice']);
  const last = processes().start('', settings);
  await eventually(async () => {
    const renewals = (await shop.list()).filter(({ kind }) => kind === 'renewal');
    expect(renewals).toMatchObject([{ status: 'completed', payment: { state: 'paid' } }]);
    expect(stripe.cards.of(renewals[0]!.id)).toHaveLength(1);
    expect(stripe.cards.triesOf(renewals[0]!.id)).toEqual(['declines', 'pays']);
    expect(await shop.unpaid()).toEqual([]);
  }, PATIENCE_MS);
  expect(await shop.invoices()).toHaveLength(2);
  expect(await firm.license()).toMatchObject({ purchased: 7 });
  await last.kill();

  const forgetting = 'licensing.payment-method.afterForgetting';
  const dying = processes().start(forgetting, settings);
  const removing = eventually(() => shop.removeCard(), PATIENCE_MS);
  expect([forgetting, await dying.ended]).toEqual([forgetting, 'SIGKILL']);
  processes().start('', settings);
  await removing;
  expect(await shop.card()).toBeNull();
}, 240_000);
