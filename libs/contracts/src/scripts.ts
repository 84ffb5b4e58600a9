/** The scripts of living languages (UAX 31, table 5). Names in others are refused: nobody could read them out. */
const SCRIPTS = [
  'Arabic',
  'Armenian',
  'Bengali',
  'Bopomofo',
  'Cyrillic',
  'Devanagari',
  'Ethiopic',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Hebrew',
  'Hiragana',
  'Kannada',
  'Katakana',
  'Khmer',
  'Lao',
  'Latin',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
];

/** Written together by those who write them (UTS 39, highly restrictive). */
const TOGETHER = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

const withinScripts = (scripts: readonly string[]): RegExp => {
  const sets = [...scripts, 'Common', 'Inherited'].map((script) => `\\p{Script_Extensions=${script}}`);
  return new RegExp(`^[${sets.join('')}]*$`, 'u');
};
const ALLOWED = [...TOGETHER, ...SCRIPTS.map((script) => [script])].map(withinScripts);

/** Whether all letters of a word belong together. `аdmin` with a Cyrillic а does not, and looks like one that does. */
export const isOfOneScript = (word: string): boolean => ALLOWED.some((pattern) => pattern.test(word));

/** Letters that nobody sees, such as the fillers of Hangul. */
export const hasInvisible = (text: string): boolean => /\p{Default_Ignorable_Code_Point}/u.test(text);
