import { deliveryFailed, deliverySent, type EventData, type invitationIssued } from '@seatkeeper/contracts';
import { askAgainAt, begin, cancel, deliveryOf, exhaust, leasedFor, note } from './deliveries.js';
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
  invitedBy: null,
  expiresAt: '2026-11-29T06:00:00Z',
};
const queued: StoredDelivery = { ...deliveryOf(issued, cause, sender, now), version: 1 };
const sending: StoredDelivery = {
  ...queued,
  state: 'sending',
  attempts: 1,
  lease: { id: 'lea_1', until: after(5_000) },
};
const finished = (['sent', 'failed', 'cancelled'] as const).map((state): StoredDelivery => ({
  ...queued,
  state,
}));
const noJitter = () => 0;

describe('a delivery', () => {
  it('is the same whenever it is made from the same event, and another for another one', () => {
    const id = (change: { id?: string; sendTo?: string }) =>
      deliveryOf({ ...issued, ...change }, { ...cause, ...change }, sender, after(99))._id;
    expect(id({})).toBe(queued._id);
    expect(id({ id: 'event-2' })).not.toBe(queued._id);
    expect(id({ sendTo: 'bob@acme.example' })).not.toBe(queued._id);
  });

  it('keeps one Message-ID, and no secret', () => {
    expect(queued.messageId).toBe(`<${queued._id}@seatkeeper.example>`);
    expect(Object.keys(queued.words)).toEqual(['firstName', 'accountName', 'expiresAt']);
  });
});

it.each([
  [0, 4_000],
  [10_000, 10_000],
  [3_600_000, 60_000],
])('a delivery of %d ms of age is asked for again %d ms later', (age, pause) => {
  expect(askAgainAt(queued, after(age))).toEqual(after(age + pause));
});

describe('beginning an attempt', () => {
  it('counts it and keeps others away for some seconds', () => {
    expect(begin(queued, 'lea_1', now)?.update).toEqual({
      set: { state: 'sending', lease: { id: 'lea_1', until: after(5_000) }, dueAt: after(5_000) },
      inc: { attempts: 1 },
    });
  });

  it.each([
    ['just begun by somebody else', sending, now, 5_000],
    ['about to be given up by somebody else', sending, after(4_999), 1],
    ['left by somebody who died', sending, after(5_000), 0],
    ['not begun', queued, now, 0],
  ])('%s', (_case, delivery, moment, wait) => {
    expect(leasedFor(delivery, moment)).toBe(wait);
    expect(begin(delivery, 'lea_2', moment) === null).toBe(wait > 0);
  });
});

describe('how an attempt ends', () => {
  it('the server took it: sent, with the event', () => {
    const change = note(sending, 'lea_1', { kind: 'sent', answer: '250 Ok', reached: true }, now, noJitter);
    expect(change?.update).toMatchObject({
      set: { state: 'sent', finishedAt: now },
      unset: ['lease', 'dueAt'],
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
      'lea_1',
      { kind: 'refused', answer: '550 No such user', reached: true },
      now,
      noJitter,
    );
    expect(change?.update.set).toMatchObject({ state: 'failed' });
    expect(change?.events[0]).toMatchObject({
      name: deliveryFailed.name,
      data: { reason: '550 No such user' },
    });
  });

  it('the server cannot take it now: queued again, without an event', () => {
    const change = note(
      sending,
      'lea_1',
      { kind: 'later', answer: '451 Busy', reached: true },
      now,
      noJitter,
    );
    expect(change?.update).toMatchObject({ set: { state: 'queued', dueAt: after(2_000) }, unset: ['lease'] });
    expect(change?.events).toEqual([]);
  });

  it('the server could not take it for the last time: failed', () => {
    const last = { ...sending, attempts: ATTEMPTS };
    const change = note(last, 'lea_1', { kind: 'later', answer: '451 Busy', reached: true }, now, noJitter);
    expect(change?.events[0]).toMatchObject({ name: deliveryFailed.name, data: { reason: '451 Busy' } });
  });

  it.each([
    ['sent', 'sent'],
    ['refused', null],
    ['later', null],
  ] as const)('%s, but somebody else holds the lease by now', (kind, state) => {
    const change = note(sending, 'lea_0', { kind, answer: 'x', reached: true }, now, noJitter);
    expect(change?.update.set?.state ?? null).toBe(state);
  });

  it('the process died every time: failed, with what is known', () => {
    const dead = { ...sending, attempts: ATTEMPTS };
    expect(exhaust(dead, now)).toBeNull();
    expect(exhaust(dead, after(5_000))?.events[0]?.data).toMatchObject({
      reason: 'No attempt came to an end.',
    });
  });
});

it.each(finished)('nothing changes a delivery that is $state', (delivery) => {
  expect(begin(delivery, 'lea_1', now)).toBeNull();
  expect(cancel(delivery, now)).toBeNull();
  expect(exhaust(delivery, now)).toBeNull();
  expect(note(delivery, undefined, { kind: 'sent', answer: '250', reached: true }, now, noJitter)).toBeNull();
});
