import { Fault } from '@seatkeeper/contracts';
import { type Outcome, settle, troubleOf } from './settlement.js';

const DELAYS = [1_000, 10_000];
const done = (handler: string): Outcome => ({ handler, ended: 'done' });
const failed = (handler: string): Outcome => ({
  handler,
  ended: 'failed',
  code: 'internal-error',
  reason: 'down',
});
const refused = (handler: string): Outcome => ({
  handler,
  ended: 'refused',
  code: 'not-found',
  reason: 'gone',
});

const down = (handler: string): Outcome => ({
  handler,
  ended: 'failed',
  code: 'service-unavailable',
  reason: 'away',
});

describe('settling an event', () => {
  it.each([
    ['all done', [done('a'), done('b')], 0, null, null],
    ['done before, says the inbox', [{ handler: 'a', ended: 'seen' } as const], 0, null, null],
    ['failed for the first time', [failed('a')], 0, [1_000, ['a']], null],
    ['failed for the second time', [failed('a')], 1, [10_000, ['a']], null],
    ['failed after the last delay', [failed('a')], 2, null, ['a']],
    ['refused', [refused('a')], 0, null, ['a']],
    ['one of two failed', [done('a'), failed('b')], 0, [1_000, ['b']], null],
    ['one failed, one refused', [failed('a'), refused('b')], 0, [1_000, ['a']], ['b']],
    ['one failed for good, one refused', [failed('a'), refused('b')], 2, null, ['a', 'b']],
  ] as const)('%s', (_case, outcomes, before, retry, deadLetter) => {
    const settlement = settle(outcomes, { attempts: before, outages: 0 }, DELAYS);
    expect(settlement.retry ? [settlement.retry.delayMs, settlement.retry.handlers] : null).toEqual(retry);
    expect(settlement.deadLetter?.handlers ?? null).toEqual(deadLetter);
    for (const verdict of [settlement.retry, settlement.deadLetter])
      if (verdict) expect(verdict.attempts).toBe(before + 1);
  });

  it.each([
    ['an outage comes', [down('a')], [0, 0], [1_000, ['a'], 0, 1], null],
    ['an outage lasts', [down('a')], [0, 1], [10_000, ['a'], 0, 2], null],
    ['an outage lasts for hours', [down('a')], [0, 400], [10_000, ['a'], 0, 401], null],
    ['an outage comes after the last delay', [down('a')], [2, 0], [1_000, ['a'], 2, 1], null],
    ['one meets an outage, one fails', [down('a'), failed('b')], [1, 0], [10_000, ['a', 'b'], 2, 1], null],
    ['one meets an outage, one is done', [down('a'), done('b')], [0, 0], [1_000, ['a'], 0, 1], null],
    [
      'one meets an outage, one has failed for good',
      [down('a'), failed('b')],
      [2, 0],
      [1_000, ['a'], 2, 1],
      ['b'],
    ],
    ['one meets an outage, one refuses', [down('a'), refused('b')], [0, 3], [10_000, ['a'], 0, 4], ['b']],
  ] as const)(
    'does not count as an attempt that %s',
    (_case, outcomes, [attempts, outages], retry, deadLetter) => {
      const settlement = settle(outcomes, { attempts, outages }, DELAYS);
      const again = settlement.retry;
      expect(again && [again.delayMs, again.handlers, again.attempts, again.outages]).toEqual(retry);
      expect(settlement.deadLetter?.handlers ?? null).toEqual(deadLetter);
    },
  );

  it('names every handler with its reason', () => {
    const before = { attempts: 2, outages: 0 };
    expect(settle([failed('Seats.buy'), refused('Audit.note')], before, DELAYS).deadLetter).toMatchObject({
      code: 'internal-error',
      reason: 'Seats.buy: down | Audit.note: gone',
    });
  });

  it.each([
    ['a refusal', new Fault('unknown-account'), 'refused', 'unknown-account'],
    ['a service that does not answer', new Fault('service-unavailable'), 'failed', 'service-unavailable'],
    ['a defect of another service', new Fault('internal-error'), 'failed', 'internal-error'],
    ['a user somebody else is changing', new Fault('user-busy'), 'failed', 'user-busy'],
    ['any error', new TypeError('x is undefined'), 'failed', 'internal-error'],
    ['what is not even an error', 'oops', 'failed', 'internal-error'],
  ])('takes %s for what it is', (_case, thrown, ended, code) => {
    expect(troubleOf('a', thrown)).toMatchObject({ handler: 'a', ended, code });
  });
});
