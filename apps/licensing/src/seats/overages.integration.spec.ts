import { explainSeats, Fault, type OveragePolicy, tellSeatRepairs } from '@seatkeeper/contracts';
import { eventually, race, type TestService } from '@seatkeeper/testing';
import fc from 'fast-check';
import { Firm, startTwo, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';

let services: TestService[];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ services, close } = await startTwo());
}, 60_000);
afterAll(() => close());

/** A firm that has bought so many seats, that many of which are held, and may take some beyond. */
async function firmWith(seats: number, held: number, policy: OveragePolicy | null) {
  const firm = await new Firm(services[0]!).open();
  const shop = new Shop(services[0]!, firm);
  const decide = (overage: OveragePolicy | null) => shop.decide({ overage });
  if (policy !== null) await decide(policy);
  await firm.publish(firm.purchase(seats));
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: seats }));
  const ids = userIds(held);
  for (const id of ids) await firm.claim(id);
  const shows = (expected: object) =>
    eventually(async () => expect(await firm.license()).toMatchObject(expected), 20_000);
  /** What the ledger comes to, beside the seats. */
  const agrees = () =>
    eventually(async () => {
      const { products } = await services[1]!.bus.request(tellSeatRepairs, { accountId: firm.accountId });
      for (const { purchased, purchasedByLedger } of products) expect(purchasedByLedger).toBe(purchased);
    }, 20_000);
  return { firm, ids, decide, shows, agrees };
}

const code = (error: unknown) => (error instanceof Fault ? error.code : 'given');

it('a seat beyond what is bought is taken when none is free, is owed, and is a line of the ledger with its cause', async () => {
  const { firm, shows, agrees } = await firmWith(10, 10, 'ten-percent');
  await shows({ purchased: 10, free: 0, overageLeft: 1 });
  const [one, other] = userIds(2);
  const [seat] = await firm.claim(one!);
  expect(await firm.claim(one!)).toEqual([seat]);
  await shows({ purchased: 11, used: 11, free: 0, overAllocated: 0, overage: 1 });
  await expect(firm.claim(other!)).rejects.toMatchObject({ code: 'no-free-seat' });
  expect(await firm.license()).not.toHaveProperty('overageLeft');
  await agrees();
  expect((await firm.ledger()).filter(({ kind }) => kind === 'overage')).toMatchObject([
    { purchased: 1, used: 0, cause: { actor: firm.by, purchaseId: seat!.id } },
  ]);
});

it('of sixty who claim at once, at two copies, as many get a seat as are bought and may be taken beyond', async () => {
  const { firm, shows, agrees } = await firmWith(20, 15, 'quarter');
  const other = Object.assign(new Firm(services[1]!), { accountId: firm.accountId, by: firm.by });
  const users = userIds(60);
  const outcomes = await Promise.all(
    users.map((user, n) => (n % 2 ? firm : other).claim(user).then(() => 'given', code)),
  );
  expect(outcomes.filter((outcome) => outcome === 'given')).toHaveLength(10);
  expect(outcomes.filter((outcome) => outcome === 'no-free-seat')).toHaveLength(50);
  await shows({ purchased: 25, used: 25, overage: 5 });
  await agrees();
});

it('what is bought pays off what is owed first, and what is given back goes', async () => {
  const { firm, ids, shows, agrees } = await firmWith(8, 8, 'quarter');
  const [one, two] = userIds(2);
  await firm.claim(one!);
  await firm.claim(two!);
  await shows({ purchased: 10, used: 10, overage: 2 });
  await firm.free(ids[0]!);
  await shows({ purchased: 9, used: 9, free: 0, overage: 1 });
  await firm.publish(firm.purchase(3));
  await shows({ purchased: 11, used: 9, free: 2 });
  expect(await firm.license()).not.toHaveProperty('overage');
  await agrees();
  const settled = (await firm.ledger()).filter(
    ({ kind, purchased }) => kind === 'overage' && purchased === -1,
  );
  expect(settled).toHaveLength(2);
});

it('is explained by what would be refused: who may take one beyond is not, and who may take none is told how many are short', async () => {
  const { firm } = await firmWith(4, 4, 'quarter');
  const ask = (seats: number) =>
    services[1]!.bus.request(explainSeats, {
      accountId: firm.accountId,
      product: 'core',
      for: 'invite',
      seats,
    });
  expect(await ask(1)).toMatchObject({ refusal: null, short: 0, overageLeft: 1 });
  expect(await ask(2)).toMatchObject({ refusal: { code: 'no-free-seat' }, short: 1 });
  await firm.claim(userIds(1)[0]!);
  expect(await ask(1)).toMatchObject({ refusal: { code: 'no-free-seat' }, short: 1, overage: 1 });
});

it('is not taken where nothing was decided, nor where it was taken back, and what is owed by then stays owed', async () => {
  const plain = await firmWith(2, 2, null);
  await expect(plain.firm.claim(userIds(1)[0]!)).rejects.toMatchObject({ code: 'no-free-seat' });
  const { firm, ids, decide, shows } = await firmWith(2, 2, 'always');
  const [one, two] = userIds(2);
  await firm.claim(one!);
  await decide(null);
  await expect(firm.claim(two!)).rejects.toMatchObject({ code: 'no-free-seat' });
  await shows({ purchased: 3, overage: 1 });
  await firm.free(ids[0]!);
  await shows({ purchased: 2, used: 2 });
  await expect(firm.claim(two!)).rejects.toMatchObject({ code: 'no-free-seat' });
});

it('gives none of several products where one cannot be had, and owes nothing for the others', async () => {
  const { firm, shows, agrees } = await firmWith(4, 4, 'quarter');
  const [user] = userIds(1);
  await expect(firm.claim(user!, 'contract', 'core')).rejects.toMatchObject({
    code: 'no-free-seat',
    members: { product: 'contract' },
  });
  await shows({ purchased: 4, used: 4 });
  expect(await firm.license()).not.toHaveProperty('overage');
  await agrees();
});

const anyStep = fc.record({
  act: fc.constantFrom('buy' as const, 'claim' as const, 'claim' as const, 'free' as const),
  seats: fc.integer({ min: 1, max: 4 }),
});

it('never more is held than is bought and allowed beyond it, and what is owed is what is held beyond it, whatever happens at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 10 }), async (steps) => {
      const { firm, ids, agrees } = await firmWith(6, 4, 'quarter');
      let bought = 6;
      const holders = [...ids];
      const acts = steps.map(({ act, seats }) => async () => {
        if (act === 'buy') {
          bought += seats;
          await firm.publish(firm.purchase(seats));
        } else if (act === 'free') for (const user of holders.splice(0, seats)) await firm.free(user);
        else await Promise.all(userIds(seats).map((user) => firm.claim(user).catch(code)));
      });
      const { errors } = await race(acts.length, (n) => acts[n]!());
      expect(errors).toEqual([]);
      await eventually(async () => {
        const license = await firm.license();
        const { purchased = 0, used = 0, overage = 0 } = license ?? {};
        expect(used).toBe((await firm.seats()).length);
        expect(used).toBeLessThanOrEqual(bought + Math.ceil(bought / 4));
        expect({ overage, purchased }).toEqual({
          overage: Math.max(0, used - bought),
          purchased: Math.max(bought, used),
        });
      }, 20_000);
      await agrees();
    }),
    { numRuns: 10, endOnFailure: true },
  );
}, 240_000);
