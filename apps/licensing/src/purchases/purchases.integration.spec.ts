import { openLicenses } from '@seatkeeper/contracts';
import { collectionToken, Leases, openFrom, type TenantCollection } from '@seatkeeper/mongo';
import {
  eventually,
  itIsWorkedOnByOneAtATime,
  race,
  type TestService,
  uniqueName,
} from '@seatkeeper/testing';
import { seatsOf } from '../seats/seats.js';
import { seats, type StoredSeat } from '../seats/seats.schema.js';
import { Firm, startLicensing, startTwo, userIds } from '../../testing/firm.js';
import { purchaseLease } from './purchase-lease.js';
import { receive, type Purchase } from './purchases.js';
import { purchases, type StoredPurchase } from './purchases.schema.js';
import { PurchasesService } from './purchases.service.js';

let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo());
});
afterAll(() => close());

const open = () => new Firm(services[0]!).open();

describe('a purchase that a billing system tells', () => {
  it('five times, twice of them under another event id, adds its seats once', async () => {
    const firm = await open();
    const purchase = firm.purchase(2_500);
    const ids = ['a', 'a', 'a', 'b', 'c'].map((id) => `${purchase.purchaseId}-${id}`);

    await Promise.all(ids.map((id) => firm.publish(purchase, id)));

    await eventually(async () => {
      expect(await firm.license()).toEqual({
        product: 'core',
        plan: 'standard',
        level: 'fine',
        purchased: 2_500,
        used: 0,
        free: 2_500,
        overAllocated: 0,
        scheduled: [],
        runsLow: false,
      });
      expect(await firm.ledger()).toEqual([expect.objectContaining({ kind: 'purchased', purchased: 2_500 })]);
    });
    await firm.publish(purchase);
    await firm.publish(firm.purchase(1, 'contract'));
    await eventually(async () => expect(await firm.license('contract')).toMatchObject({ purchased: 1 }));
    expect(await firm.license()).toMatchObject({ purchased: 2_500 });
    expect(await firm.ledger()).toHaveLength(1);
  });

  it('by slug reaches the account with that slug', async () => {
    const firm = await open();
    const { accountId: _, ...purchase } = firm.purchase(3);
    await firm.publish({ ...purchase, account: firm.slug });
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 3 }));
  });

  it('before the account is opened waits for it', async () => {
    const firm = new Firm(services[0]!);
    await firm.publish(firm.purchase(4));
    await firm.open();
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 4 }), 15_000);
  });

  it('again, after its seats were claimed and freed, changes nothing', async () => {
    const firm = await open();
    const purchase = firm.purchase(2);
    await firm.publish(purchase);
    const [ann, bob] = userIds(2);
    await eventually(() => firm.claim(ann!));
    await firm.claim(bob!);
    await firm.free(bob!);

    await services[0]!.get(PurchasesService).bought(purchase, envelope());

    expect(await firm.license()).toMatchObject({ purchased: 2, used: 1 });
    expect((await firm.seats()).map(({ userId }) => userId)).toEqual([ann]);
  });
});

const envelopeActor = { type: 'billing', id: '/billing/acme-erp' } as const;
const envelope = (time = new Date().toISOString()) => ({
  id: uniqueName('evt'),
  source: '/billing/acme-erp',
  type: 'billing.seats.purchased',
  time,
});

describe('a purchase half-way', () => {
  itIsWorkedOnByOneAtATime(() => {
    const kept = services[0]!.get<TenantCollection<StoredPurchase>>(collectionToken(purchases));
    const purchase = {
      ...new Firm(services[0]!).purchase(1),
      origin: 'billing',
      actor: envelopeActor,
    } as const;
    return {
      leases: new Leases(kept, purchaseLease),
      open: (from) => kept.insert({ ...receive(purchase, from), lease: openFrom(from) }),
      find: ({ accountId, _id }) => kept.findById(accountId, _id),
    };
  });
});

describe('a purchase that cannot be', () => {
  const long = '2026-01-01T00:00:00Z';
  it.each([
    ['of a product nobody sells', { product: 'yoga' }, undefined, 'unknown-product'],
    ['of an account nobody opened', { accountId: 'acc_nobody000' }, long, 'unknown-account'],
    ['of a slug nobody has', { accountId: undefined, account: 'nobody' }, long, 'unknown-account'],
    ['of two accounts at once', { account: 'nobody' }, undefined, 'unknown-account'],
    [
      'of an account that may be just being opened',
      { accountId: 'acc_nobody000' },
      undefined,
      'service-unavailable',
    ],
  ])('%s', async (_case, change, time, code) => {
    const firm = await open();
    const told = services[0]!
      .get(PurchasesService)
      .bought({ ...firm.purchase(1), ...change }, envelope(time));
    await expect(told).rejects.toMatchObject({ code });
    expect(await firm.licenses()).toEqual([]);
  });

  it('known with another quantity is refused, and the first one stands', async () => {
    const firm = await open();
    const purchase = firm.purchase(3);
    const handlers = services[0]!.get(PurchasesService);
    await handlers.bought(purchase, envelope());
    const told = handlers.bought({ ...purchase, quantity: 4 }, envelope());
    await expect(told).rejects.toMatchObject({ code: 'purchase-conflict' });
    expect(await firm.license()).toMatchObject({ purchased: 3 });
  });
});

describe('a process that died', () => {
  const left = async (firm: Firm, seatsThere: number) => {
    const purchase: Purchase = {
      ...firm.purchase(10),
      origin: 'billing',
      actor: envelopeActor,
    };
    const kept = services[0]!.get<TenantCollection<StoredPurchase>>(collectionToken(purchases));
    const made = services[0]!.get<TenantCollection<StoredSeat>>(collectionToken(seats));
    await kept.insertMissing([receive(purchase, new Date())]);
    await made.insertMissing(seatsOf(purchase, 1, seatsThere + 1));
    return purchase;
  };

  it.each([
    ['after it had noted the purchase', 0],
    ['with some of the seats there', 4],
    ['with all of the seats there', 10],
  ])('%s, leaves a purchase that another finishes, once', async (_case, seatsThere) => {
    const firm = await open();
    const purchase = await left(firm, seatsThere);
    const holder = seatsThere > 0 ? await firm.claim(userIds(1)[0]!) : [];

    await eventually(async () => {
      expect(await firm.license()).toMatchObject({ purchased: 10, used: holder.length });
      const told = (await firm.ledger()).filter(({ kind }) => kind === 'purchased');
      expect(told).toEqual([expect.objectContaining({ purchased: 10 })]);
    });
    await firm.publish(purchase);
    await firm.publish(firm.purchase(1, 'contract'));
    await eventually(async () => expect(await firm.license('contract')).toMatchObject({ purchased: 1 }));
    expect(await firm.license()).toMatchObject({ purchased: 10, used: holder.length });
  });
});

describe('opening the licences of an account', () => {
  it('ten times at once, by two copies of the service, gives the trial seats once', async () => {
    const service = await startLicensing(undefined, { TRIAL_SEATS: 5 });
    try {
      const firm = new Firm(service);
      const request = { accountId: firm.accountId, slug: firm.slug, by: firm.by };
      const { values } = await race(10, () => service.bus.request(openLicenses, request));
      expect(values).toHaveLength(10);
      for (const { items } of values)
        expect(items).toMatchObject([{ product: 'core', plan: 'standard', purchased: 5, used: 0, free: 5 }]);
      await eventually(async () =>
        expect(await firm.ledger()).toEqual([
          expect.objectContaining({
            purchased: 5,
            cause: expect.objectContaining({ actor: firm.by, purchaseId: 'trial' }),
          }),
        ]),
      );
    } finally {
      await service.close();
    }
  });

  it('without a trial opens them empty', async () => {
    expect(await (await open()).licenses()).toEqual([]);
  });
});
