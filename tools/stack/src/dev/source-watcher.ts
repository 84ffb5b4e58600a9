import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../early/projects.mjs';

/** Editors write a file in several steps, and a checkout writes many files. */
const SETTLE_MS = 40;

/**
 * Calls back with every project that has a change below `src`, once things have settled. Watches folders rather than
 * files: most editors put a new file in the place of the old.
 */
export function watchSources(
  projects: readonly Project[],
  changed: (projects: readonly Project[]) => Promise<void>,
  signal: AbortSignal,
): void {
  const dirty = new Set<Project>();
  const watched = new Map<string, FSWatcher>();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;

  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void work(), SETTLE_MS);
  };
  const work = async () => {
    if (busy || dirty.size === 0 || signal.aborted) return;
    busy = true;
    const now = [...dirty];
    dirty.clear();
    for (const project of now) watchFolders(project);
    await changed(now);
    busy = false;
    if (dirty.size > 0) settle();
  };
  const watchFolders = (project: Project) => {
    for (const folder of foldersOf(join(project.dir, 'src'))) {
      if (watched.has(folder)) continue;
      const watcher = watch(folder, () => {
        dirty.add(project);
        settle();
      });
      // The folder is gone.
      watcher.on('error', () => watched.delete(folder));
      watched.set(folder, watcher);
    }
  };
  projects.forEach(watchFolders);
  signal.addEventListener('abort', () => watched.forEach((watcher) => watcher.close()), { once: true });
}

function foldersOf(dir: string): string[] {
  const below = readdirSync(dir, { recursive: true, withFileTypes: true });
  return [
    dir,
    ...below.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)),
  ];
}
