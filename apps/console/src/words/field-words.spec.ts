import { FieldWords } from './field-words.js';

const french = {
  'This field is required': 'Ce champ est obligatoire',
  'At least {count} characters': 'Au moins {count} caractères',
  'At most {count} users': 'Au plus {count} personnes',
  'From {count} to {most}': 'De {count} à {most}',
  'Expected {or}': 'Attendu : {or}',
  'Expected true or false': 'Indiquez oui ou non',
  'Expected one of {or}': 'Choisissez parmi {or}',
  'Expected one of {or} and {count} more': 'Choisissez parmi {or} et {count} autres',
  'Prices are in {and}': 'Les prix sont en {and}',
  'There is no {{tag}}': '{{tag}} n’existe pas',
  'There is no {{tag}}; did you mean {{near}}?': '{{tag}} n’existe pas ; vouliez-vous dire {{near}} ?',
  '{label} is required': '{label} est obligatoire',
};
const words = new FieldWords(french, {
  or: ' ou ',
  and: ' et ',
  number: (count) => count.toLocaleString('fr'),
});

it.each([
  ['This field is required', 'Ce champ est obligatoire'],
  ['At least 12 characters', 'Au moins 12 caractères'],
  ['At most 10,000 users', 'Au plus 10 000 personnes'],
  ['From -5 to 1,000', 'De -5 à 1 000'],
  ['Expected tls, starttls or none', 'Attendu : tls, starttls ou none'],
  ['Expected one of Paris, Rome and 12 more', 'Choisissez parmi Paris, Rome et 12 autres'],
  ['Prices are in EUR, USD and CHF', 'Les prix sont en EUR, USD et CHF'],
  [
    'There is no {fristName}; did you mean {firstName}?',
    '{fristName} n’existe pas ; vouliez-vous dire {firstName} ?',
  ],
])('says of %j: %j', (english, said) => {
  expect(words.say(english).replaceAll(/[\u{a0}\u{202f}]/gu, ' ')).toBe(said);
});

it('takes the sentence that says most by itself, not one that fits as well', () => {
  expect(words.say('Expected true or false')).toBe('Indiquez oui ou non');
});

it('leaves what a name holds as it is, also where it looks like a sentence, a pattern or a place', () => {
  expect(words.say('$& {count} (.*) is required')).toBe('$& {count} (.*) est obligatoire');
});

it('sets only the last of a list apart, also where a name has such a word itself', () => {
  expect(words.say('Expected one of salt or sugar, milk or tea')).toBe(
    'Choisissez parmi salt or sugar, milk ou tea',
  );
});

it('leaves a sentence of a newer server as it is', () => {
  expect(words.say('Colder than the moon')).toBe('Colder than the moon');
});
