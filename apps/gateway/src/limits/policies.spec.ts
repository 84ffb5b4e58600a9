import { lanes } from '@seatkeeper/contracts';
import { tooMany } from '@seatkeeper/limits';
import { z } from 'zod';
import { isWrongGuess, limitSettings, policiesOf } from './policies.js';
import { rateLimitHeaders, sentenceOf } from './standing.js';

const settings = (given: Record<string, string> = {}) => z.object(limitSettings).parse(given);

describe('a limit in the settings', () => {
  it.each([
    ['300/1m', { quota: 300, seconds: 60 }],
    ['5/90s', { quota: 5, seconds: 90 }],
    ['20/2h', { quota: 20, seconds: 7_200 }],
    ['off', null],
  ])('%s is understood', (text, limit) => {
    expect(settings({ LIMIT_SIGN_UP: text }).LIMIT_SIGN_UP).toEqual(limit);
  });

  it.each(['0/1m', '300', '300/m', '-1/1m', '1/1d', 'none'])('%s is refused', (text) => {
    expect(() => settings({ LIMIT_SIGN_UP: text })).toThrow('such as 300/1m, or off');
  });
});

it('every lane has a limit of its own, and those with a secret to guess one for failures', () => {
  const policies = policiesOf(settings());
  const names = lanes.flatMap((lane) => [policies[lane].calls?.name, policies[lane].failures?.name]);
  expect(names.filter(Boolean)).toEqual([
    'sign-in',
    'sign-in-failures',
    'sign-up',
    'invitation',
    'invitation-failures',
    'password-reset',
    'password-reset-failures',
    'refresh',
    'refresh-failures',
    'public',
  ]);
});

it.each([
  [401, true],
  [404, true],
  [200, false],
  [201, false],
  [410, false],
  [422, false],
  [429, false],
  [503, false],
])('an answer of %s tells of a wrong guess: %s', (status, wrong) => {
  expect(isWrongGuess(status)).toBe(wrong);
});

it('a right password without the code that is still needed is no guess, a wrong code is one', () => {
  expect(isWrongGuess(401, 'second-factor-required')).toBe(false);
  expect(isWrongGuess(401, 'second-factor-wrong')).toBe(true);
});

describe('what a caller is told', () => {
  const standing = (name: string, seconds: number, resetMs: number) => ({
    policy: { name, quota: 20, seconds },
    remaining: 7,
    resetMs,
  });

  it('is each policy, and what is left of it', () => {
    expect(
      rateLimitHeaders([standing('sign-in', 60, 30_001), standing('sign-in-failures', 600, 90_000)]),
    ).toEqual({
      'ratelimit-policy': '"sign-in";q=20;w=60, "sign-in-failures";q=20;w=600',
      ratelimit: '"sign-in";r=7;t=31, "sign-in-failures";r=7;t=90',
    });
    expect(rateLimitHeaders([])).toEqual({});
  });

  it.each([
    [
      'sign-up',
      3_600,
      1_700_000,
      'From one network address come at most 20 calls in 60 minutes of this kind. Try again in 29 minutes.',
    ],
    [
      'sign-in-failures',
      600,
      200,
      'Too many attempts from your network address have failed. Try again in 1 second.',
    ],
    ['user', 10, 9_400, 'One user may make 20 calls in 10 seconds. Try again in 10 seconds.'],
    [
      'account',
      10,
      0,
      'All users of an account together may make 20 calls in 10 seconds. Try again in 1 second.',
    ],
  ])('over the limit %s is who may do how much, and when to try again', (name, seconds, resetMs, detail) => {
    const over = standing(name, seconds, resetMs);
    const fault = tooMany(over, sentenceOf(over.policy));
    expect(fault).toMatchObject({ code: 'too-many-requests', detail, members: { policy: name } });
    expect(fault.members?.['retryAfter']).toBe(Math.max(1, Math.ceil(resetMs / 1_000)));
  });
});
