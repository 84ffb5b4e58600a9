import { mailFilterOf, readMessagesSearch } from './messages-search.js';

it.each([
  ['what is known is kept', { kind: 'invitation,seats-low', state: 'failed' }, undefined],
  ['a kind that there is not is left out', { kind: 'invitation,poem' }, { kind: 'invitation' }],
  ['a state that there is not is left out', { state: 'lost' }, {}],
  ['whom it went to is an id', { user: 'usr_7f2m9q4x1k8w3z6b5n0vd' }, undefined],
  ['what is no id is left out', { user: 'ada' }, {}],
])('%s', (_what, said, read) => {
  expect(readMessagesSearch(said)).toEqual(read ?? said);
});

it('the mail that is looked at narrows nothing', () => {
  expect(mailFilterOf({ state: 'failed', mail: 'dlv_1' })).toEqual({ state: 'failed' });
});
