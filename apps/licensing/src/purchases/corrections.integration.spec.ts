import { newId } from '@seatkeeper/service';
import { eventually, race, type TestService, uniqueName } from '@seatkeeper/testing';
import { Firm, startTwo, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { countsAt } from '../ledger/ledger.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { CancellationsService } from './cancellations.service.js';
import { PurchasesService } from './purchases.service.js';

let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo());
});
afterAll(() => close());

const told = () => ({
  id: uniqueName('evt'),
  source: '/billing/acme-erp',
  type: 'billing.seats',
  time: new Date().toISOString(),
});
const buy = (data: object) => services[0]!.get(PurchasesService).bought(data as never, told());
const cancel = (data: object) => services[0]!.get(CancellationsService).cancelled(data as never, told());

/** A firm that bought so many seats of a billing system, of which so many are held, and the operator. */
async function firmWith(quantity: number, held = 0) {
  const firm = await new Firm(services[0]!).open();
  const purchase = firm.purchase(quantity);
  await buy(purchase);
  const holders = userIds(held);
  for (const userId of holders) await firm.claim(userId);
  return { firm, purchase, holders, shop: new Shop(services[0]!, firm) };
}

/** A firm that ordered so many seats. */
async function buyerOf(seats: number) {
  const firm = await new Firm(services[0]!).open();
  const shop = new Shop(services[0]!, firm);
  const { id } = await shop.buy({ items: [{ product: 'core', seats }], period: 'month' });
  return { firm, shop, purchaseId: id };
}

/** The ledger says what the seats say. */
const ledgerAgrees = (firm: Firm) =>
  eventually(async () => {
    const { purchased, used } = (await firm.license()) ?? { purchased: 0, used: 0 };
    expect(countsAt(await firm.ledger(), new Date(Date.now() + 60_000))).toEqual({ purchased, used });
  });
const correctionsIn = async (firm: Firm) =>
  (await firm.ledger()).filter(({ kind }) => kind === 'corrected').map(({ purchased }) => purchased);

describe('a purchase of a billing system', () => {
  it('that is corrected to more has the seats when that answers, and keeps them when it is told again', async () => {
    const { firm, purchase, shop } = await firmWith(10);
    const corrected = await shop.correct(purchase.purchaseId, 13, { reason: 'Three were forgotten' });
    expect(corrected).toMatchObject({
      purchase: { seats: 13, told: 10, corrections: [{ from: 10, to: 13, by: shop.operator }] },
      counts: { purchased: 13, used: 0, free: 13, overAllocated: 0 },
    });
    await buy(purchase);
    await firm.publish(purchase);
    await expect(buy({ ...purchase, quantity: 13 })).rejects.toMatchObject({ code: 'purchase-conflict' });
    await ledgerAgrees(firm);
    expect(await firm.license()).toMatchObject({ purchased: 13, free: 13 });
    const [line] = (await firm.ledger()).filter(({ kind }) => kind === 'corrected');
    expect(line).toMatchObject({
      ...{ purchased: 3, used: 0, product: 'core' },
      cause: {
        actor: { ...shop.operator, accountId: shop.operatorAccountId },
        purchaseId: purchase.purchaseId,
        reason: 'Three were forgotten',
        requestId: expect.stringMatching(/^req_/),
      },
    });
  });

  it('that is corrected to fewer, to more and to none has each time as many, and no seat is made twice', async () => {
    const { firm, purchase, shop } = await firmWith(10, 2);
    for (const [seats, license] of [
      [4, { purchased: 4, used: 2 }],
      [9, { purchased: 9, used: 2 }],
      [2, { purchased: 2, used: 2 }],
      [0, { purchased: 0, used: 2, overAllocated: 2 }],
      [3, { purchased: 3, used: 2, free: 1, overAllocated: 0 }],
    ] as const) {
      expect((await shop.correct(purchase.purchaseId, seats)).counts).toMatchObject(license);
      await buy(purchase);
      expect(await firm.license()).toMatchObject(license);
    }
    await ledgerAgrees(firm);
    expect(await correctionsIn(firm)).toEqual([3, -2, -7, 5, -6]);
    expect((await shop.purchases())[0]).toMatchObject({ seats: 3, told: 10, cancelled: 0 });
  });

  it('below what is used takes nobody theirs and gives nobody new one, until enough are given back', async () => {
    const { firm, purchase, holders, shop } = await firmWith(5, 5);
    const { counts } = await shop.correct(purchase.purchaseId, 3);
    expect(counts).toEqual({ purchased: 3, used: 5, free: 0, overAllocated: 2 });
    await eventually(async () => expect(await firm.license()).toHaveProperty('graceEndsAt'));
    const [newcomer] = userIds(1);
    for (const holder of holders.slice(0, 3)) {
      await expect(firm.claim(newcomer!)).rejects.toMatchObject({ code: 'no-free-seat' });
      await firm.free(holder);
    }
    expect(await firm.claim(newcomer!)).toHaveLength(1);
    await ledgerAgrees(firm);
  });

  it('is cancelled by as many as it is of by then, and corrected to no fewer than were cancelled', async () => {
    const { firm, purchase, shop } = await firmWith(10);
    const { purchaseId } = purchase;
    await shop.correct(purchaseId, 6);
    await expect(cancel(firm.cancellation(purchaseId, 7))).rejects.toMatchObject({
      code: 'reduction-conflict',
    });
    await cancel(firm.cancellation(purchaseId, 4));
    expect(await firm.license()).toMatchObject({ purchased: 2 });
    await expect(shop.correct(purchaseId, 3)).rejects.toMatchObject({
      code: 'validation-failed',
      members: { seats: 6, cancelled: 4 },
    });
    await shop.correct(purchaseId, 4);
    expect(await firm.license()).toBeUndefined();
    await ledgerAgrees(firm);
  });

  it('lets a cancellation that came first and did not fit take effect once it fits', async () => {
    const firm = await new Firm(services[0]!).open();
    const shop = new Shop(services[0]!, firm);
    const purchase = firm.purchase(5);
    await cancel(firm.cancellation(purchase.purchaseId, 8));
    await buy(purchase);
    expect(await firm.license()).toMatchObject({ purchased: 5 });
    await shop.correct(purchase.purchaseId, 10);
    expect(await firm.license()).toMatchObject({ purchased: 2 });
    await ledgerAgrees(firm);
  });
});

describe('an order', () => {
  it('that is corrected changes what the next term is of, and not what was paid', async () => {
    const { firm, shop, purchaseId } = await buyerOf(10);
    const subscriptions = async () => services[0]!.get(SubscriptionsService).of(firm.accountId);
    const paid = (await subscriptions())?.items[0]?.paid;
    const quoted = await shop.quote({ items: [{ product: 'core', seats: 1 }], period: 'month' });
    await shop.correct(purchaseId, 8);
    expect(await firm.license()).toMatchObject({ purchased: 8 });
    expect((await subscriptions())?.items).toMatchObject([{ seats: 8, paid }]);
    await expect(shop.checkOut(quoted)).rejects.toMatchObject({ code: 'order-outdated' });
    expect(await shop.invoices()).toHaveLength(1);
    await ledgerAgrees(firm);
  });

  it('is corrected to no fewer than are booked to go, and then nothing of it has changed', async () => {
    const { firm, shop, purchaseId } = await buyerOf(10);
    await shop.correct(purchaseId, 9);
    await services[0]!.get(SubscriptionsService).book(firm.accountId, {
      ...{ reductionId: newId('red'), product: 'core', seats: 6, when: 'renewal', by: firm.by },
      counts: { purchased: 9, used: 0 },
    });
    await expect(shop.correct(purchaseId, 5)).rejects.toMatchObject({
      code: 'validation-failed',
      members: { subscribed: 9, reducible: 3 },
    });
    expect((await shop.purchases())[0]).toMatchObject({ seats: 9, corrections: [{ from: 10, to: 9 }] });
    expect(await firm.license()).toMatchObject({ purchased: 9 });
    await shop.correct(purchaseId, 6);
    expect(await firm.license()).toMatchObject({ purchased: 6 });
    await ledgerAgrees(firm);
    expect(await correctionsIn(firm)).toEqual([-3, -1]);
  });

  it('twice at once is not taken back twice over what is subscribed to', async () => {
    const { firm, shop, purchaseId } = await buyerOf(4);
    const { id: second } = await shop.buy({ items: [{ product: 'core', seats: 4 }], period: 'month' });
    await services[0]!.get(SubscriptionsService).book(firm.accountId, {
      ...{ reductionId: newId('red'), product: 'core', seats: 4, when: 'renewal', by: firm.by },
      counts: { purchased: 8, used: 0 },
    });
    const { values, errors } = await race(2, (n) =>
      shop.correct(n === 0 ? purchaseId : second, 0, { service: services[n]! }),
    );
    expect([values.length, errors]).toEqual([1, [expect.objectContaining({ code: 'validation-failed' })]]);
    expect(await firm.license()).toMatchObject({ purchased: 4 });
    await ledgerAgrees(firm);
  });
});

describe('at once', () => {
  it('one command eight times, over two copies, corrects once', async () => {
    const { firm, purchase, shop } = await firmWith(10, 3);
    const commandId = newId('cmd');
    const { values } = await race(8, (n) =>
      eventually(() => shop.correct(purchase.purchaseId, 6, { service: services[n % 2]!, commandId })),
    );
    expect(values).toHaveLength(8);
    expect(await firm.license()).toMatchObject({ purchased: 6, used: 3 });
    await ledgerAgrees(firm);
    expect(await correctionsIn(firm)).toEqual([-4]);
  });

  it('different numbers follow one another, and the books say the last one', async () => {
    const { firm, purchase, shop } = await firmWith(10);
    const { errors } = await race(6, (n) =>
      eventually(() => shop.correct(purchase.purchaseId, 5 + 3 * n, { service: services[n % 2]! })),
    );
    expect(errors).toEqual([]);
    const [known] = await shop.purchases();
    expect(known?.corrections.map(({ from }) => from).slice(1)).toEqual(
      known?.corrections.map(({ to }) => to).slice(0, -1),
    );
    expect(await firm.license()).toMatchObject({ purchased: known?.seats });
    await ledgerAgrees(firm);
  });

  it('twenty people claim while half of the seats go: nobody gets one who was refused, and the books agree', async () => {
    const { firm, purchase, shop } = await firmWith(20);
    const people = userIds(20);
    const [{ values }] = await Promise.all([
      race(20, (n) => firm.claim(people[n]!)),
      shop.correct(purchase.purchaseId, 10, { service: services[1]! }),
    ]);
    const license = await firm.license();
    expect(license).toMatchObject({ purchased: 10, used: values.length });
    expect((await firm.seats()).map(({ userId }) => userId).sort()).toEqual(
      values.map(([seat]) => seat!.userId).sort(),
    );
    for (const userId of people) await firm.free(userId);
    expect(await firm.license()).toMatchObject({ purchased: 10, used: 0, free: 10 });
    await ledgerAgrees(firm);
  });
});

it('nobody corrects what is not there, in another account, or sees it', async () => {
  const { purchase } = await firmWith(5);
  const { firm, shop } = await firmWith(1);
  await expect(shop.correct(purchase.purchaseId, 1)).rejects.toMatchObject({ code: 'not-found' });
  await expect(shop.correct('inv_unknown', 1)).rejects.toMatchObject({ code: 'not-found' });
  expect(await shop.purchases()).toMatchObject([{ accountId: firm.accountId, seats: 1 }]);
  const nobody = new Shop(services[0]!, new Firm(services[0]!));
  await expect(nobody.purchases()).rejects.toMatchObject({ code: 'not-found' });
});
