import { eventually } from '@seatkeeper/testing';
import { Firm } from '../../testing/firm.js';
import { PATIENCE_MS, useLicensingProcesses } from '../../testing/licensing-process.js';
import { Shop } from '../../testing/shop.js';

const processes = useLicensingProcesses();

/** Where the processes die, one after the other, all over one order. */
const DEATHS = [
  'licensing.order.afterApproval',
  'licensing.order.afterSubscription',
  'licensing.order.afterSeats',
  'licensing.order.afterInvoice',
];

it('an approved order brings its seats and its invoice once though every process that finishes it is killed', async () => {
  const first = processes().start();
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  const shop = new Shop(processes().peer, firm);
  const order = await shop.quote({ items: [{ product: 'core', seats: 7 }], period: 'month' });
  await shop.checkOut(order);
  await first.kill();

  const approving = eventually(() => shop.approve(order), PATIENCE_MS);
  for (const point of DEATHS)
    expect([point, await processes().start(point).ended]).toEqual([point, 'SIGKILL']);
  processes().start();
  await approving;
  await eventually(
    async () => expect(await shop.get(order)).toMatchObject({ status: 'completed' }),
    PATIENCE_MS,
  );
  expect(await firm.license()).toMatchObject({ purchased: 7, free: 7 });
  expect(await shop.invoices()).toHaveLength(1);
  await eventually(async () =>
    expect(await firm.ledger()).toEqual([expect.objectContaining({ kind: 'purchased', purchased: 7 })]),
  );
}, 180_000);

it('a term that is over is followed by one order and one invoice though every process that renews it is killed', async () => {
  const first = processes().start();
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  const shop = new Shop(processes().peer, firm);
  await shop.buy({ items: [{ product: 'core', seats: 7 }], period: 'month' });
  await first.kill();
  await processes().endTerms(firm.accountId);

  for (const point of ['licensing.order.afterRenewal', 'licensing.order.afterSubscription'])
    expect([point, await processes().start(point).ended]).toEqual([point, 'SIGKILL']);
  processes().start();
  const renewals = async () => (await shop.list()).filter(({ kind }) => kind === 'renewal');
  await eventually(
    async () => expect(await renewals()).toMatchObject([{ status: 'completed' }]),
    PATIENCE_MS,
  );
  expect(await shop.invoices()).toHaveLength(2);
  expect(await firm.license()).toMatchObject({ purchased: 7, renews: true });
}, 180_000);

it('a cancellation takes its seats once though the process that takes them is killed in the middle', async () => {
  const first = processes().start();
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  const purchase = firm.purchase(6);
  await firm.publish(purchase);
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 6 }));
  await first.kill();

  const dying = processes().start('licensing.reduction.afterSeat#2');
  await firm.publishCancelled(firm.cancellation(purchase.purchaseId, 4));
  expect(await dying.ended).toBe('SIGKILL');
  processes().start();
  await eventually(
    async () => expect(await firm.license()).toMatchObject({ purchased: 2, free: 2 }),
    PATIENCE_MS,
  );
  await eventually(async () =>
    expect((await firm.ledger()).map(({ kind, purchased }) => [kind, purchased]).sort()).toEqual([
      ['purchased', 6],
      ['reduced', -4],
    ]),
  );
}, 120_000);
