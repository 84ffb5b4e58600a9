/** So much of one text is printed; what is longer ends with an ellipsis. */
export const TEXT_LIMIT = 300;

/** Characters that show nothing and change how others are shown: controls, and orders to write from the other side. */
const UNSEEN =
  /[\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB]/gu;

/** What a text that anybody may have written looks like on paper: in one line, of bounded length, with nothing that cannot be seen. */
export function oneLine(text: string): string {
  const line = text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(UNSEEN, '');
  const letters = [...line.slice(0, 4 * TEXT_LIMIT)];
  return letters.length > TEXT_LIMIT ? `${letters.slice(0, TEXT_LIMIT - 1).join('')}…` : line;
}

/**
 * The text with characters of which the font has no picture written as their numbers, as `[U+674E]`: legible, and never an
 * empty box.
 */
export const inFont = (line: string, has: (codePoint: number) => boolean): string =>
  [...line]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return has(code) ? letter : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
    })
    .join('');
