import { isSameSecret } from './same-secret.js';

it.each([
  ['the same', 'secret', 'secret', true],
  ['nothing twice', '', '', true],
  ['another of the same length', 'secret', 'secrex', false],
  ['one cut off', 'secret', 'secre', false],
  ['as many letters in more bytes', 'secret', 'sécret', false],
])('of %s it is told', (_case, one, other, same) => {
  expect(isSameSecret(one, other)).toBe(same);
});
