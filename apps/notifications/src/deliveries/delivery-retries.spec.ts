import { deliveryRetried, userActor } from '@seatkeeper/contracts';
import { isExhausted, note } from './deliveries.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { refuseRetry, retried } from './delivery-retries.js';
import { ATTEMPTS } from './retries.js';

const now = new Date('2026-11-22T06:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const unknown = { at: ago(60_000), outcome: 'unknown' as const, answer: 'Nothing was said.' };
const failed: StoredDelivery = {
  _id: 'dlv_12345678',
  accountId: 'acc_12345678',
  version: 9,
  kind: 'invitation',
  userId: 'usr_00000ann',
  invitationId: 'inv_12345678',
  actor: userActor('usr_admin0001'),
  messageId: '<dlv_12345678@seatkeeper.example>',
  state: 'failed',
  attempts: ATTEMPTS,
  answers: [unknown, unknown, unknown],
  createdAt: ago(90_000_000),
  finishedAt: ago(60_000),
  purgeAt: now,
};
const by = userActor('usr_0000ben0');
const { update, events } = retried(failed, { by, commandId: 'cmd_12345678' }, now);

it.each([
  ['failed', null],
  ['bounced', null],
  ['suppressed', null],
  ['queued', 'wrong-delivery-state'],
  ['sending', 'wrong-delivery-state'],
  ['sent', 'wrong-delivery-state'],
  ['cancelled', 'nothing-to-send'],
] as const)('whether one that is %s may be sent once more is answered: %s', (state, code) => {
  expect(refuseRetry({ ...failed, state }, 'It is over.')?.code ?? null).toBe(code);
});

it('it is due again, is not forgotten meanwhile, and says who wanted it', () => {
  expect(update.set).toMatchObject({ state: 'queued', commands: [{ id: 'cmd_12345678' }] });
  expect(update.unset).toEqual(['finishedAt', 'purgeAt', 'suppressed', 'report', 'ownServer']);
  expect(update.set).not.toHaveProperty('messageId');
  expect(events).toEqual([
    expect.objectContaining({ name: deliveryRetried.name, data: expect.objectContaining({ actor: by }) }),
  ]);
});

it('has as many attempts as at first, and as much patience with a silent server', () => {
  const lease = { until: now, held: true, fence: 11, attempts: 1 };
  const sending: StoredDelivery = {
    ...failed,
    ...update.set,
    attempts: ATTEMPTS + 1,
    state: 'sending',
    lease,
  };
  expect(isExhausted(sending)).toBe(false);
  expect(isExhausted({ ...sending, attempts: 2 * ATTEMPTS + 1 })).toBe(true);
  const to = { name: 'Ann Ang', address: 'ann@acme.example' };
  const outcome = (kind: 'later' | 'unknown') => ({ kind, answer: 'x', reached: true, to });
  for (const kind of ['later', 'unknown'] as const)
    expect(note(sending, 11, outcome(kind), now, { random: () => 0, keptDays: 90 })?.update.set?.state).toBe(
      'queued',
    );
});
