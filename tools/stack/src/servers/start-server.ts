import { CannotStart } from '../../early/cannot-start.mjs';
import type { KeptProcess, ProcessPlan } from '../processes/kept-process.js';
import { logTail } from '../processes/log-tail.js';
import { waitUntil } from '../wait-until.js';
import type { ServerContext } from './server-context.js';

const DEADLINE_MS = 90_000;
const DEATHS_TO_GIVE_UP = 3;

interface Place {
  readonly address: string;
  readonly answers: (address: string) => Promise<unknown>;
  /** What to say about it once it answers. */
  readonly found: string;
}

/** Starts a server of the stack's own and waits until it answers; throws with the end of its log if it never does. */
export async function startServer(
  { processes, note, signal }: ServerContext,
  plan: ProcessPlan,
  { address, answers, found }: Place,
): Promise<string> {
  const process = processes.keep('server', plan);
  const up = await waitUntil(
    async () => {
      if (process.deaths >= DEATHS_TO_GIVE_UP) throw doesNotStart(process, 'does not stay up');
      return Boolean(await answers(address));
    },
    { deadlineMs: DEADLINE_MS, everyMs: 50, signal },
  );
  if (!up) throw doesNotStart(process, `does not answer within ${DEADLINE_MS / 1000} s`);
  note(found);
  return address;
}

function doesNotStart({ name, logFile }: KeptProcess, what: string): CannotStart {
  return new CannotStart(`The private ${name} ${what}; its log ${logFile} ends with:\n${logTail(logFile)}`);
}
