import { eventually } from './eventually.js';
import { race } from './race.js';
import { Fault } from '@seatkeeper/contracts';

it('waits until an assertion holds, and answers what it answers', async () => {
  let calls = 0;
  const answer = await eventually(() => {
    expect(++calls).toBe(4);
    return 'done';
  });
  expect([answer, calls]).toEqual(['done', 4]);
});

it('rejects with the last failure when the deadline has passed', async () => {
  await expect(eventually(() => Promise.reject(new Error('never')), 50)).rejects.toThrow('never');
});

it('starts all runners of a race and counts how they ended', async () => {
  const result = await race(6, async (index) => {
    if (index === 1) throw new TypeError('a defect');
    if (index > 3) throw new Fault('no-free-seat');
    return index;
  });
  expect(result.values).toEqual([0, 2, 3]);
  expect(result.refusals).toEqual({ TypeError: 1, 'no-free-seat': 2 });
  expect(result.errors).toHaveLength(3);
});
