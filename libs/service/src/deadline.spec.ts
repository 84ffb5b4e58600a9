import { setTimeout as delay } from 'node:timers/promises';
import { within } from './deadline.js';

describe('a deadline', () => {
  it('says whether the work ended in time', async () => {
    expect(await within(1_000, async () => 'done')).toBe(true);
    expect(await within(10, () => new Promise(() => undefined))).toBe(false);
  });

  it('hands on the failure of the work, and is not disturbed by one that comes too late', async () => {
    const failing = (ms: number) => delay(ms).then(() => Promise.reject(new Error('broken')));
    await expect(within(1_000, () => failing(1))).rejects.toThrow('broken');
    expect(await within(1, () => failing(30))).toBe(false);
    await delay(60);
  });
});
