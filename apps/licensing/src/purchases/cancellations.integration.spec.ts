import { collectionToken, Leases, type TenantCollection } from '@seatkeeper/mongo';
import {
  eventually,
  itIsWorkedOnByOneAtATime,
  race,
  type TestService,
  uniqueName,
} from '@seatkeeper/testing';
import { Firm, startTwo, userIds } from '../../testing/firm.js';
import { countsAt } from '../ledger/ledger.js';
import { reductionLease } from '../reductions/reduction-lease.js';
import { comeIntoForce, receive } from '../reductions/reductions.js';
import { reductions, type StoredReduction } from '../reductions/reductions.schema.js';
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
const cancel = (data: object, copy = 0) =>
  services[copy]!.get(CancellationsService).cancelled(data as never, told());
const stored = () => services[0]!.get<TenantCollection<StoredReduction>>(collectionToken(reductions));

/** A firm that bought so many seats, of which so many are held. */
async function firmWith(quantity: number, held = 0) {
  const firm = await new Firm(services[0]!).open();
  const purchase = firm.purchase(quantity);
  await services[0]!.get(PurchasesService).bought(purchase, told());
  const holders = userIds(held);
  for (const userId of holders) await firm.claim(userId);
  return { firm, purchase, holders };
}

/** The ledger says what the seats say. */
const ledgerAgrees = (firm: Firm) =>
  eventually(async () => {
    const { purchased, used } = (await firm.license()) ?? { purchased: 0, used: 0 };
    expect(countsAt(await firm.ledger(), new Date(Date.now() + 60_000))).toEqual({ purchased, used });
  });

describe('a cancellation that a billing system tells', () => {
  it('four times takes the seats away once, the free ones, and the ledger has one line of it', async () => {
    const { firm, purchase } = await firmWith(10, 6);
    const cancellation = firm.cancellation(purchase.purchaseId, 3);
    await race(4, (i) => cancel(cancellation, i % 2));
    expect(await firm.license()).toMatchObject({ purchased: 7, used: 6, free: 1, overAllocated: 0 });
    await ledgerAgrees(firm);
    expect((await firm.ledger()).filter(({ kind }) => kind === 'reduced')).toEqual([
      expect.objectContaining({
        purchased: -3,
        cause: expect.objectContaining({
          purchaseId: purchase.purchaseId,
          reductionId: cancellation.cancellationId,
          actor: { type: 'billing', id: '/billing/acme-erp' },
        }),
      }),
    ]);
  });

  it('by the bus, before its purchase, waits for it', async () => {
    const firm = await new Firm(services[0]!).open();
    const purchase = firm.purchase(10);
    await firm.publishCancelled(firm.cancellation(purchase.purchaseId, 4));
    await eventually(async () => expect(await stored().count(firm.accountId, {})).toBe(1));
    await firm.publish(purchase);
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 6, free: 6 }));
    await ledgerAgrees(firm);
  });

  it('a hundred purchases and cancellations, each told one to three times in any order, add up', async () => {
    const firm = await new Firm(services[0]!).open();
    const purchases = Array.from({ length: 20 }, (_, n) => firm.purchase(1 + (n % 5)));
    const events = purchases.flatMap((purchase) => [
      () => firm.publish(purchase),
      ...Array.from({ length: purchase.quantity - 1 }, () => {
        const cancellation = firm.cancellation(purchase.purchaseId, 1);
        return () => firm.publishCancelled(cancellation);
      }),
    ]);
    const shuffled = events
      .flatMap((event, n) => Array.from({ length: 1 + (n % 3) }, () => event))
      .map((event) => ({ event, at: Math.random() }))
      .sort((one, other) => one.at - other.at);
    await Promise.all(shuffled.map(({ event }) => event()));
    await eventually(
      async () => expect(await firm.license()).toMatchObject({ purchased: 20, free: 20 }),
      30_000,
    );
    await ledgerAgrees(firm);
  });
});

describe('fewer seats than are held', () => {
  it('take nobody theirs, and give nobody new one, until enough are given back', async () => {
    const { firm, purchase, holders } = await firmWith(5, 5);
    await cancel(firm.cancellation(purchase.purchaseId, 2));
    expect(await firm.license()).toMatchObject({ purchased: 3, used: 5, free: 0, overAllocated: 2 });
    const [newcomer] = userIds(1);
    await expect(firm.claim(newcomer!)).rejects.toMatchObject({
      code: 'no-free-seat',
      members: { purchased: 3, used: 5 },
    });

    for (const holder of holders.slice(0, 2)) {
      await firm.free(holder);
      await expect(firm.claim(newcomer!)).rejects.toMatchObject({ code: 'no-free-seat' });
    }
    expect(await firm.license()).toMatchObject({ purchased: 3, used: 3, free: 0, overAllocated: 0 });
    await firm.free(holders[2]!);
    await firm.claim(newcomer!);
    expect(await firm.license()).toMatchObject({ purchased: 3, used: 3 });
    await ledgerAgrees(firm);
    expect(await stored().count(firm.accountId, { state: 'settled' })).toBe(1);
  });

  it('lose one seat for each that is freed, also when all are freed at once', async () => {
    const { firm, purchase, holders } = await firmWith(12, 12);
    await cancel(firm.cancellation(purchase.purchaseId, 5));
    await cancel(firm.cancellation(purchase.purchaseId, 3));
    await race(holders.length, (i) => firm.free(holders[i]!));
    expect(await firm.license()).toMatchObject({ purchased: 4, used: 0, free: 4, overAllocated: 0 });
    await ledgerAgrees(firm);
  });

  it('are made up for by seats that are bought', async () => {
    const { firm, purchase } = await firmWith(4, 4);
    await cancel(firm.cancellation(purchase.purchaseId, 3));
    await services[0]!.get(PurchasesService).bought(firm.purchase(5), told());
    await eventually(async () => expect(await stored().count(firm.accountId, { state: 'settled' })).toBe(1));
    expect(await firm.license()).toMatchObject({ purchased: 6, used: 4, free: 2, overAllocated: 0 });
    await ledgerAgrees(firm);
  });

  it('go with the seat of somebody who is replaced by a holder of one', async () => {
    const { firm, purchase, holders } = await firmWith(2, 2);
    await cancel(firm.cancellation(purchase.purchaseId, 1));
    await firm.swap(holders[0]!, holders[1]!);
    expect(await firm.license()).toMatchObject({ purchased: 1, used: 1, overAllocated: 0 });
  });
});

describe('a cancellation that cannot be', () => {
  it.each([
    ['of more than was bought', { quantity: 6 }],
    ['of another product', { product: 'contract', quantity: 1 }],
  ])('%s, is refused and changes nothing', async (_case, change) => {
    const { firm, purchase } = await firmWith(5);
    const wrong = { ...firm.cancellation(purchase.purchaseId, 1), ...change };
    await expect(cancel(wrong)).rejects.toMatchObject({ code: 'reduction-conflict' });
    expect(await firm.license()).toMatchObject({ purchased: 5 });
  });

  it('after others left too few of the purchase, is refused, whichever of two came first', async () => {
    const { firm, purchase } = await firmWith(5);
    const outcomes = await Promise.allSettled(
      [0, 1].map((copy) => cancel(firm.cancellation(purchase.purchaseId, 3), copy)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await firm.license()).toMatchObject({ purchased: 2 });
  });

  it('known with another quantity is refused, and the first one stands', async () => {
    const { firm, purchase } = await firmWith(5);
    const cancellation = firm.cancellation(purchase.purchaseId, 1);
    await cancel(cancellation);
    const again = cancel({ ...cancellation, quantity: 2 });
    await expect(again).rejects.toMatchObject({ code: 'reduction-conflict' });
    expect(await firm.license()).toMatchObject({ purchased: 4 });
  });
});

describe('a reduction half-way', () => {
  const left = async (held: number) => {
    const { firm, purchase } = await firmWith(6, held);
    const fact = {
      accountId: firm.accountId,
      reductionId: uniqueName('can'),
      origin: 'billing',
      product: 'core',
      quantity: 4,
      purchaseId: purchase.purchaseId,
      actor: { type: 'billing', id: '/billing/acme-erp' },
    } as const;
    return { firm, reduction: await stored().insert(receive(fact, new Date())) };
  };

  it('is finished by another copy when whoever began died', async () => {
    const { firm, reduction } = await left(1);
    const begun = comeIntoForce(reduction, new Date())!;
    await stored().change(reduction, begun.update, begun.events);
    await eventually(
      async () => expect(await firm.license()).toMatchObject({ purchased: 2, free: 1 }),
      15_000,
    );
    await eventually(
      async () => expect(await stored().count(firm.accountId, { state: 'settled' })).toBe(1),
      15_000,
    );
    await ledgerAgrees(firm);
  });

  itIsWorkedOnByOneAtATime(() => ({
    leases: new Leases(stored(), reductionLease),
    open: async (from) => {
      const { reduction } = await left(6);
      const lease = { until: from, held: false, fence: 0, attempts: 0 };
      return (await stored().change(reduction, { set: { state: 'in-force', lease } }))!;
    },
    find: ({ accountId, _id }) => stored().findById(accountId, _id),
  }));
});
