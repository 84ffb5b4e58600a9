import { digestOf, isFinal } from './idempotency.js';

const signUp = (password: string, name = 'Harbour Lane') => ({
  method: 'POST',
  url: '/v1/accounts',
  body: { name, slug: 'harbour-lane', admin: { username: 'ada@firm.example', password } },
});

describe('the digest of a call', () => {
  const first = digestOf('secret', signUp('correct horse'));

  it('says nothing about a password, so that nobody can try passwords on it', () => {
    expect(digestOf('secret', signUp('another one'))).toBe(first);
  });

  it.each([
    ['another body', digestOf('secret', signUp('correct horse', 'Quay Side'))],
    ['another address', digestOf('secret', { ...signUp('correct horse'), url: '/v1/groups' })],
    ['another method', digestOf('secret', { ...signUp('correct horse'), method: 'PATCH' })],
    ['another secret of the gateway', digestOf('other', signUp('correct horse'))],
  ])('differs for %s', (_case, other) => {
    expect(other).not.toBe(first);
  });

  it('of no body is that of an empty one of JSON', () => {
    const call = { method: 'POST', url: '/v1/users/usr_1/unban' };
    expect(digestOf('secret', { ...call, body: undefined })).toBe(
      digestOf('secret', { ...call, body: null }),
    );
  });
});

it.each([
  [201, true],
  [409, true],
  [422, true],
  [401, false],
  [429, false],
  [500, false],
  [503, false],
])('an answer of %i stays for its key: %s', (status, stays) => {
  expect(isFinal(status)).toBe(stays);
});
