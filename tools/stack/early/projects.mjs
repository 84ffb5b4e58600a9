import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Project
 * @property {string} name its folder's name, such as `licensing`
 * @property {string} dir absolute path; sources are in `src`, what runs is in `dist`
 * @property {string} kind `apps`, `libs` or `tools`
 * @property {boolean} bundled runs in browsers: `dist` is a bundle and not file by file
 */

const KINDS = ['libs', 'tools', 'apps'];
const IMPORTED = /(?:from|import\() ?'@seatkeeper\/([\w-]+)/g;

/**
 * Every project of a checkout that has sources to compile.
 * @param {string} repository
 * @returns {Project[]}
 */
export function findProjects(repository) {
  return KINDS.flatMap((kind) =>
    readdirSync(join(repository, kind))
      .map((name) => ({ name, kind, dir: join(repository, kind, name) }))
      .map((project) => ({ ...project, bundled: existsSync(join(project.dir, 'vite.config.ts')) }))
      .filter(({ dir }) => existsSync(join(dir, 'src')) && existsSync(join(dir, 'package.json'))),
  );
}

/**
 * The files below the `src` of a project, as paths relative to it.
 * @param {Project} project
 * @returns {string[]}
 */
export function sourcesOf({ dir }) {
  const src = join(dir, 'src');
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(src.length + 1));
}

/**
 * For each project the names of all that run its code: itself, and who imports it, directly or not. Read from the
 * imports, which cannot lie.
 * @param {readonly Project[]} projects
 * @returns {Map<string, Set<string>>}
 */
export function usersOf(projects) {
  const users = new Map(projects.map(({ name }) => [name, new Set([name])]));
  const imports = new Map(projects.map((project) => [project.name, importsOf(project)]));
  for (const user of imports.keys())
    for (const name of reachedFrom(user, (one) => imports.get(one))) users.get(name)?.add(user);
  return users;
}

/**
 * The names of a project and of all that it imports, directly or not.
 * @param {string} name
 * @param {readonly Project[]} projects
 */
export function usedBy(name, projects) {
  const known = new Map(projects.map((project) => [project.name, project]));
  return reachedFrom(name, (one) => {
    const project = known.get(one);
    return project && importsOf(project);
  });
}

/** @param {string} name @param {(name: string) => Iterable<string> | undefined} next */
function reachedFrom(name, next) {
  const reached = new Set([name]);
  for (const one of reached) for (const imported of next(one) ?? []) reached.add(imported);
  return reached;
}

/** @param {Project} project @returns {Set<string>} */
function importsOf(project) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const file of sourcesOf(project)) {
    if (!/\.tsx?$/.test(file) || file.endsWith('.spec.ts')) continue;
    const text = readFileSync(join(project.dir, 'src', file), 'utf8');
    for (const [, name] of text.matchAll(IMPORTED)) if (name !== undefined) found.add(name);
  }
  return found;
}
