import { fieldErrors, listOrdersEndpoint, listUsersEndpoint } from '@seatkeeper/contracts';
import { groupedQuery } from './query-names.js';

describe('the query of a list', () => {
  it.each<[string, object, object]>([
    ['with dots', { 'custom.bar': 'Paris', q: 'ann' }, { custom: { bar: 'Paris' }, q: 'ann' }],
    [
      'as OpenAPI writes it',
      { 'custom[hired.from]': '2026-01-01', 'custom.hired.to': '2026-12-31' },
      { custom: { 'hired.from': '2026-01-01', 'hired.to': '2026-12-31' } },
    ],
    ['without any', { q: 'custom.bar' }, { q: 'custom.bar' }],
  ])('takes custom fields %s', (_how, given, read) => {
    expect(groupedQuery(listUsersEndpoint, given)).toEqual(read);
    expect(listUsersEndpoint.query.safeParse(read).success).toBe(true);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a key that cannot be', { 'custom.1st': 'x' }, 'custom.1st'],
    ['an end of no range', { 'custom.hired.until': 'x' }, 'custom.hired.until'],
    ['one that is given twice', { 'custom.bar': 'x', 'custom[bar]': 'y' }, 'custom.bar'],
    ['one without a key', { custom: 'x', 'custom.bar': 'y' }, 'custom'],
    ['a key that would change the nature of objects', { 'custom.__proto__': 'x' }, 'custom.__proto__'],
  ])('refuses %s', (_what, given, path) => {
    const { error } = listUsersEndpoint.query.safeParse(groupedQuery(listUsersEndpoint, given));
    expect(error && fieldErrors(error)).toEqual([{ path, message: expect.any(String) }]);
  });

  it('is left alone where a call knows no custom fields', () => {
    const given = { 'custom.bar': 'x' };
    expect(groupedQuery(listOrdersEndpoint, given)).toBe(given);
  });
});
