import { Fault, type FaultCode } from '@seatkeeper/contracts';

/** How one handler's try ended. `refused` cannot get better by itself; `failed` may. */
export type Outcome =
  | { readonly handler: string; readonly ended: 'done' | 'seen' }
  | {
      readonly handler: string;
      readonly ended: 'refused' | 'failed';
      readonly code: string;
      readonly reason: string;
    };

type Trouble = Extract<Outcome, { code: string }>;

/** What happens to the message before it is acked; neither means it is done. */
export interface Settlement {
  readonly retry?: Verdict & { readonly delayMs: number };
  readonly deadLetter?: Verdict;
}

export interface Verdict {
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  readonly handlers: readonly string[];
}

/** Faults that tell of a moment, not of the event. */
const PASSING: readonly FaultCode[] = [
  'service-unavailable',
  'internal-error',
  'too-many-requests',
  'user-busy',
];

/** Reads what a handler threw. */
export function troubleOf(handler: string, error: unknown): Trouble {
  if (error instanceof Fault)
    return {
      handler,
      ended: PASSING.includes(error.code) ? 'failed' : 'refused',
      code: error.code,
      reason: [error.message, ...(error.errors ?? []).map(({ path, message }) => `${path}: ${message}`)].join(
        '; ',
      ),
    };
  return { handler, ended: 'failed', code: 'internal-error', reason: String(error) };
}

/**
 * Decides from the outcomes of this try and the number of failed tries before it. Handlers that failed get
 * the next delay, those that refused or have had every delay go to the dead letters, alone.
 */
export function settle(
  outcomes: readonly Outcome[],
  failedBefore: number,
  delaysMs: readonly number[],
): Settlement {
  const troubles: Trouble[] = outcomes.filter((outcome) => 'code' in outcome);
  const attempts = failedBefore + 1;
  const delayMs = delaysMs[failedBefore];
  const hopeful = delayMs === undefined ? [] : troubles.filter(({ ended }) => ended === 'failed');
  const hopeless = troubles.filter((trouble) => !hopeful.includes(trouble));
  return {
    ...(delayMs !== undefined && hopeful.length > 0 && { retry: { ...verdict(hopeful, attempts), delayMs } }),
    ...(hopeless.length > 0 && { deadLetter: verdict(hopeless, attempts) }),
  };
}

function verdict(troubles: readonly Trouble[], attempts: number): Verdict {
  return {
    code: troubles[0]?.code ?? 'internal-error',
    reason: troubles.map(({ handler, reason }) => `${handler}: ${reason}`).join(' | '),
    attempts,
    handlers: troubles.map(({ handler }) => handler),
  };
}
