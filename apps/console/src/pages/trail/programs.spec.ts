import { programOf } from './programs.js';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox 132', 'Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Chrome 131',
    'Windows',
  ],
  ['curl/8.5.0', 'curl 8.5.0', null],
  ['node', 'node', null],
  ['<script>', '<script>', null],
])('a program that calls itself %s is %s on %s', (said, name, system) => {
  expect(programOf(said)).toEqual({ name, system });
});
