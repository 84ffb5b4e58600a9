import { jest } from '@jest/globals';
import {
  affiliateMoved,
  type Fault,
  leaveParent,
  listAffiliates,
  moveAffiliate,
  releaseAffiliate,
} from '@seatkeeper/contracts';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import { by, type Hierarchy, hierarchy } from '../../testing/hierarchies.js';
import { refused, type Stage, startStage } from '../../testing/stage.js';
import { AffiliatesService } from './affiliates.service.js';
import { LineageService } from '../accounts/lineage.service.js';

const clock = new TestClock();
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ clock });
  await stage.addCopy();
}, 90_000);
afterAll(() => stage.close());

const inTurn = async (count: number, step: (n: number) => Promise<void>) => {
  for (let n = 0; n < count; n += 1) await step(n);
};
/** Rounds have a hierarchy each, so ten go at a time. */
const rounds = (count: number, round: (n: number) => Promise<void>) =>
  inTurn(count / 10, async (turn) => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => round(10 * turn + n)));
  });
/** A majority of the database writes some thousand times. */
const LONG = 180_000;

/** Every account leads up to the top, and nothing is announced any more. */
async function expectTree(firm: Hierarchy, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    expect((await firm.line(id)).at(-1)).toBe(firm.top);
    // One that was given up for its length may still be on its way.
    await eventually(async () => expect(await firm.find(id)).not.toHaveProperty('placing'));
  }
}

describe('accounts that are moved', () => {
  it('take along what is below them', async () => {
    const firm = await hierarchy(stage);
    const [north, south] = [await firm.add('North'), await firm.add('South')];
    const city = await firm.add('City', north);
    const street = await firm.add('Street', city);
    expect(await firm.move(city, south)).toMatchObject({ id: city, parentId: south, depth: 2 });
    expect(await firm.line(street)).toEqual([street, city, south, firm.top]);
    await eventually(() =>
      [city, north, south, firm.top].forEach((id) =>
        expect(stage.heard.of(affiliateMoved, id)).toHaveLength(1),
      ),
    );
    // Where it is already, nothing changes, and nothing is told.
    const { version } = (await firm.find(city))!;
    await firm.move(city, south);
    expect((await firm.find(city))!.version).toBe(version);
  });

  it('come neither below themselves, nor below what is below them', async () => {
    const firm = await hierarchy(stage);
    const north = await firm.add();
    const city = await firm.add('City', north);
    const street = await firm.add('Street', city);
    for (const under of [north, city, street])
      await expect(firm.move(north, under)).rejects.toMatchObject(refused('hierarchy-loop'));
    await expectTree(firm, [north, city, street]);
  });

  it('are those of who moves them, and stay within', async () => {
    const [firm, others] = [await hierarchy(stage), await hierarchy(stage)];
    const [north, south, theirs] = [await firm.add(), await firm.add(), await others.add()];
    const city = await firm.add('City', north);
    for (const id of [theirs, others.top, firm.top])
      await expect(firm.move(id, north)).rejects.toMatchObject(refused('not-found'));
    for (const under of [theirs, others.top])
      await expect(firm.move(city, under)).rejects.toMatchObject(refused('validation-failed'));
    // Who is in the middle moves what is below, and neither sideways nor upwards.
    const fromNorth = (affiliateId: string, under: string) =>
      stage.ask(moveAffiliate, { accountId: north, by, affiliateId, under });
    await expect(fromNorth(south, north)).rejects.toMatchObject(refused('not-found'));
    await expect(fromNorth(north, north)).rejects.toMatchObject(refused('not-found'));
    for (const under of [south, firm.top])
      await expect(fromNorth(city, under)).rejects.toMatchObject(refused('validation-failed'));
  });

  it('make no hierarchy of more than thirty levels', async () => {
    const firm = await hierarchy(stage);
    let deepest = firm.top;
    await inTurn(29, async () => {
      deepest = await firm.add('Deeper', deepest);
    });
    const [alone, two] = [await firm.add(), await firm.add()];
    await firm.add('Low', two);
    await expect(firm.move(two, deepest)).rejects.toMatchObject(refused('hierarchy-too-large'));
    await expect(firm.move(alone, deepest)).resolves.toMatchObject({ depth: 30 });
  });
});

describe('of accounts that are moved at once', () => {
  it(
    'two that go below each other end as one below the other, a hundred times',
    async () => {
      await rounds(100, async () => {
        const firm = await hierarchy(stage);
        const [one, other] = [await firm.add('One'), await firm.add('Other')];
        const { values, refusals } = await race(2, (n) =>
          n === 0 ? firm.move(one, other) : firm.move(other, one),
        );
        expect([values.length, refusals]).toEqual([1, { 'hierarchy-loop': 1 }]);
        await expectTree(firm, [one, other]);
      });
    },
    LONG,
  );

  it(
    'five that would form a ring leave it open',
    async () => {
      await rounds(30, async () => {
        const firm = await hierarchy(stage);
        const ring = await Promise.all([1, 2, 3, 4, 5].map((n) => firm.add(`Ring ${n}`)));
        const { values, errors } = await race(5, (n) => firm.move(ring[n]!, ring[(n + 1) % 5]!));
        expect([1, 2, 3, 4]).toContain(values.length);
        // Whoever has met the others again and again comes back later.
        for (const { code } of errors as Fault[])
          expect(['hierarchy-loop', 'service-unavailable']).toContain(code);
        await expectTree(firm, ring);
      });
    },
    LONG,
  );

  it(
    'whole branches that change places with what is below them never close a loop',
    async () => {
      await rounds(30, async () => {
        const firm = await hierarchy(stage);
        const [one, other] = [await firm.add('One'), await firm.add('Other')];
        const [lowOne, lowOther] = [await firm.add('Low', one), await firm.add('Low', other)];
        const moves = [
          [one, lowOther],
          [other, lowOne],
          [lowOne, firm.top],
          [lowOther, one],
        ] as const;
        await race(4, (n) => firm.move(...moves[n]!));
        await expectTree(firm, [one, other, lowOne, lowOther]);
      });
    },
    LONG,
  );

  it(
    'what is let go, or leaves, at that moment is not brought back',
    async () => {
      await rounds(40, async (n) => {
        const firm = await hierarchy(stage);
        const [north, south] = [await firm.add('North'), await firm.add('South')];
        const city = await firm.add('City', north);
        const goes =
          n % 2 === 0
            ? () => stage.ask(releaseAffiliate, { accountId: firm.top, by, affiliateId: city })
            : () => stage.ask(leaveParent, { accountId: city, by: { type: 'system', id: 'test' } });
        const { errors } = await race(3, (k) =>
          k === 1 ? goes() : firm.move(city, k === 0 ? south : firm.top),
        );
        for (const error of errors) expect(error).toMatchObject(refused('not-found'));
        expect(await firm.find(city)).not.toHaveProperty('parentId');
        await expect(firm.move(city, south)).rejects.toMatchObject(refused('not-found'));
      });
    },
    LONG,
  );

  it(
    'what leaves with a branch can be taken out of it no more',
    async () => {
      await rounds(30, async () => {
        const firm = await hierarchy(stage);
        const north = await firm.add('North');
        const city = await firm.add('City', north);
        const { values } = await race(2, (n) =>
          n === 0
            ? firm.move(city, firm.top)
            : stage.ask(releaseAffiliate, { accountId: firm.top, by, affiliateId: north }),
        );
        const line = await firm.line(city);
        expect(values.length === 2 ? [[city, firm.top]] : [[city, north]]).toContainEqual(line);
        expect(await firm.find(north)).not.toHaveProperty('parentId');
      });
    },
    LONG,
  );

  it('one that froze before its write finds itself overtaken when it wakes, and looks again', async () => {
    const firm = await hierarchy(stage);
    const [one, other] = [await firm.add('One'), await firm.add('Other')];
    const lineage = stage.identity.get(LineageService);
    const below = lineage.below.bind(lineage);
    let wake: () => void = () => undefined;
    const frozen = new Promise<void>((resolve) => (wake = resolve));
    let isFrozen = false;
    const spy = jest.spyOn(lineage, 'below').mockImplementation(async (...asked) => {
      if (!isFrozen && asked[0] === one) {
        isFrozen = true;
        await frozen;
      }
      return below(...asked);
    });
    const sleeper = stage.identity
      .get(AffiliatesService)
      .move({ accountId: firm.top, by, affiliateId: one, under: other });
    const outcome = sleeper.then(
      () => null,
      (error: unknown) => error,
    );
    await eventually(() => expect(isFrozen).toBe(true));
    await expect(firm.move(other, one)).rejects.toMatchObject(refused('service-unavailable'));
    clock.advance(5_001);
    await expect(firm.move(other, one)).resolves.toMatchObject({ parentId: one });
    wake();
    expect(await outcome).toMatchObject(refused('hierarchy-loop'));
    spy.mockRestore();
    await expectTree(firm, [one, other]);
  });
});

describe('the list of affiliates', () => {
  const list = (accountId: string, tree: boolean, page: { limit?: number; cursor?: string } = {}) =>
    stage.ask(listAffiliates, { accountId, tree, page });

  it('tells what is right below, or all, level by level and by name', async () => {
    const firm = await hierarchy(stage);
    const south = await firm.add('South');
    const north = await firm.add('north');
    const city = await firm.add('City', south);
    await firm.add('Street', city);
    const told = async (accountId: string, tree: boolean) => {
      const { items, total } = await list(accountId, tree);
      expect(total).toBe(items.length);
      return items.map(({ name, depth }) => `${depth} ${name}`);
    };
    expect(await told(firm.top, false)).toEqual(['1 north', '1 South']);
    expect(await told(firm.top, true)).toEqual(['1 north', '1 South', '2 City', '3 Street']);
    // Downwards only, whoever asks.
    expect(await told(south, true)).toEqual(['1 City', '2 Street']);
    expect(await told(north, true)).toEqual([]);
  });

  it('is read page by page while accounts come, without a gap or a repetition', async () => {
    const firm = await hierarchy(stage);
    const made: string[] = [];
    for (const name of ['B', 'D', 'F', 'H']) made.push(await firm.add(name));
    for (const name of ['J', 'L', 'N']) made.push(await firm.add(name, made[0]));
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list(firm.top, true, { limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      // Before all that was read.
      await firm.add('A');
    }
    expect(seen).toEqual(made);
    const { nextCursor } = await list(firm.top, true, { limit: 2 });
    await expect(list(firm.top, false, { cursor: nextCursor! })).rejects.toMatchObject(
      refused('validation-failed'),
    );
    await expect(list(made[0]!, true, { cursor: nextCursor! })).rejects.toMatchObject(
      refused('validation-failed'),
    );
  });
});
