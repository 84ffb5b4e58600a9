import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { passwordHash } from '../../early/password-hash.mjs';
import { SERVICES } from '../../early/services.mjs';
import type { StackFolder } from '../folder/stack-folder.js';
import { writeAtomically } from '../folder/write-atomically.js';
import { DEMO_BILLING, stackNames } from '../stack-names.js';

const ADMINISTRATOR = 'guest';

/** The users of a stack's own RabbitMQ. */
interface KeptUsers {
  /** Definitions that RabbitMQ loads. */
  readonly file: string;
  /** The address of each at a host and port. */
  at(host: string): Record<string, string>;
}

/** Writes down who may do what on the stack's own RabbitMQ, with passwords that last as long as the stack. */
export async function keepBrokerUsers(folder: StackFolder): Promise<KeptUsers> {
  // Only here, because it reads all contracts, which a stack on servers of others has no need of.
  const { brokerDefinitions, userOf } = await import('@seatkeeper/bus/broker');
  const secret = keepSecret(folder.path('broker-secret'));
  const derived = (what: string) => createHmac('sha256', secret).update(what).digest();
  const passwordOf = (user: string) =>
    user === ADMINISTRATOR ? ADMINISTRATOR : derived(user).toString('hex');
  const { amqpPrefix: prefix, eventsExchange } = stackNames(folder.id);
  const definitions = brokerDefinitions({
    place: { prefix, eventsExchange },
    billingSources: [DEMO_BILLING],
    administrator: ADMINISTRATOR,
    // The same each time, so that a start changes nothing.
    hashOf: (user) => passwordHash(passwordOf(user), derived(`salt of ${user}`).subarray(0, 4)),
  });
  const file = folder.path('broker-users.json');
  writeAtomically(file, `${JSON.stringify(definitions, null, 2)}\n`, 0o600);
  const speakers = [...SERVICES, `billing.${DEMO_BILLING}`];
  const addressOf = (speaker: string, host: string) => {
    const user = userOf({ prefix }, speaker);
    return `amqp://${user}:${passwordOf(user)}@${host}`;
  };
  return {
    file,
    at: (host) => Object.fromEntries(speakers.map((speaker) => [speaker, addressOf(speaker, host)])),
  };
}

function keepSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const secret = randomBytes(32).toString('hex');
  writeAtomically(file, secret, 0o600);
  return secret;
}
