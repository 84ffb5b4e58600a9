import { fold } from './fold.js';

describe('what is compared folded', () => {
  it.each([
    ['other letters', 'hosts', 'HOSTS', true],
    ['full-width letters', 'Hosts', 'Ｈosts', true],
    ['composed and decomposed accents', 'Équipe', 'E\u0301quipe', true],
    ['another word', 'Hosts', 'Guests', false],
  ])('is the same with %s: %s and %s', (_case, one, other, same) => {
    expect(fold(one) === fold(other)).toBe(same);
  });
});
