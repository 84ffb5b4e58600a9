import { sampleUser } from '../../testing/sample-user.js';
import { afterRefusal, beginningOf, isDue, isPlannedSo } from '../users/planned-days.js';
import type { StoredDeparture } from '../users/users.schema.js';
import { changesOf, LEAVING, meantBy, toDeparture } from './planned-departures.js';

const now = new Date('2027-01-31T23:30:00Z');
const by = { type: 'user' as const, id: 'usr_adaquill' };
const planned: StoredDeparture = {
  on: '2027-02-28',
  dueAt: new Date('2027-02-28T00:00:00Z'),
  reason: 'Retires',
  reassign: { reassignmentId: 'rea_1', plan: { to: 'usr_mei' } },
  by,
  plannedAt: now,
};

describe('the beginning of a day', () => {
  it.each([
    ['in UTC', '2027-02-28', 'UTC', '2027-02-28T00:00:00.000Z'],
    ['in Paris', '2027-02-28', 'Europe/Paris', '2027-02-27T23:00:00.000Z'],
    ['tomorrow', '2027-02-01', 'UTC', '2027-02-01T00:00:00.000Z'],
    ['tomorrow, where that is today in UTC', '2027-02-02', 'Europe/Paris', '2027-02-01T23:00:00.000Z'],
    ['that has no midnight', '2027-03-28', 'America/Asuncion', '2027-03-28T03:00:00.000Z'],
  ])('%s', (_case, on, zone, begins) => {
    expect(beginningOf(on, zone, now, LEAVING).toISOString()).toBe(begins);
  });

  it.each([
    ['today', '2027-01-31', 'UTC', /after today/],
    ['today, where it is tomorrow already', '2027-02-01', 'Europe/Paris', /after today/],
    ['yesterday', '2027-01-30', 'UTC', /after today/],
    ['too far away', '2032-02-05', 'UTC', /At most 1830 days/],
  ])('is refused for %s', (_case, on, zone, message) => {
    expect(() => beginningOf(on, zone, now, LEAVING)).toThrow(
      expect.objectContaining({
        code: 'validation-failed',
        errors: [{ path: 'on', message: expect.stringMatching(message) }],
      }),
    );
  });
});

it.each<[string, Partial<StoredDeparture>, boolean]>([
  [
    'the same, later, with another id for the run',
    { plannedAt: new Date(0), reassign: { reassignmentId: 'rea_2', plan: { to: 'usr_mei' } } },
    true,
  ],
  [
    'the same after a refusal',
    { refusal: { code: 'forbidden', detail: 'No', at: now }, dueAt: new Date(0) },
    true,
  ],
  ['another day', { on: '2027-03-01' }, false],
  ['another reason', { reason: 'Resigns' }, false],
  ['another target', { reassign: { reassignmentId: 'rea_1', plan: { to: 'usr_ben' } } }, false],
  ['in the name of somebody else', { by: { type: 'user', id: 'usr_other' } }, false],
  ['as a manager', { asManager: true }, false],
  ['by the clock of another time zone', { dueAt: new Date('2027-02-27T23:00:00Z') }, false],
])('a plan is what is planned already, or is not: %s', (_case, change, same) => {
  expect(isPlannedSo({ ...planned, ...change }, planned, meantBy)).toBe(same);
});

it.each<[string, Partial<StoredDeparture> | undefined, boolean]>([
  ['its day has come', { dueAt: now }, true],
  ['its day has not come', { dueAt: new Date(now.getTime() + 1) }, false],
  ['another one took its place', { dueAt: now, plannedAt: new Date(0) }, false],
  ['it was taken back', undefined, false],
])('a plan is due or not: %s', (_case, stored, due) => {
  const user = sampleUser(stored && { departure: { ...planned, ...stored } });
  expect(isDue(user.departure, planned, now)).toBe(due);
});

it('is tried again a day after it was refused, and says why', () => {
  const refused = afterRefusal(planned, { code: 'forbidden', detail: 'Lost it' }, now);
  expect(refused).toEqual({
    ...planned,
    dueAt: new Date('2027-02-01T23:30:00Z'),
    refusal: { code: 'forbidden', detail: 'Lost it', at: now },
  });
  expect(toDeparture(sampleUser({ departure: refused }))).toMatchObject({
    on: '2027-02-28',
    reassign: { to: 'usr_mei' },
    refusal: { code: 'forbidden', at: now.toISOString() },
  });
});

it('tells of a change what it changed', () => {
  expect(changesOf(undefined, planned)).toEqual([
    { field: 'on', before: null, after: '2027-02-28' },
    { field: 'reason', before: null, after: 'Retires' },
    { field: 'reassign', before: null, after: { to: 'usr_mei' } },
  ]);
  expect(changesOf(planned, { ...planned, on: '2027-03-31' })).toEqual([
    { field: 'on', before: '2027-02-28', after: '2027-03-31' },
  ]);
  expect(toDeparture(sampleUser())).toBeNull();
});
