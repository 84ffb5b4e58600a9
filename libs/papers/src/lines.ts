import bidiFactory from 'bidi-js';

// Its types are those of a module of another kind than it is.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** Breaks a text at its blanks into lines of a width; a word that is wider than a line is broken where the line ends. */
export function linesOf(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (line !== '' && widthOf(line + letter) > width) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line];
}

const isRightToLeft = (text: string): boolean => /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(text);

/**
 * The pieces of a line from the left to the right, as the Unicode Bidirectional Algorithm has them; one piece where all is written from
 * the left. The font turns the letters within a word by itself, so words written from the right are a piece each.
 */
export function piecesOf(line: string): string[] {
  if (!isRightToLeft(line)) return [line];
  const { levels, paragraphs } = bidi.getEmbeddingLevels(line);
  const base = paragraphs[0]?.level ?? 0;
  const pieces: { text: string; level: number }[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const level = levels[at] ?? base;
    const last = pieces.at(-1);
    const written = line[at] ?? '';
    const letter = level % 2 === 1 ? (bidi.getMirroredCharacter(written) ?? written) : written;
    const isBlank = letter === ' ';
    // A blank ends a word: pieces of one level are turned around as words.
    if (last && last.level === level && !isBlank && last.text !== ' ') last.text += letter;
    else pieces.push({ text: letter, level });
  }
  const highest = Math.max(...pieces.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1)
    for (let from = 0; from < pieces.length; from += 1) {
      let to = from;
      while ((pieces[to]?.level ?? -1) >= level) to += 1;
      if (to > from) pieces.splice(from, to - from, ...pieces.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  return pieces.map(({ text }) => text);
}

/** Whether what is drawn differs in order from what is meant, so that readers need the text beside it. */
export const isTurned = isRightToLeft;
