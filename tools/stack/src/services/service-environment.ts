import { publicHalf, type Secrets } from '../folder/secrets.js';
import type { ServersWithMail } from '../servers/servers.js';
import type { ServiceName } from '../../early/services.mjs';
import { DEMO_BILLING, stackNames } from '../stack-names.js';

/** The address with which the billing system of the demonstration logs in to the broker. */
export const billingAddress = ({ amqp, amqpUsers }: Pick<ServersWithMail, 'amqp' | 'amqpUsers'>): string =>
  amqpUsers?.[`billing.${DEMO_BILLING}`] ?? amqp;

export interface StackFacts {
  readonly id: string;
  readonly servers: ServersWithMail;
  readonly secrets: Secrets;
  /** Where people and their mail links reach the gateway. */
  readonly publicUrl: string;
}

/** Services that answer requests in somebody's name. */
const ASKED_BY_PEOPLE: ReadonlySet<ServiceName> = new Set([
  'identity',
  'licensing',
  'notifications',
  'reassignment',
]);

/** Whoever tries webhooks, mail servers, or single sign-on, on a stack of their own has the other side on the same machine. */
const receiversHere = { WEBHOOK_PLAIN_HTTP: 'true', WEBHOOK_NETWORKS: 'loopback' };
const sendersHere = { SENDER_PLAIN_SMTP: 'true', SENDER_NETWORKS: 'loopback' };
const providersHere = { SSO_PLAIN_HTTP: 'true', SSO_NETWORKS: 'loopback' };
/** They tell people, or identity providers, where the gateway is. */
const TELLS_ADDRESSES: ReadonlySet<ServiceName> = new Set([
  'gateway',
  'identity',
  'licensing',
  'notifications',
]);

/** What one service needs to know of the stack, and nothing that only another one needs. */
export function serviceEnvironment(
  service: ServiceName,
  port: number,
  { id, servers, secrets, publicUrl }: StackFacts,
): Record<string, string> {
  const names = stackNames(id);
  const { SIGNING_KEY, LINK_SECRET, FACTOR_KEY, IDEMPOTENCY_SECRET, ACTOR_KEY } = secrets;
  const { WEBHOOK_KEY, MAIL_SECRET, SENDER_KEY, MAIL_REPORT_SECRETS } = secrets;
  return {
    PORT: String(port),
    MONGODB_URI: servers.mongo,
    MONGODB_DATABASE_PREFIX: names.databasePrefix,
    AMQP_URL: servers.amqpUsers?.[service] ?? servers.amqp,
    AMQP_PREFIX: names.amqpPrefix,
    AMQP_EVENTS_EXCHANGE: names.eventsExchange,
    BILLING_SOURCES: DEMO_BILLING,
    REDIS_URL: servers.redis,
    REDIS_PREFIX: names.redisPrefix,
    ...(service === 'identity' ? { SIGNING_KEY, LINK_SECRET, FACTOR_KEY, ...providersHere } : {}),
    ...(service === 'gateway' ? { IDEMPOTENCY_SECRET, ACTOR_KEY, MAIL_REPORT_SECRETS } : {}),
    ...(ASKED_BY_PEOPLE.has(service) ? { ACTOR_PUBLIC_KEYS: publicHalf(ACTOR_KEY) } : {}),
    ...(service === 'notifications'
      ? {
          SMTP_URL: servers.mail.smtp,
          WEBHOOK_KEY,
          MAIL_SECRET,
          SENDER_KEY,
          ...receiversHere,
          ...sendersHere,
        }
      : {}),
    ...(TELLS_ADDRESSES.has(service) ? { PUBLIC_URL: publicUrl } : {}),
  };
}
