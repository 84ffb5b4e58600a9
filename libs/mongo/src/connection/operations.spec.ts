import { jest } from '@jest/globals';
import { bounded, refuseOverdue } from './operations.js';

describe('a database operation', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('answers what it answers, and leaves nothing behind', async () => {
    await expect(bounded(async () => 7)).resolves.toBe(7);
    await expect(bounded(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('that does not end is given up, makes the process unready until it does, and ends it when it is lost', async () => {
    let end: () => void = () => undefined;
    const lost = jest.fn();
    const given = bounded(() => new Promise<void>((resolve) => (end = resolve)), lost);
    const refused = expect(given).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(refuseOverdue).not.toThrow();
    await jest.advanceTimersByTimeAsync(15_000);
    await refused;
    expect(refuseOverdue).toThrow('1 operations have not ended within 15 s');
    await jest.advanceTimersByTimeAsync(74_000);
    expect(lost).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(lost).toHaveBeenCalledTimes(1);
    end();
    await jest.advanceTimersByTimeAsync(0);
    expect(refuseOverdue).not.toThrow();
  });
});
