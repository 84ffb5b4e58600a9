/** What the API says of a field, in English, and the same in another language; `{name}` stands for what differs. */
export type FieldSentences = Readonly<Record<string, string>>;

/** Numbers as the API writes them, and lists whose last word is set apart; everything else is taken as it is. */
const FORMS: Readonly<Record<string, string>> = {
  count: '-?[\\d,]*\\d',
  most: '-?[\\d,]*\\d',
};

interface Sentence {
  readonly pattern: RegExp;
  readonly text: string;
}

/**
 * Translates what the API says of a field. Its problems have a code each, but their fields only an English sentence: that
 * is the key, as in gettext. What no sentence fits, of a newer server or out of an account's own names, stays as it is.
 */
export class FieldWords {
  readonly #sentences: readonly Sentence[];

  constructor(
    sentences: FieldSentences,
    private readonly words: {
      readonly number: (count: number) => string;
      /** Between the last two of a list: ` or ` and ` and ` in English. */
      readonly or: string;
      readonly and: string;
    },
  ) {
    // The more a sentence says by itself, the earlier it is tried: `Expected {or}` fits much.
    this.#sentences = Object.entries(sentences)
      .toSorted(([one], [other]) => lengthOf(other) - lengthOf(one))
      .map(([english, text]) => ({ pattern: patternOf(english), text }));
  }

  /** Says a sentence in the other language. */
  readonly say = (message: string): string => {
    for (const { pattern, text } of this.#sentences) {
      const found = pattern.exec(message);
      if (found)
        return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => this.word(name, found.groups?.[name]));
    }
    return message;
  };

  private word(name: string, value = ''): string {
    if (name in FORMS) return this.words.number(Number(value.replaceAll(',', '')));
    if (name === 'or') return value.replace(/ or (?!.* or )/, this.words.or);
    if (name === 'and') return value.replace(/ and (?!.* and )/, this.words.and);
    return value;
  }
}

const lengthOf = (english: string): number => english.replaceAll(/\{\w+\}/g, '').length;

function patternOf(english: string): RegExp {
  const parts = english.split(/\{(\w+)\}/g);
  const source = parts.map((part, n) =>
    n % 2 === 0
      ? part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
      : `(?<${part}>${FORMS[part] ?? '.+'})`,
  );
  return new RegExp(`^${source.join('')}$`, 's');
}
