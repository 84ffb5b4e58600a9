import { oneLine } from './one-line.js';

it.each([
  ['a no-break space before a sign', 'Acme\u00a0: hello', 'Acme\u00a0: hello'],
  ['a narrow one within a number', '1\u202f234 people', '1\u202f234 people'],
])('%s stays', (_case, given, kept) => {
  expect(oneLine(given)).toBe(kept);
});

it.each([
  ['a line break', 'Ann\r\nBcc: all@acme.example'],
  ['a line break beside a no-break space', 'Ann\u00a0\r\n\u00a0Bcc: all@acme.example'],
  ['a break of lines or paragraphs', 'Ann\u2028\u2029Bcc: all@acme.example'],
  ['blanks that would push the rest out of sight', 'Ann\u00a0\u00a0\u202f\u00a0Bcc: all@acme.example'],
])('%s is one blank', (_case, given) => {
  expect(oneLine(given)).toBe('Ann Bcc: all@acme.example');
});
