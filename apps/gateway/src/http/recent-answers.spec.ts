import { RecentAnswers } from './recent-answers.js';

/** Answers with how often it was asked. */
function counted() {
  let asked = 0;
  return { ask: () => Promise.resolve((asked += 1)), asked: () => asked };
}

describe('a recent answer', () => {
  it('serves all who ask the same at once, and each key has its own', async () => {
    const answers = new RecentAnswers<number>({ freshMs: 60_000, kept: 10 });
    const { ask, asked } = counted();
    const got = await Promise.all(['a', 'a', 'b', 'a'].map((key) => answers.get(key, ask)));
    expect([got, asked()]).toEqual([[1, 1, 2, 1], 2]);
  });

  it('serves nobody when its time is over', async () => {
    const answers = new RecentAnswers<number>({ freshMs: 0, kept: 10 });
    const { ask, asked } = counted();
    await answers.get('a', ask);
    await answers.get('a', ask);
    expect(asked()).toBe(2);
  });

  it('serves nobody who has to know what is true since a later moment, and everybody else from then on', async () => {
    const answers = new RecentAnswers<number>({ freshMs: 60_000, kept: 10 });
    const { ask, asked } = counted();
    await answers.get('a', ask);
    const later = performance.now();
    expect(await answers.get('a', ask, later)).toBe(2);
    expect([await answers.get('a', ask, later), await answers.get('a', ask)]).toEqual([2, 2]);
    expect(asked()).toBe(2);
  });

  it('that failed is asked for again', async () => {
    const answers = new RecentAnswers<number>({ freshMs: 60_000, kept: 10 });
    await expect(answers.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await answers.get('a', counted().ask)).toBe(1);
  });

  it('is forgotten when there are too many, the oldest first', async () => {
    const answers = new RecentAnswers<number>({ freshMs: 60_000, kept: 2 });
    const { ask, asked } = counted();
    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await answers.get(key, ask);
    expect(asked()).toBe(4);
  });
});
