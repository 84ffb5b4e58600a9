import { dictionary } from '@zxcvbn-ts/language-common';

/** What a password shorter than this can be is in the list for other reasons, and refused for its length anyway. */
const SHORTEST = 4;
/** So many digits and signs around a common one are what every guesser adds: `Football2024!`. */
const MOST_AROUND = 6;

/** 49,000 passwords of public leaks, in lower case; 4 MB of memory, read once at the start. */
const passwords = new Set(dictionary['passwords-common'].filter(({ length }) => length >= SHORTEST));

/** Whether a password in lower case, as it is or without the digits and signs around it, is among the commonest. */
export function isCommonPassword(password: string): boolean {
  if (passwords.has(password)) return true;
  const core = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return password.length - core.length <= MOST_AROUND && passwords.has(core);
}
