import { jest } from '@jest/globals';
import { Fault, type Seat, seatClaimed } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { runInContext } from '@seatkeeper/service';
import { countOperations, eventually, race, type TestService } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { Firm, startTwo, userIds } from '../../testing/firm.js';
import { ClaimsService } from './claims.service.js';
import { SeatsRepository } from './seats.repository.js';

let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo());
});
afterAll(() => close());

/** A firm with so many seats of each product. */
async function firmWith(seats: Record<string, number>): Promise<Firm> {
  const firm = await new Firm(services[0]!).open();
  for (const [product, quantity] of Object.entries(seats))
    await firm.publish(firm.purchase(quantity, product));
  await eventually(async () => {
    const licenses = await firm.licenses();
    for (const [product, quantity] of Object.entries(seats))
      expect(licenses).toContainEqual(expect.objectContaining({ product, purchased: quantity, used: 0 }));
  });
  return firm;
}

const seatIds = (seats: readonly Seat[]) => seats.map(({ id }) => id);

/** As a client does: what nobody found the time for is asked once more. */
async function untilAnswered<R>(ask: () => Promise<R>): Promise<R> {
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'service-unavailable') throw error;
    }
}

describe('claims that race', () => {
  it.each([
    [60, 10],
    [600, 50],
  ])(
    '%d users race for %d seats: every seat is taken once, all others are told the counts',
    async (users, seats) => {
      const firm = await firmWith({ core: seats });
      const ids = userIds(users);

      const { values, errors, refusals } = await race(users, (i) => untilAnswered(() => firm.claim(ids[i]!)));

      expect(values).toHaveLength(seats);
      expect(refusals).toEqual({ 'no-free-seat': users - seats });
      expect(new Set(seatIds(values.flat())).size).toBe(seats);
      for (const error of errors)
        expect(error).toMatchObject({ members: { product: 'core', purchased: seats, used: seats } });
      const held = await firm.seats();
      expect(seatIds(held).sort()).toEqual(seatIds(values.flat()).sort());
      expect(await firm.license()).toMatchObject({ purchased: seats, used: seats, free: 0 });
      await eventually(async () => {
        const claimed = (await firm.ledger()).filter(({ kind }) => kind === 'claimed');
        expect(claimed).toHaveLength(seats);
      });
    },
    60_000,
  );

  it('one claim delivered twenty times at once takes one seat, and each answer names it', async () => {
    const firm = await firmWith({ core: 10, contract: 10 });
    const [ann] = userIds(1);

    const { values } = await race(20, () => firm.claim(ann!, 'core', 'contract'));

    expect(values).toHaveLength(20);
    expect(new Set(values.map((seats) => seatIds(seats).join())).size).toBe(1);
    expect(await firm.license('core')).toMatchObject({ used: 1 });
    expect(await firm.license('contract')).toMatchObject({ used: 1 });
  });

  it('two hundred at once go to the database together, and each seat tells of the request that took it', async () => {
    const firm = await firmWith({ core: 300 });
    const { accountId, by } = firm;
    const service = services[0]!;
    const connection = service.get<Connection>(MONGO_CONNECTION);
    const operations = countOperations(connection.getClient());
    const publish = jest.spyOn(service.bus, 'publish');
    const ids = userIds(200);
    const { values } = await race(200, (n) =>
      runInContext({ requestId: `req_${ids[n]}` }, () =>
        service.get(ClaimsService).claim({ accountId, userId: ids[n]!, by, products: ['core'] }),
      ),
    );
    const counts = operations.end();
    expect(new Set(values.flatMap(({ seats }) => seatIds(seats))).size).toBe(200);
    expect(counts['findAndModify seats'] ?? 0).toBeLessThanOrEqual(60);
    expect((counts['find seats'] ?? 0) + (counts['update seats'] ?? 0)).toBeLessThanOrEqual(80);
    // The purchase may be told of as late as that.
    const told = () =>
      publish.mock.calls.flatMap(([events]) => events).filter(({ name }) => name === seatClaimed.name);
    await eventually(() => expect(told()).toHaveLength(200));
    publish.mockRestore();
    expect(told().map(({ context }) => context?.requestId)).toEqual(
      told().map(({ data }) => `req_${(data as Pick<Seat, 'userId'>).userId}`),
    );
    expect((await firm.seats()).map(({ userId }) => userId).sort()).toEqual([...ids].sort());
  });

  it('claims for two products are given both or none', async () => {
    const firm = await firmWith({ core: 20, contract: 5 });
    const ids = userIds(20);

    const { values, refusals } = await race(20, (i) => firm.claim(ids[i]!, 'core', 'contract'));

    expect(values).toHaveLength(5);
    expect(refusals).toEqual({ 'no-free-seat': 15 });
    expect((await firm.seats('core')).map(({ userId }) => userId)).toEqual(
      (await firm.seats('contract')).map(({ userId }) => userId),
    );
    expect(await firm.license('core')).toMatchObject({ used: 5, free: 15 });
  });

  it('claims, frees and swaps of eight users mixed at random leave each with one seat at most, and the ledger agrees', async () => {
    const firm = await firmWith({ core: 5 });
    const ids = userIds(8);
    const any = () => ids[Math.floor(Math.random() * ids.length)]!;

    const { errors } = await race(300, async (i) => {
      if (i % 3 === 0) await firm.claim(any());
      else if (i % 3 === 1) await firm.free(any());
      else await firm.swap(any(), any());
    });

    // On a busy machine some answers come too late, and what they answered to may have happened.
    for (const error of errors)
      expect(['no-free-seat', 'service-unavailable']).toContain(error instanceof Fault && error.code);
    const held = await firm.seats();
    expect(new Set(held.map(({ userId }) => userId)).size).toBe(held.length);
    expect(await firm.license()).toMatchObject({ purchased: 5, used: held.length });
    await eventually(async () => {
      const lines = await firm.ledger();
      expect(lines.reduce((sum, { used }) => sum + used, 0)).toBe(held.length);
      expect(await firm.seats('core', new Date().toISOString())).toEqual(held);
    });
  });
});

describe('a claim', () => {
  it('that is repeated later answers with the seat held since then', async () => {
    const firm = await firmWith({ core: 2 });
    const [ann] = userIds(1);
    const first = await firm.claim(ann!);
    expect(await firm.claim(ann!)).toEqual(first);
    expect(await firm.license()).toMatchObject({ used: 1 });
  });

  it('for more than one product gives back what it took when one is missing', async () => {
    const firm = await firmWith({ core: 2 });
    const [ann, bob] = userIds(2);
    await firm.claim(ann!);
    await expect(firm.claim(bob!, 'core', 'contract')).rejects.toMatchObject({
      code: 'no-free-seat',
      detail: 'No seat of contract has been purchased.',
      members: { product: 'contract', purchased: 0, used: 0 },
    });
    await expect(firm.claim(ann!, 'contract', 'core')).rejects.toMatchObject({ code: 'no-free-seat' });
    expect((await firm.seats()).map(({ userId }) => userId)).toEqual([ann]);
  });

  it('costs one write, and its line in the ledger another', async () => {
    const firm = await firmWith({ core: 1_000 });
    const [first, ...others] = userIds(9);
    await firm.claim(first!);
    await eventually(async () => expect(await firm.ledger()).toHaveLength(2));
    const operations = services.map((service) =>
      countOperations(service.get<Connection>(MONGO_CONNECTION).getClient()),
    );
    for (const id of others) await firm.claim(id);
    await eventually(async () => expect(await firm.ledger()).toHaveLength(10));
    const counts = operations.map((each) => each.end());
    const sum = (name: string) => counts.reduce((all, each) => all + (each[name] ?? 0), 0);
    // One in a thousand begins behind the last free seat of the ring and looks a second time.
    expect(sum('findAndModify seats')).toBeLessThanOrEqual(9);
    expect(sum('find seats')).toBe(0);
    expect(sum('insert ledger')).toBeLessThanOrEqual(8);
    expect(sum('update seats')).toBeLessThanOrEqual(4);
  });

  it('carried out twice at once is answered the same: refused once, it is refused, though seats are free by then', async () => {
    const firm = await firmWith({ core: 1, contract: 5 });
    const [ann, bob] = userIds(2) as [string, string];
    const products = ['core', 'contract'];
    const claim = { accountId: firm.accountId, userId: ann, by: firm.by, fence: 1, products };
    const seats = services[0]!.get(SeatsRepository);
    const [take, change] = [seats.claim.bind(seats), seats.change.bind(seats)];
    let answer: Promise<unknown> | undefined;
    try {
      // The first finds a seat of both, and when it has one of them somebody else takes the other …
      seats.claim = async (wanted, ...rest) => {
        if (wanted.userId === ann && wanted.product === 'core') await firm.claim(bob, 'core');
        return take(wanted, ...rest);
      };
      // … which is free again before the first has given back the one, and then the second comes.
      seats.change = async (...given) => {
        await firm.free(bob, 'core');
        answer = services[1]!
          .get(ClaimsService)
          .claim(claim)
          .catch((error: unknown) => error);
        await answer;
        return change(...given);
      };
      const refused = services[0]!.get(ClaimsService).claim(claim);
      await expect(refused).rejects.toMatchObject({ code: 'no-free-seat' });
    } finally {
      for (const method of ['claim', 'change']) Reflect.deleteProperty(seats, method);
    }
    expect(await answer).toMatchObject({ code: 'no-free-seat' });
    for (const product of products) expect(await firm.seats(product)).toEqual([]);
  });

  it('of an account nobody opened, or of a product nobody sells, is refused as what it is', async () => {
    const nobody = new Firm(services[0]!);
    await expect(nobody.claim(userIds(1)[0]!)).rejects.toMatchObject({ code: 'unknown-account' });
    await expect(nobody.claim(userIds(1)[0]!, 'yoga')).rejects.toMatchObject({ code: 'unknown-product' });
  });

  it('never gets a seat of another account', async () => {
    const rich = await firmWith({ core: 5 });
    const poor = await new Firm(services[1]!).open();
    await expect(poor.claim(userIds(1)[0]!)).rejects.toMatchObject({
      members: { product: 'core', purchased: 0, used: 0 },
    });
    expect(await rich.license()).toMatchObject({ used: 0 });
    expect(await poor.licenses()).toEqual([]);
  });
});

describe('freeing', () => {
  it('gives the seat to the next, and a second time frees nothing', async () => {
    const firm = await firmWith({ core: 1 });
    const [ann, bob] = userIds(2);
    const [seat] = await firm.claim(ann!);
    expect(await firm.free(ann!)).toBe(1);
    expect(await firm.free(ann!)).toBe(0);
    expect(seatIds(await firm.claim(bob!))).toEqual([seat!.id]);
  });

  it('is for the named products, or for all', async () => {
    const firm = await firmWith({ core: 1, contract: 1 });
    const [ann] = userIds(1);
    await firm.claim(ann!, 'core', 'contract');
    expect(await firm.free(ann!, 'contract')).toBe(1);
    expect(await firm.license('core')).toMatchObject({ used: 1 });
    expect(await firm.free(ann!)).toBe(1);
  });

  it('asked for ten times at once frees once, and says so in the ledger once', async () => {
    const firm = await firmWith({ core: 2 });
    const [ann] = userIds(1);
    await firm.claim(ann!);
    const { values } = await race(10, () => firm.free(ann!));
    expect(values.reduce((sum, freed) => sum + freed, 0)).toBe(1);
    await eventually(async () => {
      expect((await firm.ledger()).map(({ kind }) => kind)).toEqual(['freed', 'claimed', 'purchased']);
    });
  });
});

describe('a swap', () => {
  it('needs no free seat', async () => {
    const firm = await firmWith({ core: 1, contract: 1 });
    const [ann, bob] = userIds(2);
    await firm.claim(ann!, 'core', 'contract');
    expect(await firm.swap(ann!, bob!)).toEqual({ swapped: 2, freed: 0 });
    expect(await firm.swap(ann!, bob!)).toEqual({ swapped: 0, freed: 0 });
    expect((await firm.seats()).map(({ userId }) => userId)).toEqual([bob]);
  });

  it('frees the seat where the other holds one of the product', async () => {
    const firm = await firmWith({ core: 2, contract: 1 });
    const [ann, bob] = userIds(2);
    await firm.claim(ann!, 'core', 'contract');
    await firm.claim(bob!, 'core');
    expect(await firm.swap(ann!, bob!)).toEqual({ swapped: 1, freed: 1 });
    expect(await firm.license('core')).toMatchObject({ used: 1, free: 1 });
    expect((await firm.seats('contract')).map(({ userId }) => userId)).toEqual([bob]);
  });

  it('asked for ten times at once happens once', async () => {
    const firm = await firmWith({ core: 1 });
    const [ann, bob] = userIds(2);
    await firm.claim(ann!);
    const { values } = await race(10, () => firm.swap(ann!, bob!));
    expect(values.reduce((sum, { swapped }) => sum + swapped, 0)).toBe(1);
    expect(await firm.license()).toMatchObject({ used: 1 });
  });

  it('with oneself changes nothing', async () => {
    const firm = await firmWith({ core: 1 });
    const [ann] = userIds(1);
    const held = await firm.claim(ann!);
    expect(await firm.swap(ann!, ann!)).toEqual({ swapped: 0, freed: 0 });
    expect(await firm.seats()).toEqual(held);
  });
});
