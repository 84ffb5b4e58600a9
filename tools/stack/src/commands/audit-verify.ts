import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REPOSITORY } from '../../early/places.mjs';
import { runningStack } from './running-stack.js';

/** `npm run audit:verify -- [account slug]`: compares audit logs with their seals, in the database of the running stack. */
export async function run(words: readonly string[], dir: string): Promise<number> {
  const { mongo, databasePrefix } = runningStack(dir);
  const main = join(REPOSITORY, 'apps', 'identity', 'dist', 'audit', 'verifier', 'main.js');
  const child = spawn(process.execPath, [main, ...words], {
    stdio: 'inherit',
    env: { ...process.env, MONGODB_URI: mongo, MONGODB_DATABASE_PREFIX: databasePrefix },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
