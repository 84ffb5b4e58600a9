import { seatClaimed, seatFreed, seatSwapped } from '@seatkeeper/contracts';
import { stored } from '@seatkeeper/mongo';
import { free, hold, isSiblings, licenseOf, noFreeSeat, RING, seatsOf, swap, toSeat } from './seats.js';
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
  const swapped = { holder: bob, since: now };
  it.each([
    [
      'held → free',
      free(anns, ann, by, now),
      { set: { state: 'free' }, unset: ['holder', 'since', 'bundle'] },
      seatFreed,
    ],
    ['from one to another', swap(anns, ann, bob, by, now), { set: swapped }, seatSwapped],
  ])('%s, with the event that says so', (_case, change, update, contract) => {
    expect(change?.update).toEqual(update);
    expect(change?.events).toEqual([expect.objectContaining({ name: contract.name, subject: anns._id })]);
  });

  it.each([
    ['freed for somebody who does not hold it', free(anns, bob, by, now)],
    ['freed when it is free', free(freeSeat, ann, by, now)],
    ['swapped by somebody who does not hold it', swap(anns, bob, ann, by, now)],
  ])('is not %s', (_case, change) => {
    expect(change).toBeNull();
  });

  it('free → held, whichever it is, with the event that says so of it', () => {
    const claim = { accountId: purchase.accountId, userId: ann, by, product: 'core' };
    const { change, events } = hold(claim, now);
    expect(change).toEqual({ set: { state: 'held', holder: ann, since: now }, unset: ['bundle'] });
    expect(events).toMatchObject([
      { name: seatClaimed.name, data: { userId: ann, seatId: stored('seatId') } },
    ]);
    expect(hold({ ...claim, bundle: 'contract+core' }, now).change).toMatchObject({
      set: { bundle: 'contract+core' },
    });
  });

  it.each([
    ['just now, by the same claim', 'contract+core', 0, 'contract+core', true],
    ['a minute ago, by the same claim', 'contract+core', 60_000, 'contract+core', false],
    ['just now, by a claim for more', 'contract+core+tax', 0, 'contract+core', false],
    ['just now, by a claim for it alone', undefined, 0, 'contract+core', false],
    ['just now, and is claimed alone', undefined, 0, undefined, false],
  ])('taken %s, is shared with it or not', (_case, bundle, agoMs, claimed, shared) => {
    const seat = { ...anns, bundle, since: new Date(now.getTime() - agoMs) };
    expect(isSiblings(seat, claimed, now)).toBe(shared);
  });

  it('tells a swap with both users', () => {
    const [event] = swap(anns, ann, bob, by, now)?.events ?? [];
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
  expect(() => toSeat(freeSeat)).toThrow('is not held');
});
