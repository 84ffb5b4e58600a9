import { withoutCredentials } from './without-credentials.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

it.each([
  ['the password', '535 s3cret! is wrong', '535 … is wrong'],
  ['the password as it goes over the wire', `535 ${base64('s3cret!')}`, '535 …'],
  ['all of what signs in', `535 AUTH PLAIN ${base64('\u0000ann\u0000s3cret!')}`, '535 AUTH PLAIN …'],
  ['nothing of it', '535 5.7.8 Authentication failed', '535 5.7.8 Authentication failed'],
])('of words with %s, no password is left', (_case, words, kept) => {
  expect(withoutCredentials('ann', 's3cret!')(words)).toBe(kept);
});

it('leaves the words of a server that asks for nobody as they are', () => {
  expect(withoutCredentials(undefined, null)('250 Ok')).toBe('250 Ok');
});
