import { Fault } from '@seatkeeper/contracts';

export interface RaceResult<T> {
  /** What those answered that succeeded, in the order they were started. */
  values: T[];
  errors: unknown[];
  /** How often each fault code (or else the name of the error) came up. */
  refusals: Record<string, number>;
}

/** Starts `n` calls in the same instant and waits for all of them, however they end. */
export async function race<T>(n: number, call: (index: number) => Promise<T>): Promise<RaceResult<T>> {
  let start: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  const calls = Array.from({ length: n }, (_, index) => started.then(() => call(index)));
  const settled = Promise.allSettled(calls);
  start();
  const values: T[] = [];
  const errors: unknown[] = [];
  const refusals: Record<string, number> = {};
  for (const result of await settled) {
    if (result.status === 'fulfilled') values.push(result.value);
    else {
      errors.push(result.reason);
      const name = nameOf(result.reason);
      refusals[name] = (refusals[name] ?? 0) + 1;
    }
  }
  return { values, errors, refusals };
}

const nameOf = (error: unknown): string =>
  error instanceof Fault ? error.code : error instanceof Error ? error.name : String(error);
