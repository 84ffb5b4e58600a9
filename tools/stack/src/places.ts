import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this code belongs to; the same from `src` and from `dist`. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** What every stack of this checkout can use: packages unpacked once. */
export const CACHE_DIR = join(REPOSITORY, '.local', 'cache');
