import type { Permission } from '@seatkeeper/contracts';
import { sampleUser } from '../../testing/sample-user.js';
import { endedKeys, livingKey, throughKey } from '../users/user-keys.js';
import type { StoredApiKey } from '../users/user-credentials.schema.js';
import { expiryOf, isWithin, refuseExpiry, refuseMore, refuseScopes, roomFor, toApiKey } from './api-keys.js';

const now = new Date('2026-11-22T12:00:00Z');
const limits = { API_KEYS: 2, API_KEY_DAYS: 90 };
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const key = (given: Partial<StoredApiKey> = {}): StoredApiKey => ({
  id: 'key_payroll0',
  secretHash: 'the hash of the secret',
  name: 'Payroll',
  scopes: ['users.read', 'users.ban'],
  createdAt: now,
  createdBy: { type: 'system', id: 'test' },
  ...given,
});
const person = sampleUser();
const machine = sampleUser({ type: 'service' });

describe('when a key ends', () => {
  it.each([
    ['of a person, unless said, at its greatest age', person, undefined, inDays(90)],
    ['of a person, when said', person, inDays(7), inDays(7)],
    ['of a service user, unless said, never', machine, undefined, undefined],
    ['of a service user, when said', machine, inDays(7), inDays(7)],
  ])('%s', (_case, user, given, end) => {
    expect(expiryOf(user, { expiresAt: given?.toISOString() }, limits, now)).toEqual(end);
  });

  it.each([
    ['now', person, now, 'validation-failed'],
    ['at its greatest age', person, inDays(90), null],
    ['later', person, inDays(90.1), 'validation-failed'],
    ['later, of a service user', machine, inDays(900), null],
    ['never, of a service user', machine, undefined, null],
    ['in the past, of a service user', machine, inDays(-1), 'validation-failed'],
  ])('%s is refused or not', (_case, user, end, code) => {
    expect(refuseExpiry(user, end, limits, now)?.code ?? null).toBe(code);
  });
});

describe('what a key can do', () => {
  it.each<[string, Permission[], StoredApiKey | undefined, Permission[]]>([
    ['what it is for and its user holds', ['users.ban', 'groups.manage'], key(), ['users.ban']],
    ['nothing that its user lost', [], key(), []],
    ['nothing when it is gone', ['users.ban'], undefined, []],
  ])('%s', (_case, held, through, can) => {
    expect(throughKey(held, through)).toEqual(can);
  });

  it.each([
    ['works until it ends', { expiresAt: inDays(1) }, true],
    ['works no longer then', { expiresAt: now }, false],
    ['works for ever without an end', {}, true],
  ])('%s', (_case, given, lives) => {
    expect(livingKey({ apiKeys: [key(given)] }, key().id, now) !== undefined).toBe(lives);
  });

  it('may be no more than its user holds, and the one too much is named', () => {
    expect(refuseScopes(['users.read', 'users.ban'], ['users.read'])?.errors).toEqual([
      { path: 'scopes[1]', message: 'The user of the key does not hold this' },
    ]);
    expect(refuseScopes(['users.read'], ['users.read', 'users.ban'])).toBeNull();
    expect([isWithin(key(), ['users.read']), isWithin(key(), ['users.ban', 'users.read'])]).toEqual([
      false,
      true,
    ]);
  });
});

it('a user has so many keys, and those that have expired make room', () => {
  const [one, other, gone] = [
    key({ id: 'key_1' }),
    key({ id: 'key_2' }),
    key({ id: 'key_3', expiresAt: now }),
  ];
  expect(roomFor([one, gone], now)).toEqual([one]);
  expect(refuseMore([one], limits)).toBeNull();
  expect(refuseMore([one, other], limits)).toMatchObject({ code: 'too-many-keys', members: { limit: 2 } });
});

it('what is seen of a key begins it and is no secret', () => {
  expect(toApiKey(key())).toMatchObject({ prefix: 'sk_payroll0', expiresAt: null, lastUsedAt: null });
  expect(JSON.stringify(toApiKey(key()))).not.toContain('hash');
});

it('the history of who lost access names the keys that ended with it', () => {
  expect(endedKeys({ apiKeys: [key()] })).toEqual([
    { field: 'apiKeys', before: ['key_payroll0'], after: [] },
  ]);
  expect(endedKeys({})).toEqual([]);
});
