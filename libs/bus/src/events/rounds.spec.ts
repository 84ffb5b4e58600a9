import { Rounds } from './rounds.js';

/** Work that ends when it is told to, in the order in which it began. */
function works() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const end = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { begun, work, end };
}
const times = (count: number, of: string) => Array.from({ length: count }, (_, n) => `${of}${n + 1}`);

describe('rounds of turns', () => {
  it('give an account that is alone all turns, and what comes of it begins in its order', async () => {
    const rounds = new Rounds(3);
    const { begun, work, end } = works();
    const all = times(5, 'a').map((name) => rounds.take('a', work(name)));
    expect(begun).toEqual(['a1', 'a2', 'a3']);
    await end();
    await end();
    expect(begun).toEqual(times(5, 'a'));
    for (let n = 0; n < 3; n += 1) await end();
    await expect(Promise.all(all)).resolves.toEqual([true, true, true, true, true]);
    void rounds.take('a', work('a6'));
    expect(begun.at(-1)).toBe('a6');
  });

  it('let one of another account begin with the next turn, however many of the first were there before it', async () => {
    const rounds = new Rounds(2);
    const { begun, work, end } = works();
    for (const name of times(1_000, 'a')) void rounds.take('a', work(name));
    for (const name of times(2, 'b')) void rounds.take('b', work(name));
    void rounds.take('c', work('c1'));
    for (let n = 0; n < 6; n += 1) await end();
    expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2', 'a5']);
  });

  it('are over when somebody ends them: what has begun comes to its end, what waits or comes later never begins', async () => {
    const rounds = new Rounds(1);
    const { begun, work, end } = works();
    const [first, second] = times(2, 'a').map((name) => rounds.take('a', work(name)));
    rounds.end();
    await expect(second).resolves.toBe(false);
    await expect(rounds.take('b', work('b1'))).resolves.toBe(false);
    await end();
    await expect(first).resolves.toBe(true);
    expect(begun).toEqual(['a1']);
  });
});
