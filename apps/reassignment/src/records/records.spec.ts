import { userActor } from '@seatkeeper/contracts';
import { changeTo, movesOf, newRecord, refusalsOf, toRecord, type WantedRecord } from './records.js';

const ann = 'usr_annannann';
const bob = 'usr_bobbobbob';
const then = new Date('2026-01-01T08:00:00Z');
const now = new Date('2026-02-01T08:00:00Z');

const wanted = (given: Partial<WantedRecord> = {}): WantedRecord => ({
  type: 'matter',
  externalId: 'MAT-1',
  title: 'Lumen lease',
  ownerId: ann,
  tags: ['urgent', '2026'],
  closed: false,
  ...given,
});
const stored = (given: Partial<WantedRecord> = {}) => ({
  ...newRecord('acc_harbourlane', wanted(given), then),
  version: 1,
});

describe('A record that is registered again', () => {
  it.each<[string, Partial<WantedRecord>, string[] | null]>([
    ['as it is', {}, null],
    ['as it is, with a tag twice', { tags: ['urgent', '2026', 'urgent'] }, null],
    ['with another title', { title: 'Lumen lease 2' }, ['title', 'terms']],
    ['with its tags in another order', { tags: ['2026', 'urgent'] }, ['tags']],
    ['without tags', { tags: [] }, ['tags']],
    ['closed', { closed: true }, ['closed']],
    ['with another owner', { ownerId: bob }, ['ownerId']],
  ])('%s', (_case, given, expected) => {
    const before = stored();
    const change = changeTo(before, wanted(given), userActor(bob), now);
    const set = Object.entries(change?.set ?? {});
    const changed = set.filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(before, field)),
    );
    expect(change && changed.map(([field]) => field).sort()).toEqual(
      expected && [...expected, 'updatedAt'].sort(),
    );
  });

  it.each<[string, number | undefined, number | undefined, 'changes' | 'stays']>([
    ['without versions', undefined, undefined, 'changes'],
    ['without a version, after one that has one', 5, undefined, 'changes'],
    ['with a first version', undefined, 5, 'changes'],
    ['with a newer version', 5, 6, 'changes'],
    ['with the same version, as after a repetition', 5, 5, 'stays'],
    ['with an older version, as after a detour', 5, 4, 'stays'],
  ])('%s: %s, then %s: it %s', (_case, known, next, outcome) => {
    const given = wanted({ title: 'Lumen lease 2', ownerId: bob, sourceVersion: next });
    const before = stored({ sourceVersion: known });
    const change = changeTo(before, given, userActor(bob), now);
    expect(change === null ? 'stays' : 'changes').toBe(outcome);
    const departed = [{ field: 'owner', error: { path: 'ownerId', message: 'has left' } }];
    expect(refusalsOf(before, given, departed)).toHaveLength(outcome === 'changes' ? 1 : 0);
    expect(change?.set?.sourceVersion ?? known).toBe(outcome === 'changes' ? (next ?? known) : known);
  });

  it('as it is, in a newer version, remembers the version', () => {
    const change = changeTo(stored({ sourceVersion: 1 }), wanted({ sourceVersion: 2 }), userActor(ann), now);
    expect(change).toMatchObject({ set: { sourceVersion: 2 } });
    expect(change).not.toHaveProperty('push');
  });

  it('gets one link in the chain of its owners when the owner changes, and none otherwise', () => {
    expect(changeTo(stored(), wanted({ ownerId: bob }), userActor(ann), now)?.push).toEqual({
      owners: { $each: [{ from: ann, to: bob, at: now, by: { type: 'user', id: ann } }] },
      unlisted: { $each: [{ from: ann, to: bob, at: now, by: { type: 'user', id: ann }, key: '1' }] },
    });
    expect(changeTo(stored(), wanted({ closed: true }), userActor(ann), now)).not.toHaveProperty('push');
  });
});

describe('Who may write records and not move them', () => {
  const before = stored({ fields: { approver: ann } });

  it.each<[string, Partial<WantedRecord>, string[]]>([
    ['may change all but those whom it names', { title: 'Lumen lease 2', closed: true, tags: [] }, []],
    ['may name them once more', { fields: { approver: ann } }, []],
    ['may fill a field that names nobody', { fields: { assignee: bob } }, []],
    ['keeps its owner', { ownerId: bob }, ['ownerId']],
    ['keeps whom another field names', { fields: { approver: bob } }, ['fields.approver']],
    ['clears no field', { fields: { approver: null } }, ['fields.approver']],
    ['is told of all at once', { ownerId: bob, fields: { approver: bob } }, ['ownerId', 'fields.approver']],
  ])('%s', (_case, given, paths) => {
    expect(movesOf(before, wanted(given)).map(({ path }) => path)).toEqual(paths);
  });

  it('may register one for anybody, and repeat an old word of its source', () => {
    expect(movesOf(null, wanted({ ownerId: bob, fields: { approver: bob } }))).toEqual([]);
    expect(movesOf(stored({ sourceVersion: 5 }), wanted({ ownerId: bob, sourceVersion: 4 }))).toEqual([]);
  });
});

describe('A record as others see it', () => {
  it('shows neither its id nor what it is searched by', () => {
    expect(toRecord(stored())).toEqual({
      type: 'matter',
      externalId: 'MAT-1',
      title: 'Lumen lease',
      ownerId: ann,
      fields: {},
      tags: ['urgent', '2026'],
      closed: false,
      createdAt: '2026-01-01T08:00:00.000Z',
      updatedAt: '2026-01-01T08:00:00.000Z',
      version: 1,
    });
  });
});
