import { changeOperations, updateOperations } from './update.js';

interface Thing {
  name: string;
  n: number;
  gone?: string;
}

it('turns a change into operators, and leaves out what would do nothing', () => {
  expect(
    changeOperations<Thing>({
      set: { name: 'x', 'a.b': null, gone: undefined },
      unset: ['lease'],
      push: {},
      inc: { n: 1 },
    }),
  ).toEqual({ $set: { name: 'x', 'a.b': null }, $unset: { lease: 1 }, $inc: { n: 1 } });
  expect(changeOperations({})).toEqual({});
});

it.each(['_id', 'accountId', 'version', 'outbox', 'outbox.0.data', 'outboxAt', 'outboxBy'])(
  'refuses to write %s, which the collection keeps',
  (path) => {
    expect(() => changeOperations({ set: { [path]: 1 } })).toThrow(path);
    expect(() => updateOperations({ $unset: { [path]: 1 } })).toThrow(path);
  },
);

it('lets a write without events count the version up, by one, and do nothing else to it', () => {
  expect(updateOperations<Thing>({ $set: { n: 1 }, $inc: { version: 1 } })).toEqual({
    $set: { n: 1 },
    $inc: { version: 1 },
  });
  expect(() => updateOperations({ $inc: { version: 2 } })).toThrow(/version/);
  expect(() => updateOperations({ $set: { version: 9 } } as object)).toThrow(/version/);
});

it('refuses an update that changes nothing or is none', () => {
  expect(() => updateOperations({})).toThrow(/nothing/);
  expect(() => updateOperations({ name: 'x' } as object)).toThrow(/may not use name/);
});
