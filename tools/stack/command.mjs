/**
 * `node tools/stack/command.mjs <command> …`: a command for a stack that runs. Finds the stack, compiles what has
 * changed, becomes the command. Plain JavaScript, because nothing may be compiled yet.
 */
import { CannotStart } from './early/cannot-start.mjs';
import { requireNode } from './early/node-support.mjs';
import { folderOf } from './early/options.mjs';
import { REPOSITORY } from './early/places.mjs';
import { prepare } from './early/prepare.mjs';
import { stackAtHand } from './early/stack-at-hand.mjs';

const [command, ...words] = process.argv.slice(2);
try {
  requireNode(process.versions.node);
  const dir = stackAtHand(process.env, REPOSITORY);
  if (dir !== folderOf(process.env, REPOSITORY))
    console.error(`Taking the stack in ${dir}, the only one that runs.`);
  await prepare(console.error);
  const { run } = await import(`./dist/commands/${command}.js`);
  process.exitCode = await run(words, dir);
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
