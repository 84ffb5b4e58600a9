import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { ownerOf } from './folder.mjs';
import { folderOf } from './options.mjs';

/** @typedef {import('./options.mjs').Environment} Environment */

/**
 * Folder of the stack that a command is for: the one in STACK_DIR; without that, the usual one, or else the only one
 * that this checkout runs elsewhere. Throws a sentence if there is none, or several.
 * @param {Environment} environment
 * @param {string} repository
 * @returns {string} absolute path of a folder with a `stack.json`
 */
export function stackAtHand(environment, repository) {
  const dir = folderOf(environment, repository);
  if (existsSync(infoFile(dir))) return dir;
  const others = stacksElsewhere(repository);
  const [only] = others;
  if (environment['STACK_DIR'])
    throw new CannotStart(
      `No stack runs in ${dir}, where STACK_DIR leads. ${others.length > 0 ? `One runs in ${others.join(', and one in ')}.` : 'Begin with npm start.'}`,
    );
  if (only === undefined) throw new CannotStart(`No stack runs in ${dir}: begin with npm start.`);
  if (others.length === 1) return only;
  throw new CannotStart(
    `Several stacks run: say which with one of\n${others.map((other) => `  export STACK_DIR=${other}`).join('\n')}`,
  );
}

/** @param {string} dir */
export const infoFile = (dir) => join(dir, 'stack.json');

/** Where the stacks are named that people have started from a checkout. @param {string} repository */
const known = (repository) => join(repository, '.local', 'stacks');

/**
 * Makes a stack known to commands that are not told its folder.
 * @param {string} dir
 * @param {string} repository
 * @returns {() => void} forgets it again
 */
export function makeKnown(dir, repository) {
  mkdirSync(known(repository), { recursive: true });
  const file = join(known(repository), String(process.pid));
  writeFileSync(file, dir);
  return () => rmSync(file, { force: true });
}

/** Folders of the stacks that people have started from a checkout and that run now. @param {string} repository */
function stacksElsewhere(repository) {
  const names = known(repository);
  if (!existsSync(names)) return [];
  return readdirSync(names).flatMap((pid) => {
    const dir = readFileSync(join(names, pid), 'utf8');
    if (ownerOf(dir)?.pid === Number(pid)) return existsSync(infoFile(dir)) ? [dir] : [];
    rmSync(join(names, pid), { force: true });
    return [];
  });
}
