import { Fault } from '@seatkeeper/contracts';
import { logger, metrics } from '@seatkeeper/service';

/** Longer than anything takes that somebody waits for; a frozen server is noticed by the driver sooner. */
const GIVEN_UP_MS = 15_000;
/** The driver ends what it has in hand after a minute without an answer. What is still there then, it has lost. */
const LOST_MS = 90_000;

const log = logger('mongo');
const overdue = new Set<object>();
const gauge = metrics.gauge(
  'mongo_operations_overdue',
  'Database operations that were given up and have not ended',
);

/**
 * Runs one database operation with an end: who waits for longer than 15 s gets the fault `service-unavailable`, and whether
 * it happened is unknown. One that never ends keeps a connection for good; then the process stops in order, for a fresh one.
 */
export async function bounded<R>(operation: () => PromiseLike<R>, lost = stop): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const running = Promise.resolve(operation());
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      watch(running, lost);
      reject(new Fault('service-unavailable', 'The database has not answered in time.'));
    }, GIVEN_UP_MS);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws a sentence while operations are under way that were given up. */
export function refuseOverdue(): void {
  if (overdue.size > 0)
    throw new Error(`${overdue.size} operations have not ended within ${GIVEN_UP_MS / 1_000} s`);
}

function watch(running: Promise<unknown>, lost: () => void): void {
  log.warn('A database operation was given up', { withinMs: GIVEN_UP_MS });
  overdue.add(running);
  gauge.set(overdue.size);
  const timer = setTimeout(lost, LOST_MS - GIVEN_UP_MS).unref();
  const ended = () => {
    clearTimeout(timer);
    overdue.delete(running);
    gauge.set(overdue.size);
  };
  running.then(ended, ended);
}

function stop(): void {
  log.fatal('The process ends because database operations are lost', { operations: overdue.size });
  process.kill(process.pid, 'SIGTERM');
}
