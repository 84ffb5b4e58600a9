import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as contracts from '@seatkeeper/contracts';
import type { DeadLetter } from './dead-letter.js';
import { DeadLetterQueue, UNROUTED } from './dead-letter-queue.js';
import { describe, summarize } from './print.js';
import { refuseReplay } from './replays.js';
import { findInstallation } from './where.js';

const USAGE = `Usage: npm run dead-letters -- <command>

  list [service]                   how many wait per service, or the first 200 of one service
  show <service> [n]               everything about the n-th one, or about the first 10
  replay <service> <id> | --all    puts them back into the service's event queue, but for those that it did not
                                   believe, or that nobody can read: these can only be dropped
  drop <service> <id> | --all      removes them for good

  --json                           prints JSON instead of text

Instead of a service, "unrouted" means the events that no service hears, such as one of a billing system whose
type is misspelt; replaying those publishes them again.

Looks at the stack that runs in STACK_DIR (.local if unset), or, if AMQP_URL is set, at the installation that
AMQP_URL, AMQP_PREFIX and AMQP_EVENTS_EXCHANGE name, as for the services.`;

const LISTED = 200;
const SHOWN = 10;

/** A mistake of the person at the keyboard. */
class UsageError extends Error {}

/** Runs one command line; answers the exit code: 0 done, 1 failed or nothing found, 2 not understood. */
export async function deadLetters(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  print: (text: string) => void,
  repository = fileURLToPath(new URL('../../../../', import.meta.url)),
): Promise<number> {
  let queue: DeadLetterQueue | undefined;
  try {
    const { values, positionals } = parse(args);
    if (values.help || positionals.length === 0) {
      print(USAGE);
      return values.help ? 0 : 2;
    }
    const { url, place, ifAway } = findInstallation(environment, repository);
    queue = await DeadLetterQueue.open(url, place).catch((error: Error) => {
      throw new Error(ifAway(error.message));
    });
    const result = await run(queue, positionals, values.all);
    print(values.json ? JSON.stringify(result.data, null, 2) : result.text);
    return result.found ? 0 : 1;
  } catch (error) {
    const { message } = error as Error;
    print(error instanceof UsageError ? `${message}\n\n${USAGE}` : message);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    await queue?.close();
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

interface Result {
  found: boolean;
  data: unknown;
  text: string;
}

async function run(queue: DeadLetterQueue, words: readonly string[], all: boolean): Promise<Result> {
  const [command, service, which] = words;
  if (command === 'list') return service ? list(queue, service) : counts(queue);
  if (command !== 'show' && command !== 'replay' && command !== 'drop')
    throw new UsageError(`There is no command ${command}.`);
  if (!service) throw new UsageError(`Name the service: ${command} <service>.`);
  if (command === 'show') return show(queue, service, which);
  if (all === (which !== undefined)) throw new UsageError(`Give either an id or --all to ${command}.`);
  return settle(queue, command, service, which);
}

/** Those that may not be replayed stay where they are. */
async function settle(
  queue: DeadLetterQueue,
  command: 'replay' | 'drop',
  service: string,
  id: string | undefined,
): Promise<Result> {
  const refused: string[] = [];
  const picked = (letter: DeadLetter): boolean => {
    if (id !== undefined && letter.id !== id) return false;
    const refusal = command === 'replay' ? refuseReplay(letter) : null;
    if (refusal !== null) refused.push(`${letter.id} stays. ${refusal}.`);
    return refusal === null;
  };
  const taken = await queue[command](service, picked);
  const putBack = service === UNROUTED ? 'published again' : 'put back into the event queue';
  const done = `${taken.length} ${command === 'replay' ? putBack : 'dropped'}.`;
  const text = [...(taken.length > 0 ? [done] : []), ...refused].join('\n');
  const isFound = taken.length > 0 || (id === undefined && refused.length === 0);
  return { found: isFound, data: taken, text: text || `None of ${service} matches.` };
}

async function counts(queue: DeadLetterQueue): Promise<Result> {
  const rows: { service: string; waiting: number | null }[] = [];
  const text: string[] = [];
  for (const service of [...services(), UNROUTED]) {
    const waiting = await queue.count(service);
    rows.push({ service, waiting });
    text.push(`${service.padEnd(16)} ${waiting ?? (await whyNone(queue, service))}`);
  }
  return { found: true, data: rows, text: text.join('\n') };
}

const whyNone = async (queue: DeadLetterQueue, service: string): Promise<string> =>
  (await queue.answersRequests(service)) ? 'hears no events' : 'has never run here';

async function list(queue: DeadLetterQueue, service: string): Promise<Result> {
  const letters = await queue.list(service, LISTED);
  const text = letters.map((letter, index) => summarize(letter, index + 1));
  return { found: true, data: letters, text: text.join('\n') || `None of ${service}.` };
}

async function show(queue: DeadLetterQueue, service: string, which: string | undefined): Promise<Result> {
  const nth = which === undefined ? undefined : Number(which);
  if (nth !== undefined && !(Number.isInteger(nth) && nth > 0))
    throw new UsageError(`${which} is not a position: show <service> [1, 2, …].`);
  const letters = await queue.list(service, nth ?? SHOWN);
  const shown = nth === undefined ? letters : letters.slice(nth - 1, nth);
  const first = nth ?? 1;
  return {
    found: shown.length > 0,
    data: shown,
    text:
      shown.map((letter, index) => describe(letter, first + index)).join('\n\n') ||
      `None of ${service} at this position.`,
  };
}

/** Every service that answers requests or works on jobs: the first word of their names. */
function services(): string[] {
  const owners = Object.values(contracts as Record<string, unknown>).flatMap((value) => {
    if (typeof value !== 'object' || value === null || !('kind' in value)) return [];
    const contract = value as contracts.RequestContract | contracts.JobContract;
    if (contract.kind === 'request') return [contracts.ownerOf(contract)];
    return contract.kind === 'job' ? [contract.queue.split('-', 1)[0] ?? contract.queue] : [];
  });
  return [...new Set(owners)].sort();
}
