import type { Secrets } from '../folder/secrets.js';
import type { ServersWithMail } from '../servers/servers.js';
import type { ServiceName } from '../../early/services.mjs';

/** The billing system that `npm run buy-seats` and the demonstration play. */
export const DEMO_BILLING = 'demo';

export interface StackFacts {
  readonly id: string;
  readonly servers: ServersWithMail;
  readonly secrets: Secrets;
  /** Where people and their mail links reach the gateway. */
  readonly publicUrl: string;
}

/** The names under which this stack keeps its data on servers that others may use too. */
export function stackNames(id: string) {
  const prefix = `seatkeeper-${id}`;
  return {
    databasePrefix: prefix,
    amqpPrefix: prefix,
    eventsExchange: `${prefix}.events`,
    redisPrefix: prefix,
  };
}

/** What one service needs to know of the stack, and nothing that only another one needs. */
export function serviceEnvironment(
  service: ServiceName,
  port: number,
  { id, servers, secrets, publicUrl }: StackFacts,
): Record<string, string> {
  const names = stackNames(id);
  return {
    PORT: String(port),
    MONGODB_URI: servers.mongo,
    MONGODB_DATABASE_PREFIX: names.databasePrefix,
    AMQP_URL: servers.amqp,
    AMQP_PREFIX: names.amqpPrefix,
    AMQP_EVENTS_EXCHANGE: names.eventsExchange,
    BILLING_SOURCES: DEMO_BILLING,
    REDIS_URL: servers.redis,
    REDIS_PREFIX: names.redisPrefix,
    ...(service === 'identity' ? secrets : {}),
    ...(service === 'notifications' ? { SMTP_URL: servers.mail.smtp } : {}),
    ...(service === 'notifications' || service === 'gateway' ? { PUBLIC_URL: publicUrl } : {}),
  };
}
