import { SECRET_ANSWERS } from './generated/api.js';
import { pause } from './pause.js';
import { NoAnswer, Problem } from './problems.js';

/** Waits between tries without a word from the gateway on when to come again, in ms. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

export interface Repeating {
  /** Whether doing it twice is doing it once. */
  readonly repeatable: boolean;
  /** ms for all tries together; one that has begun is not cut off. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Does something until it succeeds, fails for good, or patience ends. What the gateway refused before it did anything
 * (too many requests, busy) is tried again always; what may have been done, where doing it twice is doing it once.
 * Rejects with the last failure, and with the signal's reason once it is aborted.
 */
export async function repeated<T>(
  act: () => Promise<T>,
  { repeatable, patienceMs, signal }: Repeating,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await act();
    } catch (error) {
      const isAborted = signal?.aborted ?? false;
      if (isAborted || !(wasRefusedUndone(error) || (repeatable && mayHaveBeenDone(error)))) throw error;
      const wait = waitAfter(error, tries);
      if (performance.now() + wait > end) throw error;
      await pause(wait, signal);
    }
  }
}

/**
 * Whether a call can be sent again after an answer was lost: reading always, and what the gateway knows again by its
 * Idempotency-Key. A PATCH sent twice may undo what somebody else has changed in between, and a deletion would find nothing.
 */
export function isRepeatable(method: string, path: string, headers: Headers): boolean {
  return method === 'get' || (takesKey(method, path) && headers.has('idempotency-key'));
}

/** Whether the gateway knows a call again by its Idempotency-Key. */
export const takesKey = (method: string, path: string): boolean =>
  method === 'put' || (method === 'post' && !SECRET_ANSWERS.has(path));

const wasRefusedUndone = (error: unknown): boolean =>
  error instanceof Problem &&
  (error.code === 'too-many-requests' || error.code === 'busy' || error.code === 'idempotency-in-progress');

/** No answer at all, or one of something that could not reach the gateway or a service behind it. */
const mayHaveBeenDone = (error: unknown): boolean =>
  error instanceof Problem ? [502, 503, 504].includes(error.status) : error instanceof NoAnswer;

function waitAfter(error: unknown, tries: number): number {
  if (error instanceof Problem && error.retryAfter !== undefined) return error.retryAfter * 1000;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (0.5 + Math.random() / 2);
}

/** An Idempotency-Key that nobody has: 32 hexadecimal digits. Unlike `randomUUID`, there is one over http in a network of one's own too. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
