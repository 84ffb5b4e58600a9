import { readPeopleSearch } from '../people-search.js';
import { countMissing, searchOf, shownIn, type View, viewAt } from './saved-views.js';

const view = (given: Partial<View>): View => ({
  ...{ id: 'viw_1', name: 'Idle', shared: false, filter: {}, sort: null, columns: null, missing: [] },
  ...{ createdAt: '', updatedAt: '', version: 1 },
  ...given,
});

describe('a view', () => {
  it.each<[string, Partial<View>, Record<string, unknown>]>([
    ['of everybody is the bare address', {}, {}],
    ['in the usual order says none', { sort: 'lastName' }, {}],
    [
      'says filters, order and columns',
      { filter: { status: 'active', idleDays: '60' }, sort: '-lastActiveAt', columns: ['lastName', 'title'] },
      { status: 'active', idleDays: '60', sort: '-lastActiveAt', columns: 'lastName,title' },
    ],
  ])('%s', (_what, given, search) => {
    expect(searchOf(view(given))).toEqual(search);
    expect(readPeopleSearch(search)).toEqual(search);
  });

  it('whose custom field is gone still says whom it asked for, and neither the order nor the column', () => {
    const gone = view({
      filter: { q: 'ob', custom: { 'hours.from': '9' } },
      sort: '-custom.hours',
      columns: ['lastName', 'custom.hours', 'custom.bar'],
      missing: [{ filter: 'custom', value: 'hours' }],
    });
    expect(searchOf(gone)).toEqual({ q: 'ob', 'custom.hours.from': '9', columns: 'lastName,custom.bar' });
    expect(searchOf({ ...gone, missing: [] })).toMatchObject({ sort: '-custom.hours' });
  });

  it('keeps whom an address shows, and not who is looked at', () => {
    expect(
      shownIn({ group: 'none', sort: '-status', person: 'usr_1', columns: 'title' }, ['lastName']),
    ).toEqual({
      filter: { group: 'none' },
      sort: '-status',
      columns: ['lastName'],
    });
  });

  it('is known by its address, whoever is looked at there, and the own before the shared', () => {
    const shared = view({ id: 'viw_2', shared: true, filter: { q: 'ob', status: 'active' } });
    const own = view({ id: 'viw_3', filter: { status: 'active', q: 'ob' } });
    const here = { q: 'ob', status: 'active', person: 'usr_1' };
    expect(viewAt([shared, own], here)).toBe(own);
    expect(viewAt([shared], here)).toBe(shared);
    expect(viewAt([shared, own], { q: 'ob' })).toBeUndefined();
  });

  it('counts what it misses by kind', () => {
    const missing = (['group', 'office', 'group'] as const).map((filter) => ({ filter, value: 'gone' }));
    expect(countMissing(missing)).toEqual([
      ['group', 2],
      ['office', 1],
    ]);
  });
});
