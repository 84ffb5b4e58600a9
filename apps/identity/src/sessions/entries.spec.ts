import { entriesWith } from './entries.js';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const lyon = 'acc_lyon00000';
const quay = 'acc_quay00000';

describe('the affiliates that were entered by a session', () => {
  it.each([
    ['the first one', undefined, [[lyon, now]]],
    [
      'another one',
      [[quay, ago(10)]],
      [
        [quay, ago(10)],
        [lyon, now],
      ],
    ],
    ['the same a while later', [[lyon, ago(60)]], [[lyon, now]]],
    ['the same at once', [[lyon, ago(59)]], null],
    ['others are forgotten in time', [[quay, ago(61)]], [[lyon, now]]],
  ] as [string, [string, Date][] | undefined, [string, Date][] | null][])('%s', (_case, before, after) => {
    const entries = before?.map(([accountId, at]) => ({ accountId, at }));
    const kept = entriesWith({ entries }, lyon, now);
    expect(kept?.map(({ accountId, at }) => [accountId, at]) ?? null).toEqual(after);
  });
});
