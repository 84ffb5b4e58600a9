import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

const COPIED = [
  ...['apps', 'libs', 'tools'],
  ...[
    'package.json',
    'package-lock.json',
    '.swcrc',
    'tsconfig.json',
    'tsconfig.node.json',
    'tsconfig.base.json',
    'jest.config.mjs',
  ],
];

/** A checkout to spoil: its own sources and what was compiled of them, with the packages of the real one. */
export function copyOfRepository(root: string): void {
  for (const name of COPIED) cpSync(join(repository, name), join(root, name), { recursive: true });
  const modules = join(root, 'node_modules');
  mkdirSync(modules);
  const ours = '@seatkeeper';
  for (const name of readdirSync(join(repository, 'node_modules')))
    if (name !== ours) symlinkSync(join(repository, 'node_modules', name), join(modules, name));
  cpSync(join(repository, 'node_modules', ours), join(modules, ours), {
    recursive: true,
    verbatimSymlinks: true,
  });
}
