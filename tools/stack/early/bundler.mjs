import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findProjects, sourcesOf, usedBy } from './projects.mjs';

/** In `dist`: the hash of all that it was made from. */
const MANIFEST = '.made-from.json';
/** How often `dist` is put in place where others do so at the same time. */
const TIMES = 10;

/**
 * Bundles a project for browsers with Vite, in a process of its own, where anything that it is made from has changed:
 * its own files, what it serves as it is, the sources of the libraries that it imports, the compiler's settings for all, and
 * the packages that are installed. Knowing that
 * nothing has takes some hundredths of a second, bundling some seconds. `dist` is put in place of the former one at
 * once, so that nobody is served the page of one build with the parts of another.
 * @param {import('./projects.mjs').Project} project
 * @param {string} repository
 * @returns {Promise<import('./builder.mjs').Built>}
 */
export async function bundle(project, repository) {
  const dist = join(project.dir, 'dist');
  const made = madeFrom(project, repository);
  if (readManifest(dist) === made) return { changed: [], failures: [] };
  const work = join(repository, '.local', `bundle-${project.name}-${process.pid}`);
  const [next, former] = [join(work, 'next'), join(work, 'former')];
  mkdirSync(work, { recursive: true });
  try {
    const failure = await vite(project.dir, next, repository);
    if (failure !== null) return { changed: [], failures: [failure] };
    writeFileSync(join(next, MANIFEST), JSON.stringify({ made }));
    putInPlace(next, dist, former);
    return { changed: sourcesOf(project), failures: [] };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Another build may do the same at this moment, and put its own in place between our two steps: then that is replaced.
 * @param {string} next @param {string} dist @param {string} former where what is replaced goes, with a number
 */
export function putInPlace(next, dist, former, rename = renameSync) {
  for (let time = 1; ; time += 1)
    try {
      if (existsSync(dist)) rename(dist, `${former}-${time}`);
      return rename(next, dist);
    } catch (error) {
      const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
      if (time === TIMES || !['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(code)) throw error;
    }
}

/** @param {import('./projects.mjs').Project} project @param {string} repository */
function madeFrom(project, repository) {
  const all = findProjects(repository);
  const used = usedBy(project.name, all);
  const hash = createHash('sha256');
  const own = readdirSync(project.dir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map(({ name }) => join(project.dir, name));
  const sources = all
    .filter(({ name }) => used.has(name))
    .flatMap((one) => sourcesOf(one).map((file) => join(one.dir, 'src', file)))
    .filter((file) => !file.endsWith('.spec.ts'));
  const common = ['package-lock.json', 'tsconfig.base.json'].map((name) => join(repository, name));
  for (const file of [...own, ...filesIn(join(project.dir, 'public')), ...sources, ...common].sort()) {
    if (!existsSync(file)) continue;
    hash
      .update(`${relative(repository, file)}\n`)
      .update(readFileSync(file))
      .update('\n');
  }
  return hash.digest('base64url').slice(0, 20);
}

/** @param {string} dir @returns {string[]} */
function filesIn(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** @param {string} dist @returns {string | null} */
function readManifest(dist) {
  try {
    return JSON.parse(readFileSync(join(dist, MANIFEST), 'utf8')).made;
  } catch {
    return null;
  }
}

/**
 * What it complains of, or null where all went well.
 * @param {string} dir @param {string} out @param {string} repository
 * @returns {Promise<string | null>}
 */
function vite(dir, out, repository) {
  const program = join(repository, 'node_modules', 'vite', 'bin', 'vite.js');
  const options = ['build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, [program, ...options], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? null : said.trim() || `vite ended with ${code}`));
  });
}
