import { systemActor, userActor } from '@seatkeeper/contracts';
import { movedTo, orderedBy, receiversOf } from './hand-overs.js';

const at = '2026-11-22T12:00:00Z';
const fields = [
  { key: 'owner', label: 'Owner' },
  { key: 'second', label: 'Second owner' },
];
const types = [{ type: 'matter', fields, createdAt: at, updatedAt: at, version: 1 }];
const row = (type: string, to: string, count: number, field?: string) => ({
  type,
  to,
  count,
  ...(field !== undefined && { field }),
});
const run = {
  progress: {
    total: 21,
    done: 21,
    byType: [
      row('matter', 'usr_mei', 7),
      row('matter', 'usr_nora', 8),
      row('event', 'usr_nora', 0),
      row('matter', 'usr_mei', 2, 'second'),
      row('event', 'usr_mei', 3, 'keeper'),
      row('event', 'usr_olga', 0),
    ],
  },
};

it('who got nothing is no receiver, and nobody is one twice', () => {
  expect(receiversOf(run)).toEqual(['usr_mei', 'usr_nora']);
});

describe('what a mail tells to have moved', () => {
  it('is to who received it theirs alone, with fields as their type calls them, and by their key where it does not', () => {
    expect(movedTo(run, 'usr_mei', types)).toEqual([
      { type: 'matter', count: 7 },
      { type: 'matter', field: 'Second owner', count: 2 },
      { type: 'event', field: 'keeper', count: 3 },
    ]);
    expect(movedTo(run, 'usr_olga', types)).toEqual([]);
  });

  it('is to who ordered it the sum of all, and nothing of which there was none', () => {
    expect(movedTo(run, undefined, types)).toEqual([
      { type: 'matter', count: 15 },
      { type: 'matter', field: 'Second owner', count: 2 },
      { type: 'event', field: 'keeper', count: 3 },
    ]);
  });
});

it.each([
  ['somebody of the account', userActor('usr_ada'), 'usr_ada'],
  ['somebody by a key of theirs', userActor('usr_ada', 'key_1'), 'usr_ada'],
  ['somebody of an account above', userActor('usr_ada', undefined, 'acc_above'), null],
  ['a part of the product', systemActor('departures'), null],
])('a run that was ordered by %s', (_case, by, id) => {
  expect(orderedBy(by, 'acc_firm')).toBe(id);
});
