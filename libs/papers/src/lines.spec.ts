import { linesOf, piecesOf } from './lines.js';

/** Each letter is as wide as one. */
const widthOf = (text: string) => [...text].length;

describe('a text is broken', () => {
  it.each<[string, string, number, string[]]>([
    ['nowhere, where it fits', 'one two', 7, ['one two']],
    ['at blanks', 'one two three', 7, ['one two', 'three']],
    ['within a word that is wider than a line', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['before such a word', 'a bcdefg', 3, ['a', 'bcd', 'efg']],
    ['not within a letter of two units', '😀😀😀', 2, ['😀😀', '😀']],
    ['into one empty line, where it is empty', '', 5, ['']],
  ])('%s', (_case, text, width, lines) => {
    expect(linesOf(text, width, widthOf)).toEqual(lines);
  });
});

describe('the pieces of a line', () => {
  it.each<[string, string, string[]]>([
    ['are one, where all is written from the left', 'Zoë & co (1)', ['Zoë & co (1)']],
    ['are words from the right, as they are read', 'שלום עולם', ['עולם', ' ', 'שלום']],
    ['leave words from the left where they are', 'Ann שלום עולם', ['Ann', ' ', 'עולם', ' ', 'שלום']],
    ['turn brackets around', 'שלום (עולם', [')עולם', ' ', 'שלום']],
  ])('%s', (_case, line, pieces) => {
    expect(piecesOf(line)).toEqual(pieces);
  });

  it('lose no letter', () => {
    const line = 'a (ב) 12 גד, ef';
    expect([...piecesOf(line).join('')].sort()).toEqual([...line].sort());
  });
});
