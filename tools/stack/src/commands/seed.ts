import { REPOSITORY } from '../../early/places.mjs';
import { secretsIn } from '../folder/secrets.js';
import { timedNotes } from '../progress.js';
import { seedDemoFirm } from '../seed/seed.js';
import { runningStack } from './running-stack.js';

/** `npm run seed`: fills the demo firm of a stack that was started without, or adds what is missing there. */
export async function run(_words: readonly string[], dir: string): Promise<number> {
  const note = timedNotes((text) => process.stdout.write(text));
  const { signal } = new AbortController();
  const secrets = secretsIn(dir);
  await seedDemoFirm(runningStack(dir), { repository: REPOSITORY, secrets, note, signal });
  note('The demo firm is there');
  return 0;
}
