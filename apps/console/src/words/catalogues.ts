import { type Language } from './languages.js';

type Catalogue = Readonly<Record<string, string>>;

/** Each a file of its own that is fetched when its page is shown in its language. */
const files = import.meta.glob<Catalogue>('./*/*.json', { import: 'default' });

const NONE: Catalogue = {};
const loaded = new Map<Language, Catalogue>();
const asked = new Map<string, Promise<void>>();
/** The catalogues that pages have asked for so far: another language needs the same. */
const used = new Set<string>();
const listeners = new Set<() => void>();

export function onWords(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The words that are there in a language. */
export const wordsIn = (language: Language): Catalogue => loaded.get(language) ?? NONE;

/** Fetches the words of a page, named as its file is; at once where they are there. */
export async function loadWords(language: Language, name: string): Promise<void> {
  used.add(name);
  const path = `./${language}/${name}.json`;
  const file = files[path];
  if (!file) throw new Error(`There is no catalogue ${path}`);
  if (!asked.has(path))
    asked.set(
      path,
      file().then(
        (words) => {
          loaded.set(language, { ...loaded.get(language), ...words });
          for (const listener of listeners) listener();
        },
        (error: unknown) => {
          asked.delete(path);
          throw error;
        },
      ),
    );
  await asked.get(path);
}

/** Fetches in a language all that has been used in the one before. */
export async function loadUsedWords(language: Language): Promise<void> {
  await Promise.all([...used].map((name) => loadWords(language, name)));
}
