/** Beyond these a title is prose: nobody types its fortieth word to find it. */
const MAX_TERMS = 40;
const MAX_TERM_LENGTH = 200;

/** Case and accents do not matter to who searches. */
const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().normalize('NFC');

const words = (text: string): string[] =>
  fold(text)
    .split(/\s+/u)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '')
    .map((word) => word.slice(0, MAX_TERM_LENGTH));

/**
 * What a record is found by: its external id, each word of its title, and the parts of words that have
 * several (`Smith-Jones` is found by `jon`).
 */
export function searchTerms(title: string, externalId: string): string[] {
  const whole = words(title);
  const parts = whole.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u));
  return [...new Set([...words(externalId), ...whole, ...parts])].slice(0, MAX_TERMS);
}

/** The beginnings of terms that somebody searches for, the longest first: it leaves the fewest to look at. */
export const searchedTerms = (q: string): string[] =>
  [...new Set(words(q))].sort((one, other) => other.length - one.length).slice(0, 10);
