import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CATALOGUES = join(import.meta.dirname, '../../../console/src/words');

/** The texts of the console in a language, as its pages say them where nothing has to be filled in. */
export function wordsOf(language: 'en' | 'fr'): (id: string) => string {
  const folder = join(CATALOGUES, language);
  const words = Object.assign(
    {},
    ...readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as object),
  ) as Record<string, string>;
  return (id) => {
    const text = words[id];
    if (text === undefined) throw new Error(`No text is called ${id}`);
    return text;
  };
}
