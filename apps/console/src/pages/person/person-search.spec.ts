import { readPersonSearch } from './person-search.js';

it.each([
  ['nothing', {}, {}],
  ['a part', { part: 'access' }, { part: 'access' }],
  ['the part that is shown anyway', { part: 'profile' }, {}],
  ['a part that there is not', { part: 'secrets' }, {}],
  ['what belongs to another page', { status: 'active' }, {}],
])('an address with %s is read', (_what, address, search) => {
  expect(readPersonSearch(address)).toEqual(search);
});
