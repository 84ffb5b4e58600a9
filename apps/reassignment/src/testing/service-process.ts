import type { World } from '@seatkeeper/testing';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ServiceProcess {
  /** The signal or exit code it ended with. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
  stop(): Promise<void>;
}

const TYPESCRIPT = new URL('../../../../libs/testing/src/typescript.mjs', import.meta.url).href;
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The service in a process of its own, which kills itself where `crashAt` says. */
export function serviceProcess(world: World, crashAt = ''): ServiceProcess {
  const child = spawn(process.execPath, ['--conditions=@seatkeeper/source', '--import', TYPESCRIPT, MAIN], {
    env: {
      PATH: process.env['PATH'],
      ...world.settings,
      PORT: '0',
      LOG_LEVEL: 'error',
      ...(crashAt && { CRASH_AT: crashAt }),
    },
    stdio: 'inherit',
  });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', (code, signal) => resolve(signal ?? code));
  });
  return {
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
