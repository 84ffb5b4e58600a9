import { globalPipeline, tenantPipeline } from './pipeline.js';

const hidden = { $unset: ['outbox', 'outboxAt', 'outboxBy'] };

it('puts the account in front, joined with a leading match', () => {
  expect(tenantPipeline('acc_one', [{ $match: { status: 'active' } }, { $limit: 1 }])).toEqual([
    { $match: { accountId: 'acc_one', status: 'active' } },
    { $limit: 1 },
    hidden,
  ]);
  expect(tenantPipeline('acc_one', [{ $limit: 1 }])[0]).toEqual({ $match: { accountId: 'acc_one' } });
});

it('keeps what is looked up, joined or walked inside the account', () => {
  const account = { $match: { accountId: 'acc_one' } };
  const [, lookup, union, graph, facet] = tenantPipeline('acc_one', [
    { $lookup: { from: 'b', localField: 'x', foreignField: 'y', as: 'z' } },
    { $unionWith: 'b' },
    { $graphLookup: { from: 'b', startWith: '$x', connectFromField: 'x', connectToField: 'y', as: 'z' } },
    { $facet: { all: [{ $lookup: { from: 'b', as: 'z', pipeline: [{ $limit: 1 }] } }] } },
  ]);
  expect(lookup).toMatchObject({ $lookup: { pipeline: [account] } });
  expect(union).toEqual({ $unionWith: { coll: 'b', pipeline: [account] } });
  expect(graph).toMatchObject({ $graphLookup: { restrictSearchWithMatch: { accountId: 'acc_one' } } });
  expect(facet).toMatchObject({ $facet: { all: [{ $lookup: { pipeline: [account, { $limit: 1 }] } }] } });
});

it.each([
  ['names the account', [{ $match: { accountId: 'acc_two' } }]],
  ['names it later', [{ $limit: 1 }, { $match: { $or: [{ accountId: 'acc_two' }] } }]],
  ['writes', [{ $out: 'elsewhere' }]],
  ['merges', [{ $merge: { into: 'elsewhere' } }]],
  ['writes in a branch', [{ $facet: { a: [{ $out: 'elsewhere' }] } }]],
  ['runs code', [{ $project: { x: { $function: { body: '', args: [], lang: 'js' } } } }]],
])('refuses a pipeline that %s', (_case, pipeline) => {
  expect(() => tenantPipeline('acc_one', pipeline as never)).toThrow(TypeError);
});

it('lets a sweeper aggregate across accounts, without writing', () => {
  expect(globalPipeline([{ $count: 'n' }])).toEqual([{ $count: 'n' }, hidden]);
  expect(() => globalPipeline([{ $out: 'elsewhere' }])).toThrow(TypeError);
});
