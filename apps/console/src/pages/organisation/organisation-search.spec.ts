import { readOrganisationSearch } from './organisation-search.js';

it.each([
  ['a part is kept', { part: 'field' }, { part: 'field' }],
  ['so are shared items', { part: 'shared-item' }, { part: 'shared-item' }],
  ['offices are what is shown without a word', { part: 'office' }, {}],
  ['a part that there is not is left out', { part: 'planet', q: 'x' }, {}],
])('%s', (_what, said, read) => {
  expect(readOrganisationSearch(said)).toEqual(read);
});
