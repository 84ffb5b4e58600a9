import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolders, packagesOfRelease } from './distribution-packages.js';
import { run } from './run.js';
import type { ServerContext } from './server-context.js';

/** Releases whose C library is new enough, by the distribution that this machine runs. */
const NEWER_RELEASE: Readonly<Record<string, string>> = { debian: 'trixie', ubuntu: 'noble' };
const PACKAGES = ['libc6', 'libstdc++6', 'libgcc-s1'];

/** A program and the first of its arguments. */
export type CommandWords = readonly [string, ...string[]];

/** The words that start Node with a C library of at least the version given; null if that cannot be had. */
export async function nodeWithGlibc(
  context: ServerContext,
  version: readonly [number, number],
): Promise<CommandWords | null> {
  if (process.platform === 'darwin') return [process.execPath];
  const system = await systemGlibc(context.signal);
  if (system === null) return null;
  if (isAtLeast(system, version)) return [process.execPath];
  const release = NEWER_RELEASE[distribution()];
  if (release === undefined) return null;
  const root = await packagesOfRelease(context, release, PACKAGES);
  return root === null ? null : throughLoader(root);
}

/** The version of the system's C library, such as `2.36`; null without glibc. */
async function systemGlibc(signal: AbortSignal): Promise<string | null> {
  try {
    const printed = await run('getconf', ['GNU_LIBC_VERSION'], { signal });
    return /^glibc (\S+)/.exec(printed)?.[1] ?? null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

export function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has = 0, hasMinor = 0] = version.split('.').map(Number);
  return has > major || (has === major && hasMinor >= minor);
}

function distribution(): string {
  const file = readFileSync('/etc/os-release', 'utf8');
  return /^ID="?([a-z]+)/m.exec(file)?.[1] ?? '';
}

function throughLoader(root: string): CommandWords {
  const folders = libraryFolders(root);
  for (const folder of folders) {
    const loader = readdirSync(folder).find((name) => /^ld-linux.*\.so\.\d$/.test(name));
    if (loader) return [join(folder, loader), '--library-path', folders.join(':'), process.execPath];
  }
  throw new Error(`There is no loader below ${root}.`);
}
