import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, type Source } from './source.js';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Project {
  /** Where it lies: `apps/identity`. */
  path: string;
  sources: Source[];
}

/** Every app, library and tool, with all its code. */
export function projects(): Project[] {
  return ['apps', 'libs', 'tools'].flatMap((group) =>
    readdirSync(`${root}${group}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ path: `${group}/${name}`, sources: sourcesIn(`${root}${group}/${name}`) })),
  );
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules')
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourcesIn(path);
      return /\.(ts|mjs)$/.test(path) ? [parse(relative(root, path), readFileSync(path, 'utf8'))] : [];
    })
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** What tests consist of: no part of a service, and free to look across. */
export function isTest({ path }: Pick<Source, 'path'>): boolean {
  return path.endsWith('.spec.ts') || /^\w+\/[\w-]+\/(testing|test)\//.test(path);
}

/** The first folder below `src`; a file directly in `src` stands for itself. */
export function featureOf(path: string): string {
  return path.split('/').slice(3, 4)[0] ?? path;
}
