import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

interface Running {
  readonly signal: AbortSignal;
  readonly cwd?: string;
  readonly timeoutMs?: number;
}

/** Runs a program to its end and gives what it printed; throws with its error output if it fails. */
export async function run(program: string, args: readonly string[], options: Running): Promise<string> {
  const { stdout } = await execute(program, args, {
    cwd: options.cwd,
    signal: options.signal,
    timeout: options.timeoutMs ?? 300_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
  });
  return stdout;
}
