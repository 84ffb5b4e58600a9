import { CONFUSABLES } from './confusables.js';

const text = (codes: string): string =>
  codes
    .split(' ')
    .map((code) => String.fromCodePoint(parseInt(code, 16)))
    .join('');

/** By letter, what a reader takes it for. */
const LOOKS: ReadonlyMap<string, string> = new Map(
  Object.entries(CONFUSABLES).flatMap(([look, letters]) =>
    [...text(letters)].map((letter) => [letter, text(look)] as const),
  ),
);

/**
 * A name as it looks, the skeleton of UTS 39 in small letters: `сосо` in Cyrillic letters and `coco` come out alike, and so do
 * `bernie` and `bemie`, `b0b` and `bob`, `al1` and `all`. Accents stay, for readers see them: José and Jose are two. Takes a name
 * with case and widths folded, as usernames are; what looks alike comes out once and for all, so that looks have themselves as looks.
 */
export const looksOf = (name: string): string =>
  [...name.normalize('NFD')]
    .map((letter) => LOOKS.get(letter) ?? letter)
    .join('')
    .normalize('NFC');

/** What nobody else may be called: the name, and what it looks like. */
export const namesOf = (name: string): string[] => [...new Set([name, looksOf(name)])];
