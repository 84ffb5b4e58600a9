import { readWordingsSearch } from './wordings-search.js';

it.each([
  ['a mail in a language', { kind: 'invitation', locale: 'fr' }, { kind: 'invitation', locale: 'fr' }],
  ['a mail that there is not', { kind: 'gossip', locale: 'fr' }, {}],
  ['a language that there is not', { kind: 'invitation', locale: 'tlh' }, {}],
  ['nothing', {}, {}],
])('%s', (_what, said, expected) => {
  expect(readWordingsSearch(said)).toEqual(expected);
});
