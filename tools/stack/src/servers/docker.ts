import { spawnSync } from 'node:child_process';
import type { StackFolder } from '../folder/stack-folder.js';
import type { ProcessPlan } from '../processes/kept-process.js';
import { findProgram } from './programs.js';
import { run } from './run.js';

interface Container {
  readonly name: string;
  readonly image: string;
  /** Port on this machine's loopback address. */
  readonly port: number;
  readonly portInside: number;
  readonly dataInside: string;
  readonly options?: readonly string[];
  readonly command?: readonly string[];
}

/** Whether a Docker engine answers; the client alone is of no use. */
export async function hasDocker({ signal }: { signal: AbortSignal }): Promise<boolean> {
  if (findProgram(['docker']) === null) return false;
  return run('docker', ['info'], { signal, timeoutMs: 10_000 }).then(
    () => true,
    () => false,
  );
}

/** A container in the foreground: it ends with its client, and its data stays in a volume of the stack. */
export function dockerPlan(folder: StackFolder, container: Container): ProcessPlan {
  const name = `seatkeeper-${folder.id}-${container.name}`;
  const publish = `127.0.0.1:${container.port}:${container.portInside}`;
  return {
    name: container.name,
    file: 'docker',
    args: [
      ...['run', '--rm', '--name', name, '--hostname', container.name, '--publish', publish],
      ...['--volume', `${name}:${container.dataInside}`, ...(container.options ?? [])],
      ...[container.image, ...(container.command ?? [])],
    ],
    stopWithinMs: 15_000,
    // A client that was killed leaves its container behind.
    beforeStart: () => void spawnSync('docker', ['rm', '--force', name], { stdio: 'ignore' }),
  };
}
