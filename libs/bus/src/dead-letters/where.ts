import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Place } from '../broker/topology.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** A broker, what lies on it, and what to say when it does not answer. */
export interface Where {
  readonly url: string;
  readonly place: Place;
  readonly ifAway: (reason: string) => string;
}

/** What is needed of a stack's `stack.json`. */
const StackFile = z.object({ amqp: z.string(), amqpPrefix: z.string(), eventsExchange: z.string() });

/**
 * The installation that `AMQP_URL` and its companions name, as for the services; without them the stack that runs in
 * `STACK_DIR`. Throws a sentence if there is neither.
 */
export function findInstallation(environment: Environment, repository: string): Where {
  const { AMQP_URL, AMQP_PREFIX = 'seatkeeper', AMQP_EVENTS_EXCHANGE } = environment;
  if (AMQP_URL !== undefined) {
    const eventsExchange = AMQP_EVENTS_EXCHANGE ?? 'seatkeeper.events';
    const ifAway = (reason: string) => `RabbitMQ at AMQP_URL cannot be reached: ${reason}.`;
    return { url: AMQP_URL, place: { prefix: AMQP_PREFIX, eventsExchange }, ifAway };
  }
  const folder = resolve(repository, environment['STACK_DIR'] ?? '.local');
  const file = join(folder, 'stack.json');
  if (!existsSync(file))
    throw new Error(
      `No stack runs in ${folder}. Begin with npm start, name another folder in STACK_DIR, or set AMQP_URL, ` +
        'AMQP_PREFIX and AMQP_EVENTS_EXCHANGE as for the services.',
    );
  const { amqp, amqpPrefix, eventsExchange } = readStack(file);
  const ifAway = (reason: string) =>
    `The stack in ${folder} does not run any more: its RabbitMQ says ${reason}.`;
  return { url: amqp, place: { prefix: amqpPrefix, eventsExchange }, ifAway };
}

function readStack(file: string): z.output<typeof StackFile> {
  try {
    return StackFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Error(`${file} cannot be read; it is being written, or is not of this version. Try again.`);
  }
}
