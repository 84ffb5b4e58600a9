import { SetAside } from './set-aside.js';

/** Takes the first three of what is due, as a sweep does, of which some fail always. */
function sweeper(poison: readonly string[]) {
  let now = 0;
  const aside = new SetAside({ now: () => new Date(now) });
  const due = new Set([...poison, 'good']);
  const tried: string[] = [];
  const round = (afterMs = 0) => {
    now += afterMs;
    const first = [...due].filter((id) => !aside.ids.includes(id)).slice(0, 3);
    return aside.each(
      first.map((_id) => ({ _id })),
      ({ _id }) => {
        tried.push(_id);
        if (poison.includes(_id)) return Promise.reject(new Error(_id));
        due.delete(_id);
        return Promise.resolve();
      },
      () => undefined,
    );
  };
  return { round, tried, aside };
}

it('whatever fails always, however much of it there is, lets those behind it have their turn', async () => {
  const { round, tried } = sweeper(['a', 'b', 'c', 'd', 'e']);
  expect([await round(), await round()]).toEqual([0, 1]);
  expect(tried).toEqual(['a', 'b', 'c', 'd', 'e', 'good']);
});

it('what failed is tried again, more and more seldom, and is known no more once it went well', async () => {
  const poison = ['a'];
  const { round, tried, aside } = sweeper(poison);
  for (let second = 0; second < 3_600; second += 5) await round(5_000);
  const times = tried.filter((id) => id === 'a').length;
  expect(times).toBeGreaterThan(5);
  expect(times).toBeLessThan(20);
  poison.pop();
  for (let second = 0; second < 3_600; second += 60) await round(60_000);
  expect(aside.ids).toEqual([]);
  expect(tried.filter((id) => id === 'a')).toHaveLength(times + 1);
});
