import { Fault } from '@seatkeeper/contracts';
import { plain } from '@seatkeeper/text';
import { isCommonPassword } from './common-passwords.js';

/** What everybody who knows the person knows. */
export interface KnownUser {
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  userCode?: string | undefined;
}

/** What everybody who knows the firm knows. */
export interface KnownAccount {
  name: string;
  slug: string;
}

const PRODUCT = 'seatkeeper';
/** So many signs have to be left of a password when all that people know is taken out of it. */
const FEWEST_OWN = 8;
const FEWEST_DIFFERENT = 5;
/** Shorter names are parts of too many words. */
const SHORTEST_NAME = 3;
/** As the keys lie: whoever is asked for a password is tempted to draw a line. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop', 'qsdfghjklm', 'qwertzuiop', '1234567890'];

const ADVICE = 'Three or four words that have nothing to do with each other, 12 characters or more, are best';

/**
 * Refuses a password that is guessed in the first few thousand tries, before any work is spent on it: a common one,
 * one of too few signs, one that repeats itself or follows the alphabet or a keyboard, and one made of what people
 * know of the person and the firm. `path` names the field. Every door that sets a password asks here.
 */
export function refusePassword(
  password: string,
  user: KnownUser,
  account: KnownAccount,
  path: string,
): Fault | null {
  const why = weaknessOf(visible(password), user, account);
  if (!why) return null;
  return new Fault('validation-failed', { errors: [{ path, message: `${why}. ${ADVICE}` }] });
}

function weaknessOf(password: string, user: KnownUser, account: KnownAccount): string | null {
  if (new Set(password).size < FEWEST_DIFFERENT) return 'Has too few different characters';
  if (periodOf(password) < FEWEST_OWN) return 'Repeats the same few characters';
  if (unforeseen(password) < FEWEST_DIFFERENT) return 'Follows the alphabet or the keyboard';
  if (isCommonPassword(password)) return 'Is one of the passwords that everybody tries first';
  const names = namesOf(user, account);
  const own = names.reduce((rest, name) => rest.replaceAll(name, ''), password);
  if (own === password || own.length >= FEWEST_OWN) return null;
  return 'Is little more than your name, your address or that of your firm or of this product';
}

/** Without case, accents, and whatever cannot be seen: eight blanks are no password. */
const visible = (password: string): string =>
  plain(password).replace(/[\p{White_Space}\p{C}\p{Default_Ignorable_Code_Point}]/gu, '');

/** The length of the shortest beginning that makes the whole text when it is repeated. */
function periodOf(text: string): number {
  for (let period = 1; period < text.length; period += 1)
    if (text.startsWith(text.slice(period))) return period;
  return text.length;
}

/** How many characters do not simply go on as the two before them did. */
function unforeseen(text: string): number {
  const signs = [...text];
  const goesOn = (index: number): boolean => {
    const step = stepTo(signs, index);
    return step !== null && step === stepTo(signs, index - 1);
  };
  return signs.filter((_sign, index) => !goesOn(index)).length;
}

/** How a character follows from the one before: none, one on or back in the alphabet or on a row of keys. */
function stepTo(signs: readonly string[], index: number): number | null {
  const [one, other] = [signs[index - 1], signs[index]];
  if (one === undefined || other === undefined) return null;
  const inAlphabet = (other.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0);
  if (Math.abs(inAlphabet) <= 1) return inAlphabet;
  const row = ROWS.find((keys) => keys.includes(one + other) || keys.includes(other + one));
  return row ? row.indexOf(other) - row.indexOf(one) : null;
}

/** Names whole and word by word, the longest first, so that what is left of one is not taken for another. */
function namesOf(user: KnownUser, { name, slug }: KnownAccount): string[] {
  const addresses = [user.username, user.email].flatMap((address) => {
    const [local = '', domain = ''] = address.split('@');
    // The last part of a domain is nobody's name.
    return [address, local, ...domain.split('.').slice(0, -1)];
  });
  const people = [user.firstName, user.lastName, user.firstName + user.lastName, user.userCode ?? ''];
  const whole = [...addresses, ...people, name, slug, PRODUCT].map(visible);
  const words = [...addresses, ...people, name, slug].flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u));
  return [...new Set([...whole, ...words])]
    .filter((text) => text.length >= SHORTEST_NAME)
    .sort((one, other) => other.length - one.length);
}
