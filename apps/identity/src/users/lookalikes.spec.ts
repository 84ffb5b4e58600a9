import { Username } from '@seatkeeper/contracts';
import { CONFUSABLES } from './confusables.js';
import { looksOf, namesOf } from './lookalikes.js';

/** As it is stored. */
const stored = (name: string) => Username.parse(`${name}@firm.example`);

it.each([
  ['а Cyrillic and a Latin a', 'аnna', 'anna'],
  ['all of it in Cyrillic', 'сосо', 'coco'],
  ['all of it in Greek', 'νοο', 'voo'],
  ['Armenian', 'օո', 'on'],
  ['full width', 'ａｎｎ', 'ann'],
  ['capital letters', 'ANN', 'ann'],
  ['a capital I, which is an i', 'Ina', 'ina'],
  ['an i without its dot', 'ıan', 'ian'],
  ['rn and m', 'bernie', 'bemie'],
  ['a zero and an O', 'b0b', 'bOb'],
  ['a one and an l', 'al1', 'all'],
  ['a bar and an l', 'a|', 'al'],
  ['Arabic digits', 'n١', 'nl'],
  ['an accent as one sign and as two', 'zo\u00eb', 'zo\u00eb'.normalize('NFD').normalize('NFC')],
])('takes for one another %s', (_case, one, other) => {
  expect(looksOf(stored(one))).toBe(looksOf(stored(other)));
});

it.each([
  ['who has an accent and who has none', 'josé', 'jose'],
  ['Müller and Muller', 'müller', 'muller'],
  ['an o with a stroke and one without', 'bjørn', 'bjorn'],
  ['i and l', 'aii', 'all'],
  ['numbers', 'ann2', 'ann3'],
  ['vv and w', 'vvim', 'wim'],
  ['Julia in Cyrillic and in Latin letters', 'юлия', 'julia'],
])('tells apart %s', (_case, one, other) => {
  expect(looksOf(stored(one))).not.toBe(looksOf(stored(other)));
});

it('what something looks like looks like itself: one look at a name is enough', () => {
  const looks = Object.values(CONFUSABLES)
    .flatMap((letters) => letters.split(' '))
    .map((code) => looksOf(String.fromCodePoint(parseInt(code, 16))));
  expect(looks.length).toBeGreaterThan(1_000);
  expect(looks.filter((look) => looksOf(look) !== look)).toEqual([]);
});

it('knows what it knew before it went by the tables of Unicode', () => {
  const before = 'аɑα:a с:c ԁ:d еҽ:e ɡց:g һհ:h іıιɩ:i јϳ:j ո:n оοօσჿ:o рρ:p ԛզ:q ѕ:s սυʋ:u ѵν:v ԝ:w х:x уγ:y';
  const missed = before.split(' ').flatMap((group) => {
    const [letters = '', look] = group.split(':');
    return [...letters].filter((letter) => looksOf(letter) !== look);
  });
  expect(missed).toEqual([]);
});

it('a name is kept beside its looks, once where it is what it looks like', () => {
  expect(namesOf('bob@firn.test')).toEqual(['bob@firn.test']);
  expect(namesOf('b0b@firn.test')).toEqual(['b0b@firn.test', 'bob@firn.test']);
});
