import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** Everything it has written so far, errors included. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a TypeScript program of the workspace in a process of its own, one that a test may kill. */
export function startChild(
  program: URL,
  options: { env?: Record<string, string>; args?: string[] } = {},
): Child {
  const hooks = new URL('./typescript.mjs', import.meta.url).href;
  const child = spawn(
    process.execPath,
    ['--conditions=@seatkeeper/source', '--import', hooks, fileURLToPath(program), ...(options.args ?? [])],
    { env: { ...process.env, NODE_OPTIONS: '', ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    process: child,
    output: () => output,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
