/** Small letters of other scripts that a reader takes for a Latin one (the confusables of UTS 39, as far as names use them). */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  ɑ: 'a',
  α: 'a',
  с: 'c',
  ϲ: 'c',
  ԁ: 'd',
  е: 'e',
  ҽ: 'e',
  ɡ: 'g',
  ց: 'g',
  һ: 'h',
  հ: 'h',
  і: 'i',
  ı: 'i',
  ι: 'i',
  ɩ: 'i',
  ӏ: 'l',
  ј: 'j',
  ϳ: 'j',
  ո: 'n',
  о: 'o',
  ο: 'o',
  օ: 'o',
  σ: 'o',
  ჿ: 'o',
  р: 'p',
  ρ: 'p',
  ԛ: 'q',
  զ: 'q',
  ѕ: 's',
  ս: 'u',
  υ: 'u',
  ʋ: 'u',
  ѵ: 'v',
  ν: 'v',
  ԝ: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  γ: 'y',
};

/**
 * A name as it looks: `сосо` in Cyrillic letters and `coco` come out alike. Latin letters stay what they are, for people
 * called Bernie and Bemie are two. Takes a name in lower case.
 */
export const looksOf = (name: string): string =>
  [...name].map((letter) => LOOKALIKES[letter] ?? letter).join('');

/** What nobody else may be called: the name, and what it looks like. */
export const namesOf = (name: string): string[] => [...new Set([name, looksOf(name)])];
