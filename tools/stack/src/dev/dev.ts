import { Builder } from '../../early/builder.mjs';
import { findProjects, usersOf, type Project } from '../../early/projects.mjs';
import type { StackFolder } from '../folder/stack-folder.js';
import type { Note } from '../progress.js';
import { type Copy, untilReady } from '../services/services.js';
import { followLogs } from './log-follower.js';
import { Pretty } from './pretty.js';
import { watchSources } from './source-watcher.js';
import { watchTypes } from './type-check.js';

interface Developing {
  readonly repository: string;
  readonly folder: StackFolder;
  readonly copies: readonly Copy[];
  readonly note: Note;
  readonly signal: AbortSignal;
}

/**
 * What `npm run dev` adds to a running stack: a saved source is compiled and restarts the services that run it, and
 * only those; logs are on the terminal; type errors are said and stop nothing.
 */
export function develop({ repository, folder, copies, note, signal }: Developing): void {
  const pretty = new Pretty(Boolean(process.stdout.isTTY) || Boolean(process.env['FORCE_COLOR']));
  const print = (name: string, line: string) => void process.stdout.write(`${pretty.line(name, line)}\n`);
  followLogs(
    folder.path('logs'),
    copies.map(({ process }) => process.name),
    print,
    signal,
  );
  watchTypes(repository, (line) => print('types', line), signal);
  const builder = new Builder(repository);
  const projects = findProjects(repository);
  // Who imports what is read after each restart, not before it: that takes a tenth of a second, and a save of one
  // project does not change who uses it.
  let users = usersOf(projects);
  watchSources(
    projects,
    async (changed) => {
      try {
        await rebuild(builder, changed, users, { copies, note, signal });
        await bundleAnew(builder, changed, users, { projects, note });
        users = usersOf(projects);
      } catch (error) {
        if (!signal.aborted) note(error instanceof Error ? error.message : String(error));
      }
    },
    signal,
  );
  note('Watching the sources: a saved file restarts the services that run it');
}

async function rebuild(
  builder: Builder,
  changed: readonly Project[],
  users: ReadonlyMap<string, ReadonlySet<string>>,
  { copies, note, signal }: Pick<Developing, 'copies' | 'note' | 'signal'>,
): Promise<void> {
  const began = performance.now();
  const affected = new Set<string>();
  const files: string[] = [];
  for (const project of changed.filter(({ bundled }) => !bundled)) {
    const built = await builder.build(project);
    for (const failure of built.failures) note(`${project.name} does not compile:\n${failure}`);
    files.push(...built.changed.map((file) => `${project.name}/${file}`));
    // A project with a mistake keeps running as it was.
    if (built.changed.length > 0 && built.failures.length === 0)
      for (const name of users.get(project.name) ?? []) affected.add(name);
  }
  if (affected.has('stack')) note('The stack itself has changed: stop and start it to run the new code');
  const restarting = copies.filter(({ service }) => affected.has(service));
  if (restarting.length === 0) return;
  const names = restarting.map(({ process }) => process.name).join(', ');
  note(`Restarting ${names} for ${files.join(', ')}`);
  await Promise.all(restarting.map(({ process }) => process.restart()));
  await untilReady(restarting, note, signal);
  note(`The change runs in ${names} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** What browsers run is made when the services run again: it takes seconds, and who saved a service waits for that. */
async function bundleAnew(
  builder: Builder,
  changed: readonly Project[],
  users: ReadonlyMap<string, ReadonlySet<string>>,
  { projects, note }: Pick<Developing, 'note'> & { readonly projects: readonly Project[] },
): Promise<void> {
  const affected = new Set(changed.flatMap(({ name }) => [...(users.get(name) ?? [])]));
  for (const project of projects.filter(({ name, bundled }) => bundled && affected.has(name))) {
    const began = performance.now();
    const { changed: bundled, failures } = await builder.build(project);
    for (const failure of failures) note(`${project.name} does not compile:\n${failure}`);
    if (bundled.length > 0)
      note(`The ${project.name} is bundled anew after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
}
