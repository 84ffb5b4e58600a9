import { readLeavingSearch } from './leaving-search.js';

it.each([
  ['says who leaves and how', { person: 'usr_1', how: 'replace', to: 'usr_2' }, null],
  ['is at the check', { person: 'usr_1', step: 'check', way: 'split', to: 'usr_2,usr_3' }, null],
  ['tells what was done', { person: 'usr_1', done: true }, null],
  ['names nobody', { person: 'ann' }, {}],
  ['wants what there is not', { how: 'banish', way: 'lottery', step: 'skip' }, {}],
  ['holds other things than text', { to: 7, types: ['task'], done: 'yes' }, {}],
])('an address that %s', (_what, search, read) => {
  expect(readLeavingSearch(search)).toEqual(read ?? search);
});
