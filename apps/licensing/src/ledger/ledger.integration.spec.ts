import { setTimeout as delay } from 'node:timers/promises';
import { eventually, type TestService } from '@seatkeeper/testing';
import { Firm, startLicensing, userIds } from '../../testing/firm.js';
import { countsAt } from './ledger.js';

let service: TestService;

beforeAll(async () => {
  service = await startLicensing();
});
afterAll(() => service.close());

describe('the ledger', () => {
  it('recomputes who held a seat, and how many there were, at every moment of a story', async () => {
    const firm = await new Firm(service).open();
    const [ann, bob, cat] = userIds(3) as [string, string, string];
    const moments: { at: string; holders: string[]; purchased: number }[] = [];
    /** What holds now will have held at this moment; a millisecond more keeps it apart from what comes next. */
    const mark = async () => {
      const at = new Date().toISOString();
      await delay(2);
      const holders = (await firm.seats()).map(({ userId }) => userId);
      moments.push({ at, holders, purchased: (await firm.license())?.purchased ?? 0 });
      await delay(2);
    };

    await mark();
    await firm.publish(firm.purchase(2));
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 2 }));
    await eventually(async () => expect(await firm.ledger()).toHaveLength(1));
    await mark();
    await firm.claim(ann);
    await firm.claim(bob);
    await mark();
    await firm.swap(ann, cat);
    await mark();
    await firm.free(bob);
    await mark();
    await firm.claim(ann);
    await mark();

    await eventually(async () => expect(await firm.ledger()).toHaveLength(6));
    const lines = await firm.ledger();
    expect(lines.map(({ kind }) => kind)).toEqual([
      'claimed',
      'freed',
      'swapped',
      'claimed',
      'claimed',
      'purchased',
    ]);
    for (const { at, holders, purchased } of moments) {
      expect((await firm.seats('core', at)).map(({ userId }) => userId)).toEqual(holders);
      expect(countsAt(lines, new Date(at))).toEqual({ purchased, used: holders.length });
    }
  });

  it('says with each line what caused it', async () => {
    const firm = await new Firm(service).open();
    const [ann, bob] = userIds(2) as [string, string];
    const purchase = firm.purchase(1);
    await firm.publish(purchase, 'erp-4711');
    // A seat can be had a moment before all of its purchase are there.
    await eventually(async () => expect(await firm.ledger()).toHaveLength(1));
    const [seat] = await firm.claim(ann);
    await firm.swap(ann, bob);
    await eventually(async () =>
      expect((await firm.ledger()).map(({ cause }) => cause)).toEqual([
        expect.objectContaining({ actor: firm.by, seatId: seat!.id, userId: bob, previousUserId: ann }),
        expect.objectContaining({ actor: firm.by, seatId: seat!.id, userId: ann }),
        expect.objectContaining({
          actor: { type: 'billing', id: '/billing/acme-erp' },
          purchaseId: purchase.purchaseId,
          eventId: 'erp-4711',
        }),
      ]),
    );
    const [swapped, claimed] = await firm.ledger();
    for (const { cause } of [swapped!, claimed!]) expect(cause).not.toHaveProperty('eventId');
  });

  it('is read in pages that hold each line once', async () => {
    const firm = await new Firm(service).open();
    await firm.publish(firm.purchase(30));
    const ids = userIds(30);
    await eventually(() => firm.claim(ids[0]!));
    await Promise.all(ids.slice(1).map((id) => firm.claim(id)));
    const whole = await eventually(async () => {
      const lines = await firm.ledger();
      expect(lines).toHaveLength(31);
      return lines;
    });
    expect(await firm.ledger('core', 4)).toEqual(whole);
    const times = whole.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('of a product nobody sells does not exist; of one nobody bought it is empty', async () => {
    const firm = await new Firm(service).open();
    await expect(firm.ledger('yoga')).rejects.toMatchObject({ code: 'not-found' });
    expect(await firm.ledger('contract')).toEqual([]);
  });
});

describe('the list of seats', () => {
  it('is in the order of the user ids, whatever the size of its pages, now and for another moment', async () => {
    const firm = await new Firm(service).open();
    await firm.publish(firm.purchase(25));
    const ids = userIds(25);
    await eventually(() => firm.claim(ids[0]!));
    await Promise.all(ids.slice(1).map((id) => firm.claim(id)));
    await eventually(async () => expect(await firm.ledger()).toHaveLength(26));
    const now = new Date().toISOString();
    for (const limit of [1, 7, 25, 200]) {
      expect((await firm.seats('core', undefined, limit)).map(({ userId }) => userId)).toEqual(
        [...ids].sort(),
      );
      expect((await firm.seats('core', now, limit)).map(({ userId }) => userId)).toEqual([...ids].sort());
    }
    expect(await firm.seatPage({ limit: 3 })).toMatchObject({ total: 25, nextCursor: expect.any(String) });
    expect(await firm.seatPage({ limit: 25 })).toMatchObject({ total: 25, nextCursor: null });
  });

  it('refuses a product nobody sells and a cursor of something else', async () => {
    const firm = await new Firm(service).open();
    await expect(firm.seats('yoga')).rejects.toMatchObject({ code: 'not-found' });
    await expect(firm.seatPage({ cursor: 'eyJhIjoxfQ' })).rejects.toMatchObject({
      code: 'validation-failed',
    });
  });
});
