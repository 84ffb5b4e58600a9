import { plain } from './plain.js';

describe('plain text', () => {
  it.each([
    ['has no capitals', 'ANAÏS', 'anais'],
    ['writes a sharp s as two', 'Straße', 'strasse'],
    ['knows the capital sharp s', 'STRAẞE', 'strasse'],
    ['takes ligatures apart', 'Æsir ﬁnd œuvre', 'aesir find oeuvre'],
    ['takes strokes off letters', 'Łódź Øre Đorđe', 'lodz ore dorde'],
    ['knows the Turkish dotless and dotted i', 'Işık İzmir', 'isik izmir'],
    ['has one kind of apostrophe', 'O’Brien O‘Brien O`Brien', "o'brien o'brien o'brien"],
    ['has one kind of sigma', 'ΣΟΦΟΣ', 'σοφοσ'],
    ['makes full-width letters narrow', 'Ｈosts', 'hosts'],
    ['leaves other alphabets as they are', 'Договор аренды', 'договор аренды'],
    ['has no space around it', '  Ruth ', 'ruth'],
  ])('%s: %s', (_case, text, folded) => {
    expect(plain(text)).toBe(folded);
    expect(plain(folded)).toBe(folded);
  });
});
