import { Fault, type Seat } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, type TestService } from '@seatkeeper/testing';
import fc from 'fast-check';
import { Firm, startTwo } from '../../testing/firm.js';
import { ClaimsService } from './claims.service.js';
import { SeatsRepository } from './seats.repository.js';
import { SeatsService } from './seats.service.js';

type Method = 'claim' | 'change' | 'decide' | 'deny' | 'lift' | 'raise';
const WRITES: readonly Method[] = ['claim', 'change', 'decide', 'deny', 'lift', 'raise'];

let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo());
}, 60_000);
afterAll(() => close());

async function firmWith(seats: Record<string, number>): Promise<Firm> {
  const firm = await new Firm(services[0]!).open();
  for (const [product, quantity] of Object.entries(seats))
    await firm.publish(firm.purchase(quantity, product));
  await eventually(async () => {
    for (const [product, purchased] of Object.entries(seats))
      expect(await firm.license(product)).toMatchObject({ purchased });
  }, 20_000);
  return firm;
}

/** Does something right before each write of a copy of the service, until `end`. */
function beforeWrites(service: TestService, wait: (name: Method) => Promise<unknown>): { end: () => void } {
  const seats = service.get(SeatsRepository);
  for (const name of WRITES) {
    const write = seats[name].bind(seats) as (...given: unknown[]) => Promise<unknown>;
    Object.assign(seats, {
      [name]: async (...given: unknown[]) => {
        await wait(name);
        return write(...given);
      },
    });
  }
  return { end: () => WRITES.forEach((name) => Reflect.deleteProperty(seats, name)) };
}

/** One copy of the service, and one user, whom commands are given about. */
const copy = (service: TestService, { accountId, by }: Firm, userId: string, products = ['core']) => ({
  claim: (fence: number) => service.get(ClaimsService).claim({ accountId, userId, by, fence, products }),
  free: (fence: number) => service.get(SeatsService).free({ accountId, userId, by, fence, products }),
  swap: (fence: number, to: string) =>
    service.get(SeatsService).swap({ accountId, by, from: userId, fence, to, toFence: 1 }),
});

const holders = async (firm: Firm, product = 'core') =>
  (await firm.seats(product)).map(({ userId }: Seat) => userId);

describe('a copy that freezes right before a write and wakes after others have gone on', () => {
  /** Freezes the first copy in `act`, lets the other do `meanwhile`, wakes the first, and answers what it says. */
  async function frozenIn(
    act: () => Promise<unknown>,
    meanwhile: () => Promise<unknown>,
    at = WRITES,
    behind = 0,
  ): Promise<unknown> {
    let passed = 0;
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    let freeze: () => void = () => undefined;
    const frozen = new Promise<void>((resolve) => (freeze = resolve));
    const writes = beforeWrites(services[0]!, async (name) => {
      if (!at.includes(name) || passed++ < behind) return;
      freeze();
      await woken;
    });
    try {
      const answer = act().catch((error: unknown) => error);
      await frozen;
      await meanwhile();
      wake();
      return await answer;
    } finally {
      wake();
      writes.end();
    }
  }

  const both = (firm: Firm, { userId = newId('usr'), products = ['core'] } = {}) => ({
    userId,
    first: copy(services[0]!, firm, userId, products),
    other: copy(services[1]!, firm, userId, products),
  });

  it('does not claim for who was deactivated meanwhile', async () => {
    const firm = await firmWith({ core: 2 });
    const { first, other } = both(firm);
    const said = await frozenIn(
      () => first.claim(10),
      async () => {
        await other.claim(20);
        await other.free(30);
      },
    );
    expect(said).toMatchObject({ code: 'overtaken' });
    expect(await holders(firm)).toEqual([]);
  });

  it('does not free the seat of who came back meanwhile', async () => {
    const firm = await firmWith({ core: 2 });
    const { userId, first, other } = both(firm);
    await other.claim(10);
    const said = await frozenIn(
      () => first.free(20),
      async () => {
        await other.free(30);
        await other.claim(40);
      },
    );
    expect(said).toMatchObject({ code: 'overtaken' });
    expect(await holders(firm)).toEqual([userId]);
  });

  it('does not free a seat that a newer command found and kept', async () => {
    const firm = await firmWith({ core: 2 });
    const { userId, first, other } = both(firm);
    const { seats } = await other.claim(10);
    const said = await frozenIn(
      () => first.free(20),
      async () => expect(await other.claim(30)).toEqual({ seats }),
    );
    expect(said).toMatchObject({ code: 'overtaken' });
    expect(await firm.seats()).toEqual(seats);
    expect(await holders(firm)).toEqual([userId]);
  });

  it('does not hand over the seat of who came back meanwhile', async () => {
    const firm = await firmWith({ core: 1 });
    const { userId, first, other } = both(firm);
    const successor = newId('usr');
    await other.claim(10);
    const said = await frozenIn(
      () => first.swap(20, successor),
      async () => {
        await other.swap(30, successor);
        await copy(services[1]!, firm, successor).free(2);
        await other.claim(40);
      },
    );
    expect(said).toMatchObject({ code: 'overtaken' });
    expect(await holders(firm)).toEqual([userId]);
  });

  it('does not claim for who came back and was deactivated again meanwhile', async () => {
    const firm = await firmWith({ core: 2 });
    const { first, other } = both(firm);
    await other.free(10);
    const said = await frozenIn(
      () => first.claim(20),
      () => other.free(30),
      ['lift'],
    );
    expect(said).toMatchObject({ code: 'overtaken' });
    expect(await holders(firm)).toEqual([]);
  });

  it('does not claim what the same command was refused elsewhere, though a seat is free by then', async () => {
    const firm = await firmWith({ core: 1 });
    const { first, other } = both(firm);
    const rival = copy(services[1]!, firm, newId('usr'));
    await rival.claim(1);
    const said = await frozenIn(
      () => first.claim(10),
      async () => {
        await expect(other.claim(10)).rejects.toMatchObject({ code: 'no-free-seat' });
        await rival.free(2);
      },
    );
    expect(said).toMatchObject({ code: 'no-free-seat' });
    expect(await holders(firm)).toEqual([]);
    await expect(other.claim(20)).resolves.toMatchObject({ seats: [{ product: 'core' }] });
  });

  it('gives back nothing that the same command was answered with elsewhere', async () => {
    const firm = await firmWith({ core: 1, contract: 1 });
    const { userId, first, other } = both(firm, { products: ['contract', 'core'] });
    const said = await frozenIn(
      () => first.claim(10),
      async () => {
        await other.claim(10);
        await copy(services[1]!, firm, userId, ['core']).free(20);
      },
      ['claim'],
      1,
    );
    expect(said).toMatchObject({ code: 'overtaken' });
    expect(await holders(firm, 'contract')).toEqual([userId]);
    expect(await holders(firm, 'core')).toEqual([]);
  });
});

it('a claim that comes again, and meets an outage half-way, takes nothing from who got it the first time', async () => {
  const firm = await firmWith({ core: 1, contract: 1 });
  const userId = newId('usr');
  const [again, before] = services.map((service) => copy(service, firm, userId, ['contract', 'core']));
  await before!.claim(10);
  let claims = 0;
  const writes = beforeWrites(services[0]!, (name) =>
    name === 'claim' && ++claims > 1
      ? Promise.reject(new Fault('service-unavailable', 'The database cannot be reached right now.'))
      : Promise.resolve(),
  );
  try {
    await expect(again!.claim(10)).rejects.toMatchObject({ code: 'service-unavailable' });
  } finally {
    writes.end();
  }
  expect(await holders(firm, 'contract')).toEqual([userId]);
  expect(await holders(firm, 'core')).toEqual([userId]);
});

/** Whatever freezes for how long, and whatever is delivered twice: what the newest command says is so. */
it('after any interleaving of commands about two users each has what the newest command about them says', async () => {
  const firm = await firmWith({ core: 2, contract: 1 });
  const products = ['core', 'contract'];
  const commands = fc.array(
    fc.record({
      user: fc.nat(1),
      kind: fc.constantFrom('claim' as const, 'free' as const),
      twice: fc.boolean(),
    }),
    { minLength: 2, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(commands, fc.scheduler(), async (given, scheduler) => {
      const users = [newId('usr'), newId('usr')];
      const writes = services.map((service) =>
        beforeWrites(service, () => scheduler.schedule(Promise.resolve())),
      );
      try {
        const outcomes = given.flatMap(({ user, kind, twice }, nth) =>
          (twice ? [0, 1] : [nth % 2]).map(async (at) => {
            const code = await copy(services[at]!, firm, users[user]!, products)
              [kind](nth + 1)
              .then(() => 'done')
              .catch((error: unknown) => (error instanceof Fault ? error.code : String(error)));
            return { user, kind, fence: nth + 1, code };
          }),
        );
        await scheduler.waitFor(Promise.all(outcomes));
        const ended = await Promise.all(outcomes);
        for (const [user, userId] of users.entries()) {
          const mine = ended.filter((each) => each.user === user);
          const newest = mine.filter(({ fence }) => fence === Math.max(...mine.map((each) => each.fence)));
          const allowed = newest.some(({ kind }) => kind === 'free') ? ['done'] : ['done', 'no-free-seat'];
          const codes = [...new Set(newest.map(({ code }) => code))];
          // The same command, delivered twice, is answered the same.
          expect(codes.length).toBeLessThanOrEqual(1);
          for (const code of codes) expect(allowed).toContain(code);
          const has = newest.some(({ kind, code }) => kind === 'claim' && code === 'done');
          for (const product of products) expect((await holders(firm, product)).includes(userId)).toBe(has);
        }
      } finally {
        for (const each of writes) each.end();
        for (const userId of users) await copy(services[0]!, firm, userId, products).free(1_000_000);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
