import { readLicenceSearch } from './licence-search.js';

it.each([
  ['says nothing', {}, {}],
  ['names a product and a part', { product: 'core', view: 'ledger' }, null],
  ['asks for the part that is shown anyway', { view: 'overview' }, {}],
  ['asks for a part that there is not', { view: 'secrets', days: 31 }, {}],
  ['is about to buy', { do: 'buy', seats: 3, order: 'ord_1' }, null],
  ['wants to do what cannot be done', { do: 'steal', seats: -1 }, {}],
  ['wants half a seat', { do: 'buy', seats: 2.5 }, { do: 'buy' }],
  ['wants more seats than there are', { do: 'buy', seats: 100_001 }, { do: 'buy' }],
  ['looks back and ahead', { at: '2026-11-01', until: '2027-02-28', days: 90 }, null],
  ['looks at days that there are not', { at: '2026-02-30', until: 'tomorrow' }, {}],
  ['holds other things than text', { product: ['core'], order: 7 }, {}],
])('an address that %s', (_what, search, read) => {
  expect(readLicenceSearch(search)).toEqual(read ?? search);
});
