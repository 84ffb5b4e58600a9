import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Project
 * @property {string} name its folder's name, such as `licensing`
 * @property {string} dir absolute path; sources are in `src`, what runs is in `dist`
 * @property {string} kind `apps`, `libs` or `tools`
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
  for (const user of imports.keys()) {
    const reached = new Set([user]);
    for (const name of reached) for (const next of imports.get(name) ?? []) reached.add(next);
    for (const name of reached) users.get(name)?.add(user);
  }
  return users;
}

/** @param {Project} project */
function importsOf(project) {
  const found = new Set();
  for (const file of sourcesOf(project)) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const text = readFileSync(join(project.dir, 'src', file), 'utf8');
    for (const [, name] of text.matchAll(IMPORTED)) found.add(name);
  }
  return found;
}
