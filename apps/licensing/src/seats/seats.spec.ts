import { seatClaimed, seatFreed, seatResumed, seatSuspended, seatSwapped } from '@seatkeeper/contracts';
import { stored } from '@seatkeeper/mongo';
import { free, hold, licenseOf, noFreeSeat, resume, RING, seatsOf, suspend, swap, toSeat } from './seats.js';
import type { StoredSeat } from './seats.schema.js';

const now = new Date('2026-11-22T06:00:00Z');
const by = { type: 'user' as const, id: 'usr_admin0001' };
const ann = 'usr_00000ann';
const bob = 'usr_00000bob';
const purchase = { accountId: 'acc_12345678', purchaseId: 'inv/8841', product: 'core' };
const [first] = seatsOf(purchase, 1, 2);
const freeSeat: StoredSeat = { ...first!, version: 1 };
const anns: StoredSeat = { ...freeSeat, state: 'held', holder: ann, since: now };

describe('the seats of a purchase', () => {
  it('are named for it and numbered', () => {
    expect(seatsOf(purchase, 1, 4).map(({ _id, seatId }) => [_id, seatId])).toEqual([
      ['acc_12345678/inv/8841:1', 'inv/8841:1'],
      ['acc_12345678/inv/8841:2', 'inv/8841:2'],
      ['acc_12345678/inv/8841:3', 'inv/8841:3'],
    ]);
  });

  it('are the same when they are made again, in other chunks', () => {
    expect([...seatsOf(purchase, 1, 3), ...seatsOf(purchase, 3, 6)]).toEqual(seatsOf(purchase, 1, 6));
  });

  it('lie spread over the ring that claims search', () => {
    const quarters = new Set(seatsOf(purchase, 1, 101).map(({ place }) => Math.floor(place / (RING / 4))));
    expect([...quarters].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe('a seat changes hands', () => {
  const command = { accountId: purchase.accountId, by };
  const freeing = (userId: string, fence?: number) => ({ ...command, userId, fence });
  const swapping = (userId: string, to: string, fence?: number, toFence?: number) => ({
    ...freeing(userId, fence),
    to,
    toFence,
  });
  const byTwo = { ...anns, fence: 2, takenBy: 1 };

  it.each([
    [
      'held → free',
      free(byTwo, freeing(ann, 2), now),
      { set: { state: 'free' }, unset: ['holder', 'since', 'fence', 'takenBy'] },
      seatFreed,
    ],
    [
      'from one to another',
      swap(byTwo, swapping(ann, bob, 3, 9), now),
      { set: { holder: bob, since: now, fence: 9, takenBy: 9 }, unset: [] },
      seatSwapped,
    ],
    [
      'from one to another, by who gives no fence',
      swap(byTwo, swapping(ann, bob), now),
      { set: { holder: bob, since: now }, unset: ['fence', 'takenBy'] },
      seatSwapped,
    ],
  ])('%s, with the event that says so', (_case, change, update, contract) => {
    expect(change?.update).toEqual(update);
    expect(change?.events).toEqual([expect.objectContaining({ name: contract.name, subject: anns._id })]);
  });

  it.each([
    ['freed for somebody who does not hold it', free(anns, freeing(bob), now)],
    ['freed when it is free', free(freeSeat, freeing(ann), now)],
    ['freed by an older command than the one it is held by', free(byTwo, freeing(ann, 1), now)],
    ['swapped by somebody who does not hold it', swap(anns, swapping(bob, ann), now)],
    ['swapped by an older command than the one it is held by', swap(byTwo, swapping(ann, bob, 1, 9), now)],
  ])('is not %s', (_case, change) => {
    expect(change).toBeNull();
  });

  it('free → held, whichever it is, with the event that says so of it', () => {
    const { change, events } = hold({ ...freeing(ann, 7), product: 'core' }, now);
    expect(change).toEqual({ set: { state: 'held', holder: ann, since: now, fence: 7, takenBy: 7 } });
    expect(events).toMatchObject([
      { name: seatClaimed.name, data: { userId: ann, seatId: stored('seatId') } },
    ]);
  });

  describe('of which the holder is kept out', () => {
    const out: StoredSeat = { ...anns, suspendedSince: now };
    const said = (change: ReturnType<typeof free>) =>
      change?.events.map(({ name, data }) => `${name} ${String((data as { userId: string }).userId)}`);

    it('keeps the holder, who is told of once', () => {
      const change = suspend(anns, by, now);
      expect(change?.update).toEqual({ set: { suspendedSince: now } });
      expect(said(change)).toEqual([`${seatSuspended.name} ${ann}`]);
      expect(suspend(out, by, now)).toBeNull();
      expect(suspend(freeSeat, by, now)).toBeNull();
    });

    it('lets the holder in again, once', () => {
      const change = resume(out, by, now);
      expect(change?.update).toEqual({ unset: ['suspendedSince'] });
      expect(said(change)).toEqual([`${seatResumed.name} ${ann}`]);
      expect(resume(anns, by, now)).toBeNull();
    });

    it.each([
      [
        'given back',
        free(out, freeing(ann), now),
        [`${seatFreed.name} ${ann}`, `${seatResumed.name} ${ann}`],
      ],
      [
        'handed over',
        swap(out, swapping(ann, bob), now),
        [`${seatSwapped.name} ${bob}`, `${seatResumed.name} ${ann}`],
      ],
    ])('keeps nobody out any more once it is %s', (_case, change, expected) => {
      expect(change?.update.unset).toContain('suspendedSince');
      expect(said(change)).toEqual(expected);
    });
  });

  it('tells a swap with both users', () => {
    const [event] = swap(anns, swapping(ann, bob), now)?.events ?? [];
    expect(event?.data).toMatchObject({ userId: bob, previousUserId: ann, seatId: 'inv/8841:1' });
  });
});

describe('a refusal names the numbers', () => {
  it.each([
    [10, 10, '10 of 10 purchased seats of core are in use.'],
    [1, 1, '1 of 1 purchased seat of core is in use.'],
    [0, 0, 'No seat of core has been purchased.'],
    [
      4,
      6,
      '6 seats of core are in use, though only 4 are left since they were reduced. A seat is free once more than 2 are given back or bought.',
    ],
  ])('purchased %d, used %d', (purchased, used, detail) => {
    const refusal = noFreeSeat('core', { purchased, used });
    expect(refusal).toMatchObject({
      code: 'no-free-seat',
      detail,
      members: { product: 'core', purchased, used },
    });
  });
});

it.each([
  [
    'seats',
    { purchased: 10, used: 7 },
    { product: 'core', plan: 'standard', purchased: 10, used: 7, free: 3, overAllocated: 0, scheduled: [] },
  ],
  [
    'fewer seats than are used',
    { purchased: 4, used: 6 },
    { product: 'core', plan: 'standard', purchased: 4, used: 6, free: 0, overAllocated: 2, scheduled: [] },
  ],
  ['no seat', { purchased: 0, used: 0 }, null],
])('the licence of a product with %s', (_case, counts, license) => {
  expect(licenseOf('core', 'standard', counts)).toEqual(license);
});

it('shows a held seat, and never a free one', () => {
  expect(toSeat(anns)).toEqual({ id: 'inv/8841:1', product: 'core', userId: ann, since: now.toISOString() });
  expect(toSeat({ ...anns, suspendedSince: now })).toHaveProperty('suspendedSince', now.toISOString());
  expect(() => toSeat(freeSeat)).toThrow('is not held');
});
