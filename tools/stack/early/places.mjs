import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this code belongs to. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** What every stack of this checkout can use: packages unpacked once, code compiled by V8. */
export const CACHE_DIR = join(REPOSITORY, '.local', 'cache');
