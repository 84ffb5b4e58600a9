import type { SortKeys } from './users.schema.js';

/** Letters that Unicode does not take apart into a base letter and an accent. */
const LIGATURES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** Text without case, accents and kinds of apostrophe: how names are searched, sorted and made into codes. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[ßæœøđðþłı]/g, (letter) => LIGATURES[letter] ?? letter)
    .trim();

interface Named {
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  userCode?: string | undefined;
}

/**
 * What a search can find a user by, at its beginning: every word of the names, with and without its apostrophe,
 * the whole addresses, their parts, and the code.
 */
export function searchTerms({ firstName, lastName, username, email, userCode }: Named): string[] {
  const words = [firstName, lastName, username, email, userCode ?? ''].flatMap((text) =>
    plain(text).split(/\s+/),
  );
  const terms = words.flatMap((word) => [word, word.replaceAll("'", ''), ...word.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(terms)].filter(Boolean).sort();
}

/** A search without end is a denial of service; nobody types more words than this to find a colleague. */
const MOST_WORDS = 8;

/** The words of a query; a user is found who has for each of them a term that begins so. */
export const queryWords = (query: string): string[] =>
  [...new Set(plain(query).split(/\s+/))].filter(Boolean).slice(0, MOST_WORDS);

type Sorted = Named & { department: string | null; title: string | null; lastActiveAt?: Date | undefined };

/** Sorts before every word, and unlike the empty string counts as a value: keyset pages need one in every row. */
const NOTHING = ' ';

const key = (text: string | null | undefined): string => plain(text ?? '') || NOTHING;

export const sortKeysOf = (user: Sorted): SortKeys => ({
  lastName: key(user.lastName),
  firstName: key(user.firstName),
  userCode: key(user.userCode),
  department: key(user.department),
  title: key(user.title),
  lastActiveAt: user.lastActiveAt ?? new Date(0),
});
