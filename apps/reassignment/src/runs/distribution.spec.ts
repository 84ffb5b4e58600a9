import { type Distribution, Distribution as DistributionSchema } from '@seatkeeper/contracts';
import { quotasOf, sharesOf, totalOf } from './distribution.js';

const ann = 'usr_annannann';
const bob = 'usr_bobbobbob';
const cem = 'usr_cemcemcem';

const plan = (given: object): Distribution => DistributionSchema.parse(given);
const weighted = (...weights: number[]) =>
  plan({ split: weights.map((weight, n) => ({ to: `usr_target${String(n).padStart(4, '0')}`, weight })) });

const counts = (given: Record<string, number>) => new Map(Object.entries(given));
const flat = (given: Distribution, byType: Record<string, number>) =>
  quotasOf(given, counts(byType)).map(({ type, to, count }) => `${type} ${to} ${count}`);

describe('Quotas of a distribution', () => {
  it.each<[string, object, Record<string, number>, string[]]>([
    [
      'one target gets everything',
      { to: ann },
      { task: 3, contact: 2 },
      [`contact ${ann} 2`, `task ${ann} 3`],
    ],
    ['nothing to move', { to: ann }, {}, []],
    ['an even split', { split: [ann, bob] }, { task: 4 }, [`task ${ann} 2`, `task ${bob} 2`]],
    [
      'the odd one goes to who is named first',
      { split: [bob, ann] },
      { task: 5 },
      [`task ${bob} 3`, `task ${ann} 2`],
    ],
    [
      'by weights',
      {
        split: [
          { to: ann, weight: 2 },
          { to: bob, weight: 1 },
        ],
      },
      { task: 10 },
      [`task ${ann} 7`, `task ${bob} 3`],
    ],
    ['fewer records than targets', { split: [ann, bob, cem] }, { task: 1 }, [`task ${ann} 1`]],
    [
      'what one type rounds away, the next makes up for',
      { split: [ann, bob] },
      { contact: 1, matter: 1, note: 1, task: 1 },
      [`contact ${ann} 1`, `matter ${bob} 1`, `note ${ann} 1`, `task ${bob} 1`],
    ],
    [
      'rules by type, the rest to one',
      { rules: [{ types: ['task', 'note'], to: bob }], to: ann },
      { contact: 2, note: 1, task: 3 },
      [`contact ${ann} 2`, `note ${bob} 1`, `task ${bob} 3`],
    ],
    [
      'rules by type, the rest split',
      { rules: [{ types: ['task'], to: cem }], split: [ann, bob] },
      { contact: 3, task: 3 },
      [`contact ${ann} 2`, `contact ${bob} 1`, `task ${cem} 3`],
    ],
    [
      'the first of two rules for a type counts',
      {
        rules: [
          { types: ['task'], to: cem },
          { types: ['task'], to: bob },
        ],
        to: ann,
      },
      { task: 1 },
      [`task ${cem} 1`],
    ],
    [
      'a type named like a property of every object',
      { to: ann },
      { constructor: 2 },
      [`constructor ${ann} 2`],
    ],
  ])('%s', (_case, given, byType, expected) => {
    expect(flat(plan(given), byType)).toEqual(expected);
  });

  const splits = [
    [1, 1],
    [1, 1, 1],
    [2, 1],
    [5, 3, 1],
    [1000, 1],
    [999, 500, 1],
    [7, 7, 7, 7, 7, 7, 7],
  ].map((weights) => [weights]);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

  it.each(splits)('are exact for every size: weights %j', (weights) => {
    const given = weighted(...weights);
    const wrong: object[] = [];
    for (let size = 0; size <= 500; size += 1) {
      const quotas = quotasOf(given, counts({ task: size }));
      if (totalOf(quotas) !== size) wrong.push({ size, total: totalOf(quotas) });
      for (const { to, weight } of sharesOf(given, 'task')) {
        const quota = quotas.find((row) => row.to === to)?.count ?? 0;
        if (Math.abs(quota * sum(weights) - size * weight) >= sum(weights)) wrong.push({ size, to, quota });
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(splits)('stay fair over many small types: weights %j', (weights) => {
    const given = weighted(...weights);
    const sizes: Record<string, number> = {};
    const wrong: object[] = [];
    for (let n = 0; n < 200; n += 1) {
      sizes[`type-${String(n).padStart(3, '0')}`] = (n * 7) % 5;
      const quotas = quotasOf(given, counts(sizes));
      const total = sum(Object.values(sizes));
      if (totalOf(quotas) !== total) wrong.push({ n, total: totalOf(quotas) });
      for (const { to, weight } of sharesOf(given, 'task')) {
        const got = totalOf(quotas.filter((row) => row.to === to));
        if (Math.abs(got - (total * weight) / sum(weights)) >= 2) wrong.push({ n, to, got });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('does not depend on the order in which types were counted', () => {
    const given = weighted(3, 2, 2);
    const sizes = Object.entries({ task: 11, contact: 5, matter: 8, note: 1 });
    expect(quotasOf(given, new Map(sizes.toReversed()))).toEqual(quotasOf(given, new Map(sizes)));
  });

  it('is exact for five million records of weights up to a thousand', () => {
    const quotas = quotasOf(weighted(1000, 999, 998), counts({ task: 5_000_001 }));
    expect(totalOf(quotas)).toBe(5_000_001);
  });
});
