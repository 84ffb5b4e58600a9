import { decodeCursor, encodeCursor, fingerprint } from './cursor.js';

const list = fingerprint([{ accountId: 'acc_one' }, [['name', 1]]]);

it('brings back strings, numbers, dates, booleans and missing values as they were', () => {
  const key = ['Doe ✓', 7, new Date('2026-01-01'), true, null, 'id'];
  expect(decodeCursor(list, key.length, encodeCursor(list, key))).toEqual({ key });
});

it('carries only the id when the key is too long', () => {
  const cursor = encodeCursor(list, ['長'.repeat(800), 'id']);
  expect(cursor.length).toBeLessThanOrEqual(1_000);
  expect(decodeCursor(list, 2, cursor)).toEqual({ id: 'id' });
});

it.each([0, 12, 10_001, 'many'] as const)('carries that %s were counted', (counted) => {
  expect(decodeCursor(list, 1, encodeCursor(list, ['id'], counted))).toEqual({ key: ['id'], counted });
  const long = encodeCursor(list, ['長'.repeat(800), 'id'], counted);
  expect(decodeCursor(list, 2, long)).toEqual({ id: 'id', counted });
});

const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
  ['of another list', encodeCursor(fingerprint('other'), ['a', 'b'])],
  ['of another length', encodeCursor(list, ['a'])],
  ['with an operator in it', made([list, { $ne: null }, 'id'])],
  ['with a list in it', made([list, ['a'], 'id'])],
  ['with a count that is none', made([`${list}.1e9`, 'a', 'id'])],
  ['that is not ours', made({ list })],
  ['that is nothing', '%%%'],
])('refuses a cursor %s', (_case, cursor) => {
  expect(() => decodeCursor(list, 2, cursor)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
});
