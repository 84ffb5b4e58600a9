import { LANGUAGES, type Language } from '../../words/languages.js';
import { KINDS } from '../messages/messages-search.js';

type Kind = (typeof KINDS)[number];

/** Which mail is looked at, in which language. */
export interface WordingsSearch {
  readonly kind?: Kind;
  readonly locale?: Language;
}

/** What makes no sense is left out, and with it what would be of it. */
export function readWordingsSearch({ kind, locale }: Record<string, unknown>): WordingsSearch {
  const known = KINDS.find((one) => one === kind);
  const language = LANGUAGES.find((one) => one === locale);
  return known && language ? { kind: known, locale: language } : {};
}
