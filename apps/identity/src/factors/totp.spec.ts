import { newTotpSecret, stepOf, toldToApp } from './totp.js';

/** The secret and the SHA-1 rows of appendix B of RFC 6238, whose codes are the last six of its eight digits. */
const secret = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1_000);

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('%s seconds after 1970 the code is %s (RFC 6238)', (seconds, code) => {
  expect(stepOf(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
});

describe('a code', () => {
  const [code, shownFrom] = ['050471', 1_111_111_110];
  it.each([
    ['more than a step too early', -31, false],
    ['a step too early', -30, true],
    ['in its time', 29, true],
    ['a step late', 59, true],
    ['more than a step late', 60, false],
  ])('that comes %s is taken, as of its own step: %#', (_case, seconds, taken) => {
    expect(stepOf(secret, code, at(shownFrom + seconds))).toBe(taken ? shownFrom / 30 : null);
  });

  it.each([['05047'], ['0504711'], ['abcdef'], ['']])('that is %j is none', (token) => {
    expect(stepOf(secret, token, at(1_111_111_111))).toBeNull();
  });

  it('of another secret is none', () => {
    expect(stepOf(Buffer.from('12345678901234567891'), code, at(1_111_111_111))).toBeNull();
  });
});

it('a new secret has 160 bits, no other has it, and an app takes it typed or as a QR code', () => {
  const fresh = newTotpSecret();
  expect(fresh).toHaveLength(20);
  expect(newTotpSecret()).not.toEqual(fresh);
  const told = toldToApp(secret, { slug: 'harbour-lane', username: 'ada@harbour-lane.example' });
  expect(told.secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const uri = new URL(told.uri);
  expect(decodeURIComponent(uri.pathname)).toMatch(/Seatkeeper:harbour-lane ada@harbour-lane\.example$/);
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Seatkeeper',
    secret: told.secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
