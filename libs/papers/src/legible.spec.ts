import { inFont, oneLine, TEXT_LIMIT } from './legible.js';

it.each<[string, string, string]>([
  ['stays as it is', 'Zoë Nguyễn-Œuvré', 'Zoë Nguyễn-Œuvré'],
  ['is one line', 'one\r\ntwo\tthree\u2028four', 'one two three four'],
  ['has no controls', 'a\u0000b\u001b[31mc', 'ab[31mc'],
  ['is not written backwards by an order to do so', 'invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['has no letters that cannot be seen', 'Ad\u200Bmin\uFEFF', 'Admin'],
  ['is text, whatever it looks like', 'javascript:alert(1)<b>', 'javascript:alert(1)<b>'],
  ['has no half characters', 'a\uD83Db', 'a\uFFFDb'],
  ['is composed', 'e\u0301', 'é'],
])('what somebody wrote %s', (_case, text, line) => {
  expect(oneLine(text)).toBe(line);
});

it('a text without end has one', () => {
  const line = oneLine('x'.repeat(10_000));
  expect(line).toHaveLength(TEXT_LIMIT);
  expect(line.endsWith('…')).toBe(true);
});

it('a character without a picture is written as its number', () => {
  expect(inFont('a李😀', (code) => code < 128)).toBe('a[U+674E][U+1F600]');
});
