import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const POINT = /\bcrash\('([^']+)'\)/g;

/** Every crash point in the code of services and libraries, in order. */
export function crashPoints(repository: string): string[] {
  const files = ['apps', 'libs'].flatMap((group) =>
    readdirSync(join(repository, group)).flatMap((project) =>
      sourcesIn(join(repository, group, project, 'src')),
    ),
  );
  const points = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(POINT)].map(([, point = '']) => point),
  );
  return [...new Set(points)].sort();
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join(folder, file));
}
