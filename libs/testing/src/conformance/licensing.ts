import {
  claimSeats,
  digestSeats,
  freeSeats,
  listLicenses,
  listSeats,
  numberOfId,
  openLicenses,
  type Seat,
  swapSeats,
  systemActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '../eventually.js';
import { uniqueName } from '../names.js';
import { race } from '../race.js';
import { type Ask, SMALL_PAGE } from './asking.js';

interface LicensingStage {
  ask: Ask;
  /** Sells seats of a product to an account that is open. */
  sell(accountId: string, product: string, quantity: number): Promise<void>;
}

/** What licensing promises to who asks for seats, for the service itself and for whoever stands in for it. */
export function itKeepsTheContractsOfLicensing(stage: () => LicensingStage): void {
  const by = systemActor('conformance');
  const users = (count: number) => Array.from({ length: count }, () => newId('usr')).sort();

  async function firm(seats: Record<string, number> = {}) {
    const { ask, sell } = stage();
    const accountId = newId('acc');
    await ask(openLicenses, { accountId, slug: uniqueName('firm'), by });
    const licenses = async () => (await ask(listLicenses, { accountId })).items;
    const licence = async (product = 'core') =>
      (await licenses()).find((each) => each.product === product) ?? { purchased: 0, used: 0, free: 0 };
    for (const [product, wanted] of Object.entries(seats)) {
      const { purchased } = await licence(product);
      await sell(accountId, product, wanted - purchased);
      await eventually(async () => expect(await licence(product)).toMatchObject({ purchased: wanted }));
    }
    return {
      accountId,
      licence,
      claim: async (userId: string, ...products: string[]) =>
        (await ask(claimSeats, { accountId, userId, by, products: products.length ? products : ['core'] }))
          .seats,
      free: (userId: string, products?: string[]) => ask(freeSeats, { accountId, userId, by, products }),
      swap: (from: string, to: string) => ask(swapSeats, { accountId, by, from, to }),
      holders: async (product = 'core') => {
        const held: Seat[] = [];
        for (let cursor: string | undefined; ;) {
          const page = await ask(listSeats, { accountId, product, page: { limit: SMALL_PAGE, cursor } });
          held.push(...page.items);
          if (page.nextCursor === null) return held.map(({ userId }) => userId);
          cursor = page.nextCursor;
        }
      },
    };
  }

  describe('the contracts of licensing', () => {
    it('a claim gives one seat of each product, and asked again answers with the same seats', async () => {
      const { claim, licence } = await firm({ core: 6, contract: 1 });
      const [ann] = users(1) as [string];
      const seats = await claim(ann, 'core', 'contract');
      expect(seats.map(({ product }) => product).sort()).toEqual(['contract', 'core']);
      for (const { userId } of seats) expect(userId).toBe(ann);
      const ids = (given: Seat[]) => given.map(({ id }) => id).sort();
      expect(ids(await claim(ann, 'contract', 'core'))).toEqual(ids(seats));
      expect(await licence()).toMatchObject({ purchased: 6, used: 1, free: 5 });
    });

    it('of ten who want three seats three get one, and all others hear the counts', async () => {
      const { claim } = await firm({ contract: 3 });
      const ids = users(10);
      const { values, errors, refusals } = await race(10, (n) => claim(ids[n] ?? '', 'contract'));
      expect(values).toHaveLength(3);
      expect(refusals).toEqual({ 'no-free-seat': 7 });
      for (const error of errors)
        expect(error).toMatchObject({ members: { product: 'contract', purchased: 3, used: 3 } });
    });

    it('a claim that is refused one product leaves none of the others', async () => {
      const { claim, holders } = await firm({ core: 6 });
      await expect(claim(newId('usr'), 'core', 'contract')).rejects.toMatchObject({
        code: 'no-free-seat',
        members: { product: 'contract', purchased: 0, used: 0 },
      });
      expect(await holders()).toEqual([]);
    });

    it('what nobody sells and whom nobody knows is said as what it is', async () => {
      const { claim } = await firm();
      await expect(claim(newId('usr'), 'yoga')).rejects.toMatchObject({ code: 'unknown-product' });
      const nobody = { accountId: newId('acc'), userId: newId('usr'), by, products: ['core'] };
      await expect(stage().ask(claimSeats, nobody)).rejects.toMatchObject({ code: 'unknown-account' });
    });

    it('freeing is for the named products or for all, and a second time frees nothing', async () => {
      const { claim, free, holders } = await firm({ core: 6, contract: 1 });
      const [ann] = users(1) as [string];
      await claim(ann, 'core', 'contract');
      expect(await free(ann, ['contract'])).toEqual({ freed: 1 });
      expect(await holders()).toEqual([ann]);
      expect(await free(ann)).toEqual({ freed: 1 });
      expect(await free(ann)).toEqual({ freed: 0 });
    });

    it('a swap needs no free seat, frees where the other holds one, and happens once', async () => {
      const { claim, swap, holders } = await firm({ core: 6, contract: 1 });
      const [ann, bob] = users(2) as [string, string];
      await claim(ann, 'core', 'contract');
      await claim(bob, 'core');
      expect(await swap(ann, bob)).toEqual({ swapped: 1, freed: 1 });
      expect(await swap(ann, bob)).toEqual({ swapped: 0, freed: 0 });
      expect(await swap(bob, bob)).toEqual({ swapped: 0, freed: 0 });
      for (const product of ['core', 'contract']) expect(await holders(product)).toEqual([bob]);
    });

    it('a command that is older than another about the same user is overtaken and changes nothing', async () => {
      const { accountId, holders } = await firm({ core: 6 });
      const { ask } = stage();
      const [ann, bob] = users(2) as [string, string];
      const claim = (fence: number) =>
        ask(claimSeats, { accountId, userId: ann, by, products: ['core'], fence });
      const free = (fence: number) => ask(freeSeats, { accountId, userId: ann, by, fence });
      const swap = (fence: number) =>
        ask(swapSeats, { accountId, by, from: ann, fence, to: bob, toFence: 1 });
      const overtaken = { code: 'overtaken' };

      const { seats } = await claim(20);
      for (const older of [claim, free, swap]) await expect(older(10)).rejects.toMatchObject(overtaken);
      expect(await holders()).toEqual([ann]);
      expect(await claim(20)).toEqual({ seats });

      expect(await free(30)).toEqual({ freed: 1 });
      for (const older of [claim, free, swap]) await expect(older(20)).rejects.toMatchObject(overtaken);
      expect(await free(30)).toEqual({ freed: 0 });
      expect(await holders()).toEqual([]);

      await claim(40);
      expect(await swap(50)).toEqual({ swapped: 1, freed: 0 });
      await expect(claim(40)).rejects.toMatchObject(overtaken);
      expect(await holders()).toEqual([bob]);
      const ofBob = { accountId, userId: bob, by, fence: 0 };
      await expect(ask(freeSeats, ofBob)).rejects.toMatchObject(overtaken);
      expect(await holders()).toEqual([bob]);
    });

    it('digests the seats of several accounts: how many of each product, and who holds them', async () => {
      const [one, other, none] = [
        await firm({ core: 6, contract: 2 }),
        await firm({ core: 3 }),
        await firm(),
      ];
      const [ann, bob] = users(2) as [string, string];
      await one.claim(ann, 'core', 'contract');
      await one.claim(bob);
      await other.claim(bob);
      const accountIds = [one, other, none].map(({ accountId }) => accountId);
      const { items } = await stage().ask(digestSeats, { accountIds });
      const digest = ({ accountId }: { accountId: string }, product: string, ...holders: string[]) => ({
        accountId,
        product,
        seats: holders.length,
        sum: holders.reduce((sum, id) => sum + numberOfId(id), 0),
      });
      expect(items).toHaveLength(3);
      expect(items).toEqual(
        expect.arrayContaining([
          digest(one, 'core', ann, bob),
          digest(one, 'contract', ann),
          digest(other, 'core', bob),
        ]),
      );
    });

    it('lists those who hold a seat in the order of their ids, page by page', async () => {
      const { claim, holders } = await firm({ core: 6 });
      const ids = users(5);
      for (const id of ids.toReversed()) await claim(id);
      expect(await holders()).toEqual(ids);
    });
  });
}
