import { userActor } from '@seatkeeper/contracts';
import { changesAfter, cursorOf, endOf, keysToTakeOff, nextBlock, numberOf } from './owner-changes.js';
import type { StoredBlock } from './owner-changes.schema.js';

const [ann, bob] = ['usr_annannann', 'usr_bobbobbob'];
const now = new Date('2026-02-01T08:00:00Z');
const change = (key: string, second: number) => ({
  ...{ from: ann, to: bob, by: userActor(ann), key },
  at: new Date(now.getTime() + second * 1_000),
});
const record = (id: string, ...unlisted: ReturnType<typeof change>[]) => ({
  ...{ _id: `acc_1/matter/${id}`, type: 'matter', externalId: id, unlisted },
});
const block = (first: number, count: number): StoredBlock => ({
  ...nextBlock(
    'acc_1',
    null,
    [record('M-1', ...Array.from({ length: count }, (_, n) => change(`${n}`, n)))],
    now,
  ),
  first,
  version: 1,
});

describe('A block of changes', () => {
  it('begins at 1, and then where the one before ends', () => {
    const one = nextBlock('acc_1', null, [record('M-1', change('1', 1), change('2', 2))], now);
    expect(one).toMatchObject({ first: 1, settled: false });
    expect(one).not.toHaveProperty('before');
    const two = nextBlock('acc_1', { ...one, version: 1 }, [record('M-2', change('1', 3))], now);
    expect(two).toMatchObject({ first: 3, before: 1 });
    expect(endOf(two)).toBe(4);
  });

  it('is in the order of time, and of each record in its own order although a clock was late', () => {
    const { changes } = nextBlock(
      'acc_1',
      null,
      [
        record('M-1', change('1', 5), change('2', 1)),
        record('M-2', change('1', 3)),
        record('M-3', change('9', 7)),
      ],
      now,
    );
    expect(changes.map(({ externalId, key }) => `${externalId} ${key}`)).toEqual([
      'M-2 1',
      'M-1 1',
      'M-1 2',
      'M-3 9',
    ]);
  });

  it('takes a thousand, and of each record the first ones', () => {
    const many = Array.from({ length: 700 }, (_, n) => change(String(n), n));
    const { changes } = nextBlock('acc_1', null, [record('M-1', ...many), record('M-2', ...many)], now);
    expect(changes).toHaveLength(1_000);
    for (const id of ['M-1', 'M-2'])
      expect(changes.filter(({ externalId }) => externalId === id).map(({ key }) => key)).toEqual(
        Array.from({ length: 500 }, (_, n) => String(n)),
      );
  });

  it('is taken off together from records that have the same keys, and from no other by a key of those', () => {
    const { changes } = nextBlock(
      'acc_1',
      null,
      [
        record('M-1', change('rea_1', 1)),
        record('M-2', change('rea_1', 2)),
        record('M-3', change('4', 3)),
        record('M-4', change('rea_1', 4), change('4', 5)),
      ],
      now,
    );
    expect(keysToTakeOff(changes)).toEqual([
      { ids: ['acc_1/matter/M-1', 'acc_1/matter/M-2'], keys: ['rea_1'] },
      { ids: ['acc_1/matter/M-3'], keys: ['4'] },
      { ids: ['acc_1/matter/M-4'], keys: ['rea_1', '4'] },
    ]);
  });
});

describe('The changes behind a number', () => {
  const blocks = [block(1, 3), block(4, 1), block(5, 5)];
  it.each<[number, number, number[], boolean]>([
    [0, 2, [1, 2], true],
    [2, 3, [3, 4, 5], true],
    [4, 100, [5, 6, 7, 8, 9], false],
    [9, 100, [], false],
  ])('behind %s, %s at once: %s', (after, limit, numbers, more) => {
    const answer = changesAfter(after, limit, blocks, 10);
    expect(answer.items.map(({ number }) => number)).toEqual(numbers);
    expect(answer.more).toBe(more);
    expect(numberOf(answer.next)).toBe(numbers.at(-1) ?? after);
  });

  it('that are kept no longer are never passed over', () => {
    expect(() => changesAfter(2, 10, blocks.slice(2), 10)).toThrow(
      expect.objectContaining({ code: 'changes-forgotten' }) as Error,
    );
    expect(() => changesAfter(2, 10, [], 10)).toThrow(
      expect.objectContaining({ code: 'changes-forgotten' }) as Error,
    );
    expect(changesAfter(4, 10, blocks.slice(2), 10).items).toHaveLength(5);
  });

  it.each(['x', cursorOf(-1), Buffer.from('line:3').toString('base64url')])(
    'takes no cursor %s',
    (cursor) => {
      expect(() => numberOf(cursor)).toThrow(expect.objectContaining({ code: 'validation-failed' }) as Error);
    },
  );

  it('takes no cursor of a list that is longer', () => {
    expect(() => changesAfter(10, 10, blocks, 10)).toThrow(
      expect.objectContaining({ code: 'validation-failed' }) as Error,
    );
  });
});
