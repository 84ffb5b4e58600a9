import { ATTEMPTS, pauseAfter } from './webhook-retries.js';

const DAY_MS = 86_400_000;
const never = () => 0;
const pauses = (random: () => number) =>
  Array.from({ length: ATTEMPTS - 1 }, (_, index) => pauseAfter(index + 1, random));

it('the attempts of one message reach over three days, however they are spread', () => {
  for (const random of [never, () => 0.999]) {
    const days = pauses(random).reduce((sum, pauseMs) => sum + pauseMs, 0) / DAY_MS;
    expect(days).toBeGreaterThan(3);
    expect(days).toBeLessThan(4);
  }
});

it('each pause is longer than the one before', () => {
  expect(pauses(never)).toEqual(pauses(never).toSorted((one, other) => one - other));
  expect(pauseAfter(1, never)).toBe(5_000);
});

it('messages that failed together come back one after the other', () => {
  const at = [0, 0.25, 0.5, 0.75].map((share) => pauseAfter(2, () => share));
  expect(new Set(at).size).toBe(4);
});
