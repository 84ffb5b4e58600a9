import { UnderWay } from './under-way.js';

describe('work under way', () => {
  it('is found until it ends, and not afterwards', async () => {
    const work = new UnderWay<string>();
    const done = work.do('a', async () => 'done');
    expect(work.on('b')).toBeUndefined();
    await expect(work.on('a')).resolves.toBe('done');
    await done;
    expect(work.on('a')).toBeUndefined();
  });

  it('fails for all who wait for it, and is not found afterwards', async () => {
    const work = new UnderWay<string>();
    const failed = work.do('a', () => Promise.reject(new Error('no')));
    await expect(work.on('a')).rejects.toThrow('no');
    await expect(failed).rejects.toThrow('no');
    expect(work.on('a')).toBeUndefined();
  });
});
