import { bulkFilterOf, filterOf, orderOf, readPeopleSearch, sortFrom } from './people-search.js';

describe('an address', () => {
  it.each([
    ['says nothing', {}, {}],
    [
      'holds filters, a search and an order',
      { q: 'ob', status: 'active,banned', sort: '-lastActiveAt' },
      null,
    ],
    ['asks for numbers', { q: 1207 }, { q: '1207' }],
    ['asks for statuses that there are not', { status: 'gone,active' }, { status: 'active' }],
    ['asks for no status that there is', { status: 'gone' }, {}],
    ['sorts by what cannot be sorted by', { sort: 'password' }, {}],
    ['holds what nobody knows', { role: 'admin', page: 3 }, {}],
    ['holds other things than text', { q: ['a'], status: { a: 1 }, person: null }, {}],
    ['holds blanks', { q: '  ', office: '' }, {}],
    ['is a novel', { q: 'x'.repeat(201) }, {}],
  ])('that %s', (_what, search, read) => {
    expect(readPeopleSearch(search)).toEqual(read ?? search);
  });
});

it('who is looked at, and the order, say nothing about whom the list shows', () => {
  expect(filterOf({ q: 'ob', sort: 'status', person: 'usr_1' })).toEqual({ q: 'ob' });
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
