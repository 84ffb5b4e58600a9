import { jest } from '@jest/globals';
import { Turns } from './turns.js';

/** Work that ends when it is told to. */
function works() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  return { begun, work, end: () => ends.shift()?.() };
}
const times = (count: number, of: string) => Array.from({ length: count }, (_, n) => `${of}${n + 1}`);

describe('turns', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are taken by as many as there are, and the next one has the first that ends, in order', async () => {
    const turns = new Turns(2, 2);
    const { begun, work, end } = works();
    const all = times(4, 'a').map((name) => turns.take('a', work(name)));
    expect(begun).toEqual(['a1', 'a2']);
    end();
    await expect(all[0]).resolves.toBe('a1');
    expect(begun).toEqual(['a1', 'a2', 'a3']);
    for (let n = 0; n < 3; n += 1) {
      end();
      await jest.advanceTimersByTimeAsync(0);
    }
    await expect(Promise.all(all)).resolves.toEqual(times(4, 'a'));
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are never all taken by one account: who comes behind it has one at once', async () => {
    const turns = new Turns(4, 3);
    const { begun, work } = works();
    for (const name of times(10, 'a')) void turns.take('a', work(name)).catch(() => undefined);
    void turns.take('b', work('b1'));
    expect(begun).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('are refused to an account whose share stands still, also to who waits for one, and to nobody else', async () => {
    const turns = new Turns(4, 3);
    const { begun, work, end } = works();
    const running = times(3, 'a').map((name) => turns.take('a', work(name)));
    const waits = turns.take('a', work('a4'));
    const refused = expect(waits).rejects.toMatchObject({ code: 'service-unavailable' });
    await jest.advanceTimersByTimeAsync(3_500);
    await refused;
    await expect(turns.take('a', work('a5'))).rejects.toMatchObject({ code: 'service-unavailable' });
    void turns.take('b', work('b1'));
    expect(begun).toEqual(['a1', 'a2', 'a3', 'b1']);

    end();
    await expect(running[0]).resolves.toBe('a1');
    void turns.take('a', work('a6'));
    expect(begun.at(-1)).toBe('a6');
  });

  it('are waited for as long as those of the account get on', async () => {
    const turns = new Turns(4, 2);
    const { begun, work, end } = works();
    for (const name of times(6, 'a')) void turns.take('a', work(name));
    for (let n = 0; n < 4; n += 1) {
      await jest.advanceTimersByTimeAsync(2_900);
      end();
    }
    await jest.advanceTimersByTimeAsync(0);
    expect(begun).toEqual(times(6, 'a'));
  });

  it('come free when work fails', async () => {
    const turns = new Turns(1, 1);
    await expect(turns.take('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turns.take('a', async () => 'yes')).resolves.toBe('yes');
  });
});
