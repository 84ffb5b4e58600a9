import { Builder } from './builder.mjs';
import { findProjects } from './projects.mjs';
import { CannotStart } from './cannot-start.mjs';
import { install, isInstalled } from './install.mjs';
import { REPOSITORY } from './places.mjs';

/** @typedef {(line: string) => void} Note */

/** @type {Note} */
const print = (line) => void process.stdout.write(`${line}\n`);

/**
 * Installs dependencies when they are not those of package-lock.json, and compiles what has changed.
 * @param {Note} [note]
 */
export async function prepare(note = print) {
  if (!isInstalled(REPOSITORY)) {
    const begin = performance.now();
    await install(REPOSITORY, note);
    note(`Installed after ${seconds(begin)}`);
  }
  await compile(note);
}

/**
 * Compiles what has changed; throws the places of mistakes.
 * @param {Note} [note]
 */
export async function compile(note = print) {
  const begin = performance.now();
  const builder = new Builder(REPOSITORY);
  const built = await Promise.all(findProjects(REPOSITORY).map((project) => builder.build(project)));
  const failures = built.flatMap((project) => project.failures);
  if (failures.length > 0) throw new CannotStart(`${failures.join('\n')}\nThe sources do not compile.`);
  const compiled = built.reduce((sum, { changed }) => sum + changed.length, 0);
  if (compiled > 0) note(`Compiled ${compiled} files in ${seconds(begin)}`);
}

/** @param {number} begin */
function seconds(begin) {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`;
}
