import { plain } from './plain.js';

/** Beyond these a text is prose: nobody types its fortieth word to find it. */
const MOST_TERMS = 40;
const LONGEST_TERM = 200;

/** A search without end is a denial of service; nobody types more words than this. */
const MOST_WORDS = 8;

/** Sorts behind whatever else begins a string. */
const LAST = '\u{10FFFF}';

/**
 * What something is found by, at the beginning of each term: every word of its texts, then the words without
 * apostrophes and the parts of those that have several (`Smith-Jones` is found by `jon`). At most 40 terms, those
 * of the first texts first. Stored beside the texts, under an index; whoever changes what this answers ships a
 * migration of what is stored.
 */
export function searchTerms(...texts: readonly string[]): string[] {
  const whole = texts.flatMap(wordsOf);
  const parts = whole.flatMap((word) => [word.replaceAll("'", ''), ...word.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set([...whole, ...parts])].slice(0, MOST_TERMS);
}

/**
 * The condition on the stored terms in `field`: each word of the query begins one of them; no condition for a
 * query without words. Ranges of an index, so that no text of a caller is ever run as an expression.
 */
export function allWordsIn<F extends string>(field: F, query: string): WordsBegin<F> {
  // The longest first: it leaves the fewest to look at.
  const words = [...new Set(wordsOf(query))].sort((one, other) => other.length - one.length);
  const conditions = words
    .slice(0, MOST_WORDS)
    .map((word) => ({ [field]: { $elemMatch: { $gte: word, $lt: word + LAST } } }));
  return conditions.length === 0 ? {} : { $and: conditions as NonNullable<WordsBegin<F>['$and']> };
}

interface WordsBegin<F extends string> {
  $and?: { [field in F]: { $elemMatch: { $gte: string; $lt: string } } }[];
}

/** Words as they are searched: plain, and without the brackets, quotes and commas around them. */
const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/\s+/u)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').slice(0, LONGEST_TERM))
    .filter((word) => word !== '');
