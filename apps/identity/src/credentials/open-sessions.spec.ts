import { clientInWords } from './open-sessions.js';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox 132 on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Chrome 131 on Windows',
  ],
  ['curl/8.5.0', 'curl 8.5.0'],
  ['node', 'node'],
  [`${'a'.repeat(60)}/1`, 'a'.repeat(40)],
  ['<script>alert(1)</script>', null],
  ['   ', null],
  ['', null],
  [undefined, null],
])('a program that calls itself %j is %j in words', (userAgent, words) => {
  expect(clientInWords(userAgent)).toBe(words);
});
