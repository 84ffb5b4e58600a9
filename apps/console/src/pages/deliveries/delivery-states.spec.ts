import { isMoving, readStates } from './delivery-states.js';

const now = Date.parse('2026-11-29T09:00:00Z');

it.each([
  ['one that is being sent', { state: 'sending', nextAttemptAt: null }, true],
  ['one whose turn comes soon', { state: 'queued', nextAttemptAt: '2026-11-29T09:00:05Z' }, true],
  ['one that is tried again in hours', { state: 'queued', nextAttemptAt: '2026-11-29T14:00:00Z' }, false],
  ['one that has arrived', { state: 'sent', nextAttemptAt: null }, false],
] as const)('%s may be another in a moment, or not', (_what, delivery, is) => {
  expect(isMoving(delivery, now)).toBe(is);
});

it.each([
  ['failed,sent', 'failed,sent'],
  ['failed,lost', 'failed'],
  [undefined, ''],
  [7, ''],
])('of %j the address means %j', (said, read) => {
  expect(readStates(said)).toBe(read);
});
