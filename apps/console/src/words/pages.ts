import { loadWords } from './catalogues.js';
import { languageFor } from './languages.js';

/** Fetches the catalogue of a page in the language that is spoken, before the page is shown. */
export const loadPageWords = (name: string): Promise<void> =>
  loadWords(languageFor([document.documentElement.lang]), name);
