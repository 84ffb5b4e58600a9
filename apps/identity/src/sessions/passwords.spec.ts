import { refusePassword } from './passwords.js';

const ada = {
  username: 'ada@firm.example',
  email: 'ada.quill@mail.example',
  firstName: 'Ada',
  lastName: 'Quill-Ångström',
  userCode: 'AQU2',
};
const firm = { name: 'Harbour Lane LLP', slug: 'harbour-lane' };

const COMMON = /everybody tries first/;
const FEW = /too few different/;
const REPEATS = /Repeats/;
const FOLLOWS = /Follows/;
const KNOWN = /little more than your name/;

describe('a password', () => {
  it.each([
    ['four words', 'correct horse battery staple'],
    ['a phrase', 'a long demo passphrase'],
    ['eight letters and digits by chance', 'k7Qx2mVd'],
    ['another script', 'уверенный ёжик танцует'],
    ['a name with enough that is the own', 'harbour teapot gravel'],
    ['a common word with enough that is the own', 'monkey teapot gravel'],
    ['a short name inside other words', 'radar cadaver mandate'],
  ])('that is %s is taken: %s', (_case, password) => {
    expect(refusePassword(password, ada, firm, 'next')).toBeNull();
  });

  it.each([
    ['common', 'password', COMMON],
    ['common, in other letters', 'iLoveYou', COMMON],
    ['common, in full-width letters', 'ｐａｓｓｗｏｒｄ', COMMON],
    ['common, with blanks in it', 'pass word', COMMON],
    ['common, with accents', 'pássword', COMMON],
    ['common, with a year and a sign', 'Football2024!', COMMON],
    ['common, with digits before', '99dragon', COMMON],
    ['of one letter', 'aaaaaaaa', FEW],
    ['of three letters', 'abcabcabca', FEW],
    ['of blanks', '        ', FEW],
    ['of NULs', '\0'.repeat(8), FEW],
    ['of Hangul fillers', '\u3164'.repeat(12), FEW],
    ['of a few letters between blanks', 'a  b  c  d', FEW],
    ['a word twice', 'gravelgravel', REPEATS],
    ['a word twice and a half', 'teapotteapottea', REPEATS],
    ['the alphabet', 'abcdefghijkl', FOLLOWS],
    ['the alphabet backwards', 'zyxwvutsrq', FOLLOWS],
    ['digits in a row', '12345678', FOLLOWS],
    ['a row of keys', 'QWERTYUIOP', FOLLOWS],
    ['a row of French keys', 'azertyuiop', FOLLOWS],
    ['two rows', 'asdfghzxcvbn', FOLLOWS],
    ['the username', 'ada@firm.example', KNOWN],
    ['the username in full-width letters', 'ａｄａ@firm.example', KNOWN],
    ['the e-mail address', ' ADA.Quill@mail.example', KNOWN],
    ['part of the address and digits', 'ada.quill1987', KNOWN],
    ['first and last name', 'AdaQuill-99', KNOWN],
    ['the last name without accents', 'angstrom-77', KNOWN],
    ['the user code and a year', 'AQU2-20264', KNOWN],
    ['the slug', 'Harbour-Lane', KNOWN],
    ['the name of the firm and a little', 'harbour lane llp!?', KNOWN],
    ['the product and a year', 'Seatkeeper2026', KNOWN],
  ])('that is %s is refused: %j', (_case, password, why) => {
    const fault = refusePassword(password, ada, firm, 'next');
    expect(fault?.code).toBe('validation-failed');
    expect(fault?.errors).toEqual([{ path: 'next', message: expect.stringMatching(why) as string }]);
  });
});
