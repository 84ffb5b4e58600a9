import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../../early/cannot-start.mjs';
import type { StackOptions } from '../../early/options.mjs';
import { CACHE_DIR } from '../../early/places.mjs';
import { type PortBook } from '../ports.js';
import type { StackFolder } from '../folder/stack-folder.js';
import type { KeptProcess, ProcessPlan } from '../processes/kept-process.js';
import { logTail } from '../processes/log-tail.js';
import type { ProcessGroup } from '../processes/process-group.js';
import type { Note } from '../progress.js';
import { waitUntil } from '../wait-until.js';
import { takeCrashPoint } from './crash-points.js';
import { hasDemoOperators, operatorsOfThisStart } from './operators.js';
import { serviceEnvironment, type StackFacts } from './service-environment.js';
import { copiesOf, SERVICES, type ServiceName } from '../../early/services.mjs';

const READY_WITHIN_MS = 120_000;
const SAY_WHO_IS_MISSING_EVERY_MS = 5_000;
const DEATHS_TO_GIVE_UP = 3;
/** In-flight work has 10 s to finish in the services themselves. */
const STOP_WITHIN_MS = 12_000;

/** A service that says so cannot start with the settings that it has, however often it is tried. */
const WRONG_SETTINGS = 78;

/** Smaller spaces for young objects: an idle identity takes 129 MB with this and 149 MB without. */
const NODE_FLAGS = ['--max-semi-space-size=4'];

/** Node 22 and newer keep what V8 has compiled there, which shortens the next start. */
const COMPILED = join(CACHE_DIR, 'compiled');

/** One running copy of a service. */
export interface Copy {
  readonly service: ServiceName;
  readonly port: number;
  readonly process: KeptProcess;
}

interface Surroundings {
  readonly repository: string;
  readonly folder: StackFolder;
  readonly processes: ProcessGroup;
  readonly ports: PortBook;
}

/** Starts every service in the number of copies asked for; a single gateway listens on the given port itself. */
export async function startServices(
  { repository, folder, processes, ports }: Surroundings,
  {
    replicas,
    gatewayPort,
    inspect,
    seed,
  }: Pick<StackOptions, 'replicas' | 'gatewayPort' | 'inspect' | 'seed'>,
  facts: StackFacts,
): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (const service of SERVICES) {
    const main = join(repository, 'apps', service, 'dist', 'main.js');
    if (!existsSync(main)) throw new CannotStart(`${main} is missing: run npm run build.`);
    for (const [index, name] of copiesOf(service, replicas).entries()) {
      const port = name === 'gateway' ? gatewayPort : await ports.keep(name);
      // A debugger attaches to one process: the first copy.
      const debuggerPort = index === 0 ? inspect.get(service) : undefined;
      const flags = debuggerPort === undefined ? [] : [`--inspect=127.0.0.1:${debuggerPort}`];
      const plan = servicePlan(name, [...flags, main], serviceEnvironment(service, port, facts));
      const knowsOperators = service === 'identity' && hasDemoOperators({ seed, gatewayPort }, process.env);
      const envOfThisStart = () => ({
        ...(knowsOperators && operatorsOfThisStart(folder.operatorsFile)),
        ...takeCrashPoint(folder.dir, name),
      });
      copies.push({ service, port, process: processes.keep('service', { ...plan, envOfThisStart }) });
    }
  }
  return copies;
}

function servicePlan(name: string, words: readonly string[], env: Record<string, string>): ProcessPlan {
  const crashPoint = process.env['CRASH_AT'];
  return {
    name,
    file: process.execPath,
    args: [...NODE_FLAGS, ...words],
    env: { NODE_COMPILE_CACHE: COMPILED, ...env, CRASH_AT: undefined },
    // A process that met its crash point starts again without one, as after a crash in earnest.
    envOfFirstStart: { CRASH_AT: crashPoint },
    finalExitCode: WRONG_SETTINGS,
    stopWithinMs: STOP_WITHIN_MS,
  };
}

/** Waits until every copy says that it is ready; throws with the end of the log of one that does not stay up. */
export async function untilReady(copies: readonly Copy[], note: Note, signal: AbortSignal): Promise<void> {
  const missing = new Set(copies);
  const names = () => [...missing].map(({ process }) => process.name).join(', ');
  const report = setInterval(() => note(`Waiting for ${names()}`), SAY_WHO_IS_MISSING_EVERY_MS);
  try {
    await Promise.all(
      copies.map(async (copy) => {
        const ready = await waitUntil(() => isReady(copy), {
          deadlineMs: READY_WITHIN_MS,
          everyMs: 50,
          signal,
        });
        if (ready) missing.delete(copy);
      }),
    );
  } finally {
    clearInterval(report);
  }
  const [first] = missing;
  if (first) throw notReady(first.process, `is not ready after ${READY_WITHIN_MS / 1000} s`);
}

async function isReady({ port, process }: Copy): Promise<boolean> {
  if (process.hasGivenUp) throw new CannotStart(lastWords(process));
  if (process.deaths >= DEATHS_TO_GIVE_UP) throw notReady(process, 'does not stay up');
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false;
  }
}

/** What a service says last, after its log in JSON, is meant for the person at the terminal. */
function lastWords({ logFile }: KeptProcess): string {
  return logTail(logFile, 1);
}

function notReady({ name, logFile }: KeptProcess, what: string): CannotStart {
  return new CannotStart(`${name} ${what}; its log ${logFile} ends with:\n${logTail(logFile)}`);
}
