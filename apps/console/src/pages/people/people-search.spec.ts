import { bulkFilterOf, filterOf, isTooMany, orderOf, readPeopleSearch, sortFrom } from './people-search.js';

const groups = (count: number) => Array.from({ length: count }, (_, n) => `grp_${n}${'0'.repeat(31)}`);

describe('an address', () => {
  it.each([
    ['says nothing', {}, {}],
    [
      'holds filters, a search and an order',
      { q: 'ob', status: 'active,banned', sort: '-lastActiveAt' },
      null,
    ],
    ['asks for numbers', { q: 1207 }, { q: '1207' }],
    ['asks for statuses that there are not, which the API refuses', { status: 'gone,active' }, null],
    ['asks for no status that there is', { status: 'gone' }, null],
    ['sorts by what cannot be sorted by', { sort: 'password' }, {}],
    ['holds what nobody knows', { role: 'admin', page: 3 }, {}],
    ['holds other things than text', { q: ['a'], status: { a: 1 }, person: null }, {}],
    ['wants the people of affiliates, too', { affiliates: true }, null],
    ['does not want them', { affiliates: false }, {}],
    ['holds blanks', { q: '  ', office: '' }, {}],
    ['is a novel, which the API refuses', { q: 'x'.repeat(201) }, null],
    ['holds more groups than the API takes', { group: groups(7).join(',') }, null],
  ])('that %s', (_what, search, read) => {
    expect(readPeopleSearch(search)).toEqual(read ?? search);
  });
});

it('as many groups can be chosen as the API takes, and of too many some can be taken away', () => {
  expect(groups(5).join(',').length).toBeLessThan(200);
  expect(isTooMany(groups(5), groups(4))).toBe(false);
  expect(isTooMany(groups(6), groups(5))).toBe(true);
  expect(isTooMany(groups(7), groups(8))).toBe(false);
});

it('what the API refuses never means everybody', () => {
  expect(bulkFilterOf(readPeopleSearch({ status: 'gone' }))).toEqual({ status: 'gone' });
  const search = readPeopleSearch({ group: groups(7).join(',') });
  expect(bulkFilterOf(search)).toEqual({ group: groups(7).join(',') });
});

it('who is looked at, and the order, say nothing about whom the list shows', () => {
  expect(filterOf({ q: 'ob', sort: 'status', person: 'usr_1', affiliates: true })).toEqual({ q: 'ob' });
});

it('all that match nothing in particular are people of every type', () => {
  expect(bulkFilterOf({ sort: 'status' })).toEqual({ type: 'standard,service' });
  expect(bulkFilterOf({ status: 'invited' })).toEqual({ status: 'invited' });
});

it.each(['lastName', '-lastName', 'createdAt', '-lastActiveAt'])(
  'the order %s is read as it was written',
  (sort) => {
    const { column, direction } = orderOf({ sort });
    expect(sortFrom(column, direction) ?? 'lastName').toBe(sort);
  },
);
