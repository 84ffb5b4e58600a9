import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MeasuredStack } from '../stack/measured-stack.js';
import type { NamedProcess } from '../taps/peers.js';

/** A service in a process of the benchmark's own, on the servers of a stack, whose parts are called directly. */
export interface Inside {
  readonly process: NamedProcess;
  /** One question at a time; throws when the process ends instead of answering. */
  ask<T>(question: object): Promise<T>;
  stop(): void;
}

/** Starts the file of this name in `inside/`, and waits until it says that it is ready. */
export async function startInside(name: string, stack: MeasuredStack): Promise<Inside> {
  const { mongo, amqp, redis } = stack.info;
  const file = fileURLToPath(new URL(`../../inside/${name}.mjs`, import.meta.url));
  const child = fork(file, {
    execArgv: ['--max-semi-space-size=4'],
    // Its log costs what a service's does, and is nobody's concern.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, MONGODB_URI: mongo, AMQP_URL: amqp, REDIS_URL: redis },
  });
  const said = async () => {
    const over = new AbortController();
    const { signal } = over;
    try {
      const [answer] = (await Promise.race([
        once(child, 'message', { signal }),
        once(child, 'exit', { signal }).then(() => Promise.reject(new Error(`${name} ended.`))),
      ])) as [unknown];
      return answer;
    } finally {
      over.abort();
    }
  };
  const own = { name, pid: child.pid ?? 0 };
  stack.join(own);
  await said();
  return {
    process: own,
    async ask<T>(question: object) {
      child.send(question);
      return (await said()) as T;
    },
    stop: () => child.disconnect(),
  };
}
