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

/** The tries before this one: those that failed, and those that came during an outage. */
export interface Tries {
  readonly attempts: number;
  readonly outages: number;
}

/** What happens to the message before it is acked; neither means it is done. */
export interface Settlement {
  readonly retry?: Verdict & { readonly delayMs: number };
  readonly deadLetter?: Verdict;
}

export interface Verdict extends Tries {
  readonly code: string;
  readonly reason: string;
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
 * Decides from the outcomes of this try and the tries before it. Handlers that failed get the next delay; those that
 * refused or have had every delay go to the dead letters, alone. An outage is no attempt: the event waits for its end,
 * however long it lasts, and is tried again after the first delay, then ever again after the second.
 */
export function settle(outcomes: readonly Outcome[], before: Tries, delaysMs: readonly number[]): Settlement {
  const troubles: Trouble[] = outcomes.filter((outcome) => 'code' in outcome);
  const delayMs = delaysMs[before.attempts];
  const waiting = troubles.filter(({ code }) => code === OUTAGE);
  const hopeful = troubles.filter((trouble) => isAttempt(trouble) && delayMs !== undefined);
  const again = troubles.filter((trouble) => waiting.includes(trouble) || hopeful.includes(trouble));
  const hopeless = troubles.filter((trouble) => !again.includes(trouble));
  const tries = {
    attempts: before.attempts + (hopeful.length > 0 ? 1 : 0),
    outages: before.outages + (waiting.length > 0 ? 1 : 0),
  };
  const pauseMs = hopeful.length > 0 ? delayMs : delaysMs[Math.min(before.outages, 1, delaysMs.length - 1)];
  return {
    ...(again.length > 0 && { retry: { ...verdict(again, tries), delayMs: pauseMs ?? 0 } }),
    ...(hopeless.length > 0 && {
      deadLetter: verdict(hopeless, { ...tries, attempts: before.attempts + 1 }),
    }),
  };
}

const OUTAGE: FaultCode = 'service-unavailable';

const isAttempt = ({ ended, code }: Trouble): boolean => ended === 'failed' && code !== OUTAGE;

function verdict(troubles: readonly Trouble[], tries: Tries): Verdict {
  return {
    code: troubles[0]?.code ?? 'internal-error',
    reason: troubles.map(({ handler, reason }) => `${handler}: ${reason}`).join(' | '),
    ...tries,
    handlers: troubles.map(({ handler }) => handler),
  };
}
