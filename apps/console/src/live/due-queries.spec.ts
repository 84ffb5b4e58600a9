import { jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { AS_SHOWN } from '../api/queries.js';
import { DueQueries } from './due-queries.js';
import type { Change } from './shown-changes.js';

const change = (id = 'usr_1', version: number | null = null): Change => ({
  type: 'identity.user.updated',
  subject: { kind: 'user', id },
  version,
  at: '2026-03-12T16:40:59.000Z',
});
const PEOPLE = { keys: [['people']], log: [['audit']] };

let queries: QueryClient;
let due: DueQueries;
let isShown: boolean;
let stops: (() => void)[];

/** A query on screen, and how often it was asked. */
function shown(queryKey: string[], more: object = {}, answer: () => unknown = () => ({})) {
  const asked = { times: 0 };
  const observer = new QueryObserver(queries, {
    queryKey,
    queryFn: async () => {
      asked.times += 1;
      return answer();
    },
    staleTime: 60_000,
    ...more,
  });
  const stop = observer.subscribe(() => undefined);
  stops.push(stop);
  return { asked, stop };
}

beforeEach(() => {
  jest.useFakeTimers();
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  queries.mount();
  isShown = true;
  stops = [];
  due = new DueQueries(queries, () => isShown);
});
afterEach(() => {
  for (const stop of stops) stop();
  due.clear();
  queries.unmount();
  queries.clear();
  jest.useRealTimers();
});
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

it('a hundred changes at once are one look', async () => {
  const { asked } = shown(['people', 'list']);
  await pass(10);
  for (let n = 0; n < 100; n += 1) due.add(change(`usr_${n}`), PEOPLE);
  await pass(500);
  expect(asked.times).toBe(2);
  await pass(10_000);
  expect(asked.times).toBe(2);
});

it('a thousand changes over twenty seconds are few looks, the last of them after the last change', async () => {
  let n = 0;
  const seen: unknown[] = [];
  const { asked } = shown(['people', 'list'], {}, () => seen.push(n));
  await pass(10);
  for (n = 1; n <= 1_000; n += 1) {
    due.add(change(`usr_${n}`), PEOPLE);
    await pass(20);
  }
  await pass(5_000);
  expect(asked.times).toBeGreaterThan(4);
  expect(asked.times).toBeLessThan(12);
  expect(seen.length).toBe(asked.times);
  await pass(20_000);
  expect(asked.times).toBe(seen.length);
});

it('what is not on screen is asked for when it is shown, and what nobody sees waits until somebody does', async () => {
  const kept = shown(['people', 'list']);
  await pass(10);
  kept.stop();
  due.add(change(), PEOPLE);
  await pass(5_000);
  expect(kept.asked.times).toBe(1);
  const again = shown(['people', 'list']);
  await pass(10);
  expect(again.asked.times).toBe(1);

  isShown = false;
  // However often something changes meanwhile.
  for (let times = 0; times < 3; times += 1) {
    due.add(change(), PEOPLE);
    await pass(20_000);
  }
  expect(again.asked.times).toBe(1);
  isShown = true;
  due.look();
  await pass(10);
  expect(again.asked.times).toBe(2);
});

it('what others show, what stays as it was shown and what is known already is not asked for', async () => {
  const other = shown(['licenses']);
  const asShown = shown(['people', 'one', 'usr_1', 'beyond'], AS_SHOWN);
  const known = shown(['people', 'one', 'usr_1'], {}, () => ({ id: 'usr_1', version: 7 }));
  await pass(10);
  due.add(change('usr_1', 7), PEOPLE);
  await pass(5_000);
  expect([other, asShown, known].map(({ asked }) => asked.times)).toEqual([1, 1, 1]);
  due.everything();
  await pass(5_000);
  expect([other, asShown, known].map(({ asked }) => asked.times)).toEqual([2, 1, 2]);
});

it('what was being asked for when something changed is asked for once more', async () => {
  let answer: () => void = () => undefined;
  const { asked } = shown(
    ['people', 'list'],
    {},
    () => new Promise((resolve) => (answer = () => resolve({}))),
  );
  await pass(10);
  due.add(change(), PEOPLE);
  await pass(3_000);
  expect(asked.times).toBe(1);
  answer();
  await pass(500);
  expect(asked.times).toBe(2);
  answer();
  await pass(5_000);
  expect(asked.times).toBe(2);
});

it('the log is asked for a moment later than what has changed', async () => {
  const { asked } = shown(['audit', 'list']);
  await pass(10);
  due.add(change(), PEOPLE);
  await pass(900);
  expect(asked.times).toBe(1);
  await pass(700);
  expect(asked.times).toBe(2);
});
