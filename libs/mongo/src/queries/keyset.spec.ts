import { afterKey, keyOf, type Sort, totalOrder } from './keyset.js';

const none = new Set<string>();

it.each<[string, Sort, Sort]>([
  ['nothing', [], [['_id', 1]]],
  [
    'one field',
    [['name', 1]],
    [
      ['name', 1],
      ['_id', 1],
    ],
  ],
  [
    'a field down, so that one index serves both directions',
    [['name', -1]],
    [
      ['name', -1],
      ['_id', -1],
    ],
  ],
  ['an order that is total already', [['_id', -1]], [['_id', -1]]],
])('completes %s by the id', (_case, sort, complete) => {
  expect(totalOrder(sort)).toEqual(complete);
});

it('asks for what comes after a key, field by field, with a bound for the index', () => {
  expect(
    afterKey(
      [
        ['a', 1],
        ['b', -1],
        ['_id', 1],
      ],
      ['x', 7, 'id'],
      none,
    ),
  ).toEqual([
    { a: { $gte: 'x' } },
    {
      $or: [
        { a: { $gt: 'x' } },
        { $and: [{ a: 'x' }, { b: { $lt: 7 } }] },
        { $and: [{ a: 'x' }, { b: 7 }, { _id: { $gt: 'id' } }] },
      ],
    },
  ]);
});

it('knows that missing values come first upwards and last downwards', () => {
  const optional = new Set(['a']);
  expect(
    afterKey(
      [
        ['a', 1],
        ['_id', 1],
      ],
      [null, 'id'],
      optional,
    ),
  ).toEqual([{ $or: [{ a: { $ne: null } }, { $and: [{ a: null }, { _id: { $gt: 'id' } }] }] }]);
  expect(
    afterKey(
      [
        ['a', -1],
        ['_id', -1],
      ],
      ['x', 'id'],
      optional,
    ),
  ).toEqual([
    {
      $or: [{ $or: [{ a: { $lt: 'x' } }, { a: null }] }, { $and: [{ a: 'x' }, { _id: { $lt: 'id' } }] }],
    },
  ]);
  expect(
    afterKey(
      [
        ['a', -1],
        ['_id', -1],
      ],
      [null, 'id'],
      optional,
    ),
  ).toEqual([{ $or: [{ $and: [{ a: null }, { _id: { $lt: 'id' } }] }] }]);
});

it('reads the key of a document, also inside others', () => {
  const at = new Date();
  const document = { _id: 'x', name: { last: 'Doe' }, at, tags: [] };
  expect(
    keyOf(
      [
        ['name.last', 1],
        ['at', 1],
        ['gone.away', 1],
        ['_id', 1],
      ],
      document,
    ),
  ).toEqual(['Doe', at, null, 'x']);
  expect(() => keyOf([['tags', 1]], document)).toThrow(/tags/);
});
