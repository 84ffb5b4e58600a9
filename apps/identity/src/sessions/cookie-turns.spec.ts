import { cookieTurn, hasArrived } from './cookie-turns.js';

const refreshedAt = new Date('2026-11-28T12:00:00.400Z');
const after = (seconds: number) => new Date(refreshedAt.getTime() + seconds * 1_000);
const session = (cookie: { before?: string; arrived?: boolean } = { before: 'second' }) => ({
  tokenHash: 'third',
  refreshedAt,
  cookie: { chain: 'c', ...cookie },
});

describe('a token that a cookie brings', () => {
  it.each([
    ['the one that works stays while it is young', 'third', 59, {}, 'stays'],
    ['then it is exchanged', 'third', 61, {}, 'exchanged'],
    ['the first of a session has none before it', 'third', 61, { before: undefined }, 'exchanged'],
    ['the one before answers again for a minute', 'second', 59, { arrived: true }, 'again'],
    ['and for days, when its answer was lost', 'second', 200_000, {}, 'again'],
    ['but no more once the next one is in use', 'second', 61, { arrived: true }, 'reused'],
    ['an older one answers never again', 'first', 1, {}, 'reused'],
  ])('%s', (_case, shown, seconds, cookie, turn) => {
    expect(cookieTurn(session({ before: 'second', ...cookie }), shown, after(seconds))).toBe(turn);
  });
});

describe('an exchange has reached the browser', () => {
  const second = Math.floor(refreshedAt.getTime() / 1_000);
  it.each([
    ['when an access token of it is used', session(), second, true],
    ['not while an older one is', session(), second - 1, false],
    ['not when nobody says which', session(), undefined, false],
    ['not once more', session({ before: 'second', arrived: true }), second, false],
    ['not before there was one', session({}), second, false],
    ['not of a session without a cookie', { tokenHash: 'third', refreshedAt }, second, false],
  ])('%s', (_case, given, issuedAt, expected) => {
    expect(hasArrived(given, issuedAt)).toBe(expected);
  });
});
