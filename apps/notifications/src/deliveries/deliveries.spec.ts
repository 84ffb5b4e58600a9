import { deliveryFailed, deliverySent, type EventData, type invitationIssued } from '@seatkeeper/contracts';
import { askAgainAt, cancel, deliveryOf, exhaust, isExhausted, note } from './deliveries.js';
import type { StoredDelivery } from './deliveries.schema.js';
import { ATTEMPTS } from './retries.js';

const now = new Date('2026-11-22T06:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const sender = { name: 'Seatkeeper', address: 'no-reply@seatkeeper.example' };
const cause = { id: 'event-1', source: '/seatkeeper/identity' };
const issued: EventData<typeof invitationIssued> = {
  accountId: 'acc_12345678',
  actor: { type: 'user', id: 'usr_admin0001' },
  userId: 'usr_00000ann',
  invitationId: 'inv_12345678',
  sendTo: 'ann@acme.example',
  firstName: 'Ann',
  lastName: 'Ang',
  locale: 'fr-CA',
  accountName: 'Acme',
  accountSlug: 'acme',
  username: 'ann@acme.example',
  timeZone: 'Europe/Paris',
  invitedBy: null,
  expiresAt: '2026-11-29T06:00:00Z',
};
const about = { invitationId: issued.invitationId };
const queued: StoredDelivery = {
  ...deliveryOf({ kind: 'invitation' }, issued, about, cause, sender, now),
  version: 1,
};
const sending: StoredDelivery = {
  ...queued,
  state: 'sending',
  attempts: 1,
  lease: { until: after(5_000), held: true, fence: 2, attempts: 1 },
};
const finished = (['sent', 'failed', 'cancelled'] as const).map((state): StoredDelivery => ({
  ...queued,
  state,
}));
const to = { name: 'Ann Ang', address: 'ann@acme.example' };
const how = { random: () => 0, keptDays: 90 };

describe('a delivery', () => {
  it('is the same whenever it is made from the same event, and another for another one', () => {
    const id = (change: { id?: string; sendTo?: string }) =>
      deliveryOf(
        { kind: 'invitation' },
        { ...issued, ...change },
        about,
        { ...cause, ...change },
        sender,
        after(99),
      )._id;
    expect(id({})).toBe(queued._id);
    expect(id({ id: 'event-2' })).not.toBe(queued._id);
    expect(id({ sendTo: 'bob@acme.example' })).not.toBe(queued._id);
  });

  it('is one for a mailbox, and for each who shares it only where each is told something else', () => {
    const id = (userId: string, isToEach?: true) =>
      deliveryOf({ kind: 'invitation', isToEach }, { ...issued, userId }, about, cause, sender, now)._id;
    expect(id('usr_1')).toBe(id('usr_2'));
    expect(id('usr_1', true)).toBe(id('usr_1', true));
    expect(id('usr_1', true)).not.toBe(id('usr_2', true));
  });

  it('keeps one Message-ID, and neither a secret nor what the event says of address and words', () => {
    expect(queued.messageId).toBe(`<${queued._id}@seatkeeper.example>`);
    expect(JSON.stringify(queued)).not.toMatch(/acme/i);
  });
});

it.each([
  [0, 4_000],
  [10_000, 10_000],
  [3_600_000, 60_000],
])('a delivery of %d ms of age is asked for again %d ms later', (age, pause) => {
  expect(askAgainAt(queued, after(age))).toEqual(after(age + pause));
});

describe('how an attempt ends', () => {
  it('the server took it: sent, with the event', () => {
    const change = note(sending, 2, { kind: 'sent', answer: '250 Ok', reached: true, to }, now, how);
    expect(change?.update).toMatchObject({
      set: { state: 'sent', finishedAt: now, purgeAt: after(90 * 86_400_000), to },
      unset: ['lease'],
    });
    expect(change?.update.push).toEqual({
      answers: { $each: [{ at: now, outcome: 'sent', answer: '250 Ok' }], $slice: -20 },
    });
    expect(change?.events).toEqual([
      expect.objectContaining({ name: deliverySent.name, subject: queued._id }),
    ]);
  });

  it('the server refused it: failed, with the event and the reason', () => {
    const change = note(
      sending,
      2,
      { kind: 'refused', answer: '550 No such user', reached: true, to },
      now,
      how,
    );
    expect(change?.update.set).toMatchObject({ state: 'failed' });
    expect(change?.events[0]).toMatchObject({
      name: deliveryFailed.name,
      data: { reason: '550 No such user' },
    });
  });

  it('the server cannot take it now: queued again, without an event', () => {
    const change = note(sending, 2, { kind: 'later', answer: '451 Busy', reached: true, to }, now, how);
    expect(change?.update).toEqual({
      set: { state: 'queued', lease: { until: after(2_000), held: true, fence: 2, attempts: 1 }, to },
      push: expect.anything(),
    });
    expect(change?.events).toEqual([]);
  });

  it('the server could not take it for the last time: failed', () => {
    const last = { ...sending, attempts: ATTEMPTS };
    const change = note(last, 2, { kind: 'later', answer: '451 Busy', reached: true, to }, now, how);
    expect(change?.events[0]).toMatchObject({ name: deliveryFailed.name, data: { reason: '451 Busy' } });
  });

  it.each([
    ['sent', 'sent'],
    ['refused', null],
    ['later', null],
  ] as const)('%s, but somebody else holds the lease by now', (kind, state) => {
    const change = note(sending, 1, { kind, answer: 'x', reached: true, to }, now, how);
    expect(change?.update.set?.state ?? null).toBe(state);
  });

  it('the server never says: it waits for an hour, then for six, and is failed with the third', () => {
    const silence = { kind: 'unknown', answer: 'Nothing was said.', reached: true, to } as const;
    const following = (times: number) => {
      const answers = Array.from({ length: times }, () => ({
        at: now,
        outcome: 'unknown' as const,
        answer: '',
      }));
      return note({ ...sending, answers }, 2, silence, now, how);
    };
    expect(following(0)?.update.set?.lease?.until).toEqual(after(3_600_000));
    expect(following(1)?.update.set?.lease?.until).toEqual(after(21_600_000));
    expect(following(2)?.update.set?.state).toBe('failed');
  });

  it('the process died every time: failed, with what is known', () => {
    expect(isExhausted({ ...sending, attempts: ATTEMPTS })).toBe(false);
    const dead = { ...sending, attempts: ATTEMPTS + 1 };
    expect(isExhausted(dead)).toBe(true);
    expect(exhaust(dead, now, 90).events[0]?.data).toMatchObject({ reason: 'No attempt came to an end.' });
  });

  it('the invitation is closed: cancelled, and forgotten when its time is over', () => {
    expect(cancel(sending, now, 1).update).toEqual({
      set: { state: 'cancelled', finishedAt: now, purgeAt: after(86_400_000) },
      unset: ['lease'],
    });
  });
});

it.each(finished)('no late answer changes a delivery that is $state', (delivery) => {
  expect(note(delivery, undefined, { kind: 'sent', answer: '250', reached: true, to }, now, how)).toBeNull();
});
