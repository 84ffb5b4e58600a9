import { fenceOf } from './fences.js';

const createdAt = new Date('2026-11-28T09:00:00Z');
const moments = (ms: number) => ({ createdAt: new Date(createdAt.getTime() + ms) });

it('fences grow with the commands of a driver, and with every driver', () => {
  const given = [1, 2, 7].flatMap((version) => [1, 2, 3].map((nth) => fenceOf({ createdAt }, version, nth)));
  expect(given).toEqual([...given].sort((a, b) => a - b));
  expect(new Set(given).size).toBe(given.length);
});

it.each([
  [
    'the last one while a user is held still, to the next driver',
    fenceOf({ createdAt }, 4),
    fenceOf({ createdAt }, 5, 1),
  ],
  [
    'one of who was removed at once, to who is created again',
    fenceOf({ createdAt }, 1, 1),
    fenceOf(moments(1), 1, 1),
  ],
  [
    'one of who was removed, to the one that is for nobody',
    fenceOf({ createdAt }, 3, 2),
    fenceOf(moments(6_000), 0, 0),
  ],
])('fences grow from %s', (_case, before, after) => {
  expect(after).toBeGreaterThan(before);
});
