import { sampleUser } from '../../testing/sample-user.js';
import { afterRefusal, isDue, isPlannedSo } from '../users/planned-days.js';
import type { StoredArrival, StoredUser } from '../users/users.schema.js';
import { newArrival, refuseArrival, toArrival } from './arrivals.js';

const now = new Date('2027-01-31T23:30:00Z');
const by = { type: 'user' as const, id: 'usr_adaquill' };
const planned: StoredArrival = {
  on: '2027-02-28',
  dueAt: new Date('2027-02-27T23:00:00Z'),
  by,
  plannedAt: now,
};

it('is due when its day begins where the account is', () => {
  const paris = { timeZone: 'Europe/Paris', by, now };
  expect(newArrival('joinsOn', '2027-02-28', paris)).toEqual(planned);
  expect(newArrival('on', '2027-02-28', { ...paris, asManager: true })).toEqual({
    ...planned,
    asManager: true,
  });
});

it.each([
  ['today, where it is tomorrow already', 'joinsOn', '2027-02-01', /after today; .* invited at once/],
  ['yesterday', 'on', '2027-01-30', /after today/],
  ['too far away', 'on', '2032-02-06', /At most 1830 days/],
])('is refused for %s, by the field that named the day', (_case, path, on, message) => {
  expect(() => newArrival(path, on, { timeZone: 'Europe/Paris', by, now })).toThrow(
    expect.objectContaining({
      code: 'validation-failed',
      errors: [{ path, message: expect.stringMatching(message) }],
    }),
  );
});

const neverHere = (given: Partial<StoredUser> = {}): StoredUser => {
  const { userCode: _none, ...user } = sampleUser({ status: 'deactivated', ...given });
  return user;
};

it.each<[string, StoredUser, boolean]>([
  ['who is deactivated and never held a seat', neverHere(), true],
  ['who is planned already', neverHere({ arrival: planned }), true],
  ['who has left', { ...neverHere(), userCode: 'LOS' }, false],
  ['who waits', neverHere({ status: 'waiting' }), false],
  ['who is invited', neverHere({ status: 'invited' }), false],
  ['a machine', neverHere({ type: 'service' }), false],
])('can be planned for %s: %s', (_case, user, can) => {
  expect(refuseArrival(user)?.code ?? null).toBe(can ? null : 'wrong-status');
});

it.each<[string, Partial<StoredArrival>, boolean]>([
  ['the same, later', { plannedAt: new Date(0) }, true],
  [
    'the same after a refusal',
    { refusal: { code: 'forbidden', detail: 'No', at: now }, dueAt: new Date(0) },
    true,
  ],
  ['another day', { on: '2027-03-01' }, false],
  ['in the name of somebody else', { by: { type: 'user', id: 'usr_other' } }, false],
  ['as a manager', { asManager: true }, false],
  ['by the clock of another time zone', { dueAt: new Date('2027-02-28T00:00:00Z') }, false],
])('is what is planned already, or is not: %s', (_case, change, same) => {
  expect(isPlannedSo({ ...planned, ...change }, planned)).toBe(same);
});

it.each<[string, Partial<StoredArrival> | undefined, boolean]>([
  ['its day has come', { dueAt: now }, true],
  ['its day has not come', { dueAt: new Date(now.getTime() + 1) }, false],
  ['another one took its place', { dueAt: now, plannedAt: new Date(0) }, false],
  ['it was called off', undefined, false],
])('is due or not: %s', (_case, stored, due) => {
  const user = neverHere(stored && { arrival: { ...planned, ...stored } });
  expect(isDue(user.arrival, planned, now)).toBe(due);
});

it('is tried again a day after it was refused, and says why', () => {
  const refused = afterRefusal(planned, { code: 'forbidden', detail: 'Lost it' }, now);
  expect(refused).toEqual({
    ...planned,
    dueAt: new Date('2027-02-01T23:30:00Z'),
    refusal: { code: 'forbidden', detail: 'Lost it', at: now },
  });
  expect(toArrival(neverHere({ arrival: refused }))).toMatchObject({
    on: '2027-02-28',
    products: ['core'],
    refusal: { code: 'forbidden', at: now.toISOString() },
  });
  expect(toArrival(neverHere())).toBeNull();
});
