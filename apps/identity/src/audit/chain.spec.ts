import { chainAfter, entryHash, nextSeal, NOTHING_SEALED, sealHash } from './chain.js';

const entry = (id: string, more: object = {}) => ({
  _id: id,
  accountId: 'acc_harbourlane',
  at: new Date('2026-11-22T06:00:00Z'),
  action: 'identity.user.updated',
  changes: [{ field: 'title', before: null, after: 'Partner' }],
  detail: { username: 'liam', nested: { b: 1, a: [true, 'x'] } },
  ...more,
});

describe('the hash of an entry', () => {
  it.each([
    ['in another order', { detail: { nested: { a: [true, 'x'], b: 1 }, username: 'liam' } }],
    ['with its place in the log', { seal: 4, version: 2, closed: true, parts: ['tly_1'] }],
    ['with a field that is not there', { requestId: undefined }],
  ])('is the same for what is stored %s', (_case, more) => {
    expect(entryHash(entry('one', more))).toBe(entryHash(entry('one')));
  });

  it.each([
    ['another value deep inside', { detail: { username: 'liam', nested: { b: 1, a: [true, 'y'] } } }],
    ['another order of a list', { detail: { username: 'liam', nested: { b: 1, a: ['x', true] } } }],
    ['a text for a number', { detail: { username: 'liam', nested: { b: '1', a: [true, 'x'] } } }],
    ['another time', { at: new Date('2026-11-22T06:00:00.001Z') }],
    ['another account', { accountId: 'acc_other' }],
    ['a field more', { note: 'made up' }],
    ['another id', { _id: 'two' }],
  ])('is another for %s', (_case, more) => {
    expect(entryHash(entry('one', more))).not.toBe(entryHash(entry('one')));
  });
});

describe('a seal', () => {
  const at = new Date('2026-11-22T06:01:00Z');
  const first = nextSeal('acc_harbourlane', NOTHING_SEALED, [entry('one'), entry('two')], at);

  it('counts on and has the hash of the one before', () => {
    const second = nextSeal('acc_harbourlane', chainAfter(first), [entry('three')], at);
    expect(second).toMatchObject({ number: 2, previous: first.hash, count: 3 });
    expect(chainAfter(second)).toEqual({ seals: 2, count: 3, hash: second.hash });
  });

  it.each([
    ['account', { accountId: 'acc_other' }],
    ['number', { number: 2 }],
    ['seal before', { previous: 'f'.repeat(64) }],
    ['entries', { entries: first.entries.slice(1) }],
    ['order of entries', { entries: first.entries.toReversed() }],
    ['count', { count: 3 }],
    ['time', { at: new Date(at.getTime() + 1) }],
  ])('has another hash with another %s', (_case, change) => {
    expect(sealHash({ ...first, ...change })).not.toBe(first.hash);
  });
});
