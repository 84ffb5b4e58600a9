/**
 * `npm run reset [-- --yes]`: ends what a stack left running, and removes what it kept, in its folder and under its name
 * on servers that others use too. Says what that is, and asks.
 */
import { createInterface } from 'node:readline/promises';
import { CannotStart } from './early/cannot-start.mjs';
import { isInstalled } from './early/install.mjs';
import { endLeftovers } from './early/leftovers.mjs';
import { leftBehind } from './early/left-behind.mjs';
import { folderOf } from './early/options.mjs';
import { REPOSITORY } from './early/places.mjs';
import { compile } from './early/prepare.mjs';
import { keptIn, placesElsewhere, removeKept } from './early/reset.mjs';

try {
  await reset(folderOf(process.env, REPOSITORY));
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @param {string} dir */
async function reset(dir) {
  const kept = keptIn(dir);
  if (kept.length === 0) return console.log(`There is nothing of a stack in ${dir}.`);
  console.log(`What a stack keeps in ${dir}:`);
  for (const { name, what, bytes } of kept)
    console.log(`  ${name.padEnd(18)} ${(bytes / 1e6).toFixed(1).padStart(7)} MB  ${what}`);
  const elsewhere = placesElsewhere(dir);
  if (elsewhere) console.log(`  and databases, queues and keys of the name seatkeeper-${elsewhere.id}`);
  for (const { name, pid } of leftBehind(dir)) console.log(`  ${name} still runs, process ${pid}`);
  if (!(await isWanted())) {
    console.log('Nothing was changed.');
    process.exitCode = 1;
    return;
  }
  // Servers of the stack's own end here, and their data lies in the folder; others are asked to forget.
  await endLeftovers(dir, console.log);
  if (elsewhere) await forget(elsewhere);
  removeKept(dir, kept);
  console.log('All of it is gone.');
}

/** @param {NonNullable<ReturnType<typeof placesElsewhere>>} elsewhere */
async function forget({ id, servers }) {
  if (!isInstalled(REPOSITORY))
    return console.log(`What shared servers hold of seatkeeper-${id} stays: that needs packages (npm ci).`);
  await compile();
  const { forgetOnServers } = await import('./dist/forget/forget-on-servers.js');
  for (const line of await forgetOnServers(id, servers)) console.log(line);
}

async function isWanted() {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY)
    throw new CannotStart('Nobody is there to be asked: npm run reset -- --yes removes it.');
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question('Remove all of it? [y/N] ');
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}
