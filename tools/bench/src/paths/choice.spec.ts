import { withWords } from './choice.js';

const PATHS = [
  { id: 'greet', title: 'a greeting, until it is heard' },
  { id: 'pack', title: 'a parcel' },
  { id: 'me', title: 'GET /v1/me' },
];
const ids = (...words: string[]) => withWords(PATHS, words).map(({ id }) => id);

it('chooses every path when no words are given', () => {
  expect(ids()).toEqual(['greet', 'pack', 'me']);
});

it('chooses by words of names and titles, in the order of the report', () => {
  expect(ids('parcel', 'greet')).toEqual(['greet', 'pack']);
});

it('names the paths there are when a word is in none of them', () => {
  expect(() => ids('me', 'teleport')).toThrow('No path has "teleport" in it: greet, pack, me.');
});
