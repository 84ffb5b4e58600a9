/**
 * Text as it stands in a header, or within a line: a line break in a subject would begin another header, and in a text a line that
 * nobody wrote. A single no-break space stays, as French has one before some signs and within numbers.
 */
export const oneLine = (text: string): string =>
  text.replace(/\s+/gu, (blanks) => (blanks === '\u00a0' || blanks === '\u202f' ? blanks : ' ')).trim();
