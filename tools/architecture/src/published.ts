import type { Source } from './source.js';
import type { Project } from './workspace.js';

/** What a library says at its door and nobody outside takes; its own tests reach for the file behind. */
export function unusedExports(library: Project, everybody: readonly Project[]): string[] {
  const others = everybody.filter(({ path }) => path !== library.path).flatMap(({ sources }) => sources);
  const name = `@seatkeeper/${library.path.split('/')[1]}`;
  const taken = new Set(others.flatMap((source) => takenFrom(name, source)));
  const door = library.sources.find(({ path }) => path === `${library.path}/src/index.ts`);
  return (door?.exports ?? []).filter((value) => !taken.has(value));
}

function takenFrom(name: string, { imports }: Source): string[] {
  return imports.filter(({ from }) => from === name).flatMap(({ names }) => names);
}
