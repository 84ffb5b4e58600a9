import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Lower than what people wait for. */
const NICE = 10;

/** Each by a tsc of its own: one for both would not see what is saved while it looks for the first time. */
const PROGRAMS = ['tsconfig.node.json', 'apps/console'];

/** Lets tsc look at every change and hands on what it finds wrong. */
export function watchTypes(repository: string, print: (line: string) => void, signal: AbortSignal): void {
  for (const program of PROGRAMS) watchProgram(program, repository, print, signal);
}

function watchProgram(
  program: string,
  repository: string,
  print: (line: string) => void,
  signal: AbortSignal,
): void {
  const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(
    process.execPath,
    [tsc, '--project', program, '--noEmit', '--watch', '--preserveWatchOutput', '--pretty', 'false'],
    {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (child.pid !== undefined) setPriority(child.pid, NICE);
  child.on('error', (error) => print(`Types are not checked: ${error.message}`));
  signal.addEventListener('abort', () => child.kill(), { once: true });
  let wrong: boolean | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [, errors] = /Found (\d+) errors?/.exec(line) ?? [];
    if (errors === undefined) {
      if (/error TS\d+|^\s+\S/.test(line)) print(line);
      return;
    }
    if (errors !== '0' || wrong)
      print(errors === '0' ? 'All types are right again' : `${errors} type errors`);
    wrong = errors !== '0';
  });
}
