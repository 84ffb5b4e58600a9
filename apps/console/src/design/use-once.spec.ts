import { onceAtATime } from './use-once.js';

it('a double click does once what it is upon, and a click after that does it again', () => {
  let now = 1_000;
  let done = 0;
  const once = onceAtATime(() => now);
  const clickAfter = (ms: number) => {
    now += ms;
    once(() => (done += 1));
    return done;
  };
  expect([0, 5, 100, 200, 400, 30].map(clickAfter)).toEqual([1, 1, 1, 1, 2, 2]);
});
