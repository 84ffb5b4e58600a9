import { InTurn } from './in-turn.js';

describe('work in turn', () => {
  const gate = () => {
    let open: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (open = resolve));
    return { closed, open };
  };

  it('on one thing is done one after the other, in the order in which it came', async () => {
    const turns = new InTurn();
    const [first, done] = [gate(), [] as string[]];
    const one = turns.do('a', () => first.closed.then(() => done.push('one')));
    const two = turns.do('a', async () => done.push('two'));
    const elsewhere = turns.do('b', async () => done.push('elsewhere'));
    await elsewhere;
    expect(done).toEqual(['elsewhere']);
    first.open();
    await Promise.all([one, two]);
    expect(done).toEqual(['elsewhere', 'one', 'two']);
  });

  it('goes on behind work that failed, which alone is told so', async () => {
    const turns = new InTurn();
    const failed = turns.do('a', () => Promise.reject(new Error('no')));
    const next = turns.do('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('is forgotten when nobody is at it any more', async () => {
    const turns = new InTurn();
    const work = turns.do('a', async () => undefined);
    expect(turns.isAt('a')).toBe(true);
    await work;
    expect(turns.isAt('a')).toBe(false);
  });
});
