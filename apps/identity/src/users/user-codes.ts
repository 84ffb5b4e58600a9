import { plain } from '@seatkeeper/text';

/** Stands in where a name has too few letters, or none of the Latin alphabet. */
const FILLER = 'X';

const letters = (name: string, count: number): string =>
  plain(name)
    .replace(/[^a-z]/g, '')
    .slice(0, count)
    .toUpperCase()
    .padEnd(count, FILLER);

/** First letter of the first name and two of the last: `JDO` for Jane Doe. */
export const userCodeStem = (firstName: string, lastName: string): string =>
  letters(firstName, 1) + letters(lastName, 2);

/** The first of a stem has no number: `JDO`, `JDO2`, `JDO3`. */
export const userCodeOf = (stem: string, number: number): string =>
  number === 1 ? stem : `${stem}${number}`;
