import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { configuredSources, PrivateApt, type Source } from './apt.js';
import { findProgram } from './programs.js';
import type { ServerContext } from './server-context.js';

/** Packages unpacked below a folder, and how to run programs from there. */
export interface UnpackedPackages {
  readonly root: string;
  readonly programFolders: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

type Wanted = Pick<ServerContext, 'cacheDir' | 'signal' | 'note'>;

/** The distribution's package with everything it needs, unpacked; null if this machine cannot provide it. */
export async function unpackedPackage(
  context: Wanted,
  packageName: string,
): Promise<UnpackedPackages | null> {
  const root = await unpackOnce(context, packageName, async (apt, sources, into) => {
    await apt.update(sources);
    await apt.unpack(await apt.missingFor(packageName), into);
  });
  return root === null ? null : describe(root);
}

/** Packages of another release, without what they need; null if this machine cannot provide them. */
export function packagesOfRelease(
  context: Wanted,
  release: string,
  packages: readonly string[],
): Promise<string | null> {
  return unpackOnce(context, `${release}-${packages[0]}`, async (apt, [source], into) => {
    if (!source) throw new Error('no package source is configured');
    await apt.update([{ mirror: source.mirror, suite: release, component: 'main' }]);
    await apt.unpack(packages, into);
  });
}

async function unpackOnce(
  { cacheDir, signal, note }: Wanted,
  name: string,
  fill: (apt: PrivateApt, sources: readonly Source[], into: string) => Promise<void>,
): Promise<string | null> {
  const root = join(cacheDir, name);
  if (existsSync(root)) return root;
  if (findProgram(['apt-get']) === null || findProgram(['dpkg']) === null) return null;
  // Filled under another name, so that a stack that starts meanwhile never sees half of it.
  const draft = `${root}.${process.pid}`;
  const aptDir = join(draft, 'apt');
  mkdirSync(aptDir, { recursive: true });
  try {
    note(`downloading ${name} from the distribution's mirror`);
    await fill(new PrivateApt(aptDir, signal), await configuredSources(signal), draft);
    rmSync(aptDir, { recursive: true });
    if (!existsSync(root)) renameSync(draft, root);
    return root;
  } catch (error) {
    signal.throwIfAborted();
    note(`${name} cannot be had from the distribution's mirror: ${lastLine(error)}`);
    return null;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function describe(root: string): UnpackedPackages {
  const programFolders = ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map((folder) => join(root, folder));
  return {
    root,
    programFolders,
    env: {
      PATH: [...programFolders, process.env['PATH'] ?? ''].join(':'),
      LD_LIBRARY_PATH: libraryFolders(root).join(':'),
    },
  };
}

/**
 * The folders of shared libraries below a root, such as `usr/lib/x86_64-linux-gnu`, and those within them in which a package keeps its own
 * (`pulseaudio`): it looks for these at an absolute path, where nothing was installed.
 */
export function libraryFolders(root: string): string[] {
  return ['usr/lib', 'lib']
    .map((folder) => join(root, folder))
    .flatMap(entriesOf)
    .filter((folder) => folder.endsWith('-linux-gnu'))
    .flatMap((folder) => [folder, ...entriesOf(folder).filter(hasLibraries)]);
}

const hasLibraries = (folder: string): boolean => entriesOf(folder).some((file) => /\.so(\.|$)/.test(file));

const entriesOf = (folder: string): string[] =>
  existsSync(folder) && statSync(folder).isDirectory()
    ? readdirSync(folder).map((entry) => join(folder, entry))
    : [];

function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').at(-1) ?? text;
}
