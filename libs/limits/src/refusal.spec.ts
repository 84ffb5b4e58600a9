import { inWords, standingOf, tooMany } from './refusal.js';

const standing = { policy: { name: 'resends', quota: 3, seconds: 3_600 }, remaining: 0, resetMs: 1_499_001 };

it('a refusal says the limit and when to come again, and is read back where it is told', () => {
  const fault = tooMany(standing, 'One person is sent at most 3 new links in 60 minutes.');
  expect(fault).toMatchObject({
    code: 'too-many-requests',
    detail: 'One person is sent at most 3 new links in 60 minutes. Try again in 25 minutes.',
    members: { retryAfter: 1_500, policy: 'resends', quota: 3, window: 3_600 },
  });
  expect(standingOf(fault)).toEqual({ ...standing, resetMs: 1_500_000 });
  expect(tooMany({ ...standing, resetMs: 0 }, 'No.').members).toMatchObject({ retryAfter: 1 });
});

it.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [120, '2 minutes'],
  [3_600, '60 minutes'],
  [7_200, '2 hours'],
  [86_400, '24 hours'],
])('%i seconds are %s', (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
