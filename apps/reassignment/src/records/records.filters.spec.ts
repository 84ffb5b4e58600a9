import { recordId } from './record-ids.js';
import { idsOf } from './records.filters.js';

const account = 'acc_harbourlane';

const among = (id: string, condition: ReturnType<typeof idsOf>): boolean =>
  '$or' in condition
    ? condition.$or.some((range) => among(id, range))
    : id >= condition._id.$gte && id < condition._id.$lt;

describe('The id of a record', () => {
  it.each([
    ['plain', 'MAT-1'],
    ['a slash', 'a/b'],
    ['the id of another record', 'acc_other000/task/1'],
    ['an operator', '{"$gt":""}'],
    ['a prototype', '__proto__'],
    ['a space', ' '],
    ['beyond the basic plane', '\u{1F600}'],
    ['the last character', '\u{10FFFF}'],
  ])('stays within its type and account: %s', (_case, externalId) => {
    const id = recordId(account, 'task', externalId);
    expect(among(id, idsOf(account))).toBe(true);
    expect(among(id, idsOf(account, ['task']))).toBe(true);
    expect(among(id, idsOf(account, ['matter', 'task']))).toBe(true);
    expect(among(id, idsOf(account, ['task-list']))).toBe(false);
    expect(among(id, idsOf(account, ['tas', 'task-list']))).toBe(false);
    expect(among(id, idsOf('acc_harbour'))).toBe(false);
    expect(among(id, idsOf('acc_harbour', ['task']))).toBe(false);
  });

  it('differs for what differs', () => {
    const ids = [
      recordId(account, 'task', '1'),
      recordId(account, 'task', '1/'),
      recordId(account, 'task-1', ''),
      recordId(account, 'task', '/1'),
      recordId('acc_harbourlane2', 'task', '1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
