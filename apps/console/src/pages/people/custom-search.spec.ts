import { flat, keysAsked, nested, NOTHING_SAID, saidOf, saying } from './custom-search.js';
import { filterOf, orderOf, readPeopleSearch, sortFrom } from './people-search.js';

const search = { q: 'ob', 'custom.bar': 'Paris', 'custom.hours.from': '9' };

describe('an address with custom fields', () => {
  it('is read with what the router took for numbers and truth values', () => {
    expect(
      readPeopleSearch({
        'custom.hours.to': 10.5,
        'custom.partner': true,
        'custom.no/key': 'x',
        'custom.': 'x',
      }),
    ).toEqual({ 'custom.hours.to': '10.5', 'custom.partner': 'true' });
  });

  it('says whom in one part, as the API takes it, and back', () => {
    const asked = { q: 'ob', custom: { bar: 'Paris', 'hours.from': '9' } };
    expect(nested(filterOf(search))).toEqual(asked);
    expect(flat(asked)).toEqual(search);
    expect(nested({ q: 'ob' })).toEqual({ q: 'ob' });
  });

  it('is sorted by a custom field', () => {
    expect(readPeopleSearch({ sort: '-custom.hours' })).toEqual({ sort: '-custom.hours' });
    expect(readPeopleSearch({ sort: 'custom.hours.from' })).toEqual({});
    expect(orderOf({ sort: '-custom.hours' })).toEqual({ column: 'custom.hours', direction: 'descending' });
    expect(sortFrom('custom.hours', 'ascending')).toBe('custom.hours');
  });

  it('has one field asked of at a time', () => {
    expect(keysAsked(search)).toEqual(['bar', 'hours']);
    expect(saidOf(search, 'hours', { type: 'number' })).toEqual({ any: '', from: '9', to: '' });
    const said = { any: '', from: '9', to: ' 10 ' };
    expect(saying(search, 'hours', said)).toEqual({ ...search, 'custom.hours.to': '10' });
    expect(saying(search, 'hours', NOTHING_SAID)).toEqual({ q: 'ob', 'custom.bar': 'Paris' });
  });

  it('that asks for one day shows a range of one day', () => {
    const day = { 'custom.hired': '2026-01-31' };
    expect(saidOf(day, 'hired', { type: 'date' })).toEqual({ any: '', from: '2026-01-31', to: '2026-01-31' });
    expect(saidOf(day, 'hired', { type: 'text' })).toEqual({ any: '2026-01-31', from: '', to: '' });
  });
});
