import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REPOSITORY } from '../../early/places.mjs';
import { secretsIn } from '../folder/secrets.js';
import { runningStack } from './running-stack.js';

/** `npm run reseal:senders`: seals passwords of mail servers anew, in the database of the running stack; keys besides its own are told by the environment. */
export async function run(words: readonly string[], dir: string): Promise<number> {
  const { mongo, databasePrefix } = runningStack(dir);
  const { SENDER_KEY } = secretsIn(dir);
  const main = join(REPOSITORY, 'apps', 'notifications', 'dist', 'mail-senders', 'main.js');
  const child = spawn(process.execPath, [main, ...words], {
    stdio: 'inherit',
    env: { SENDER_KEY, ...process.env, MONGODB_URI: mongo, MONGODB_DATABASE_PREFIX: databasePrefix },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
