import { z } from 'zod';
import { readPublicSigningKey, readsAs, readSigningKey } from '../security/signing-keys.js';
import type { SettingsOf, SettingsSpec } from './settings-spec.js';

const nameOf = (what: string) =>
  z.string().regex(/^[\w.-]{1,64}$/, `Expected ${what} of letters, digits, . _ -`);

/** Every service has these. */
export const commonSettings = {
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port of the HTTP API, health and metrics; 0 takes a free one'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on; in a container 0.0.0.0, so that probes and callers reach it'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('Least important log line that is written'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .optional()
    .describe('OpenTelemetry collector (OTLP over HTTP) that receives traces; without it none are made'),
  CRASH_AT: z
    .string()
    .optional()
    .describe('Fault injection for tests: points in the code at which the process kills itself'),
};

/** A service that keeps data. */
export const mongoSettings = {
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'Expected mongodb://host:port or mongodb+srv://host')
    .describe('MongoDB: a replica set, a sharded cluster or a single node'),
  MONGODB_DATABASE_PREFIX: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'Expected at most 40 letters, digits, _ -')
    .default('seatkeeper')
    .describe('Start of the database name; the name of the service follows'),
};

/** A service that people reach, or that sends them somewhere. */
export const publicSettings = {
  PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe(
      'Address at which people reach the gateway; the beginning of every link in a mail. With https, browsers are told ' +
        'never to come without',
    ),
};

/** A service that speaks on the bus. */
export const busSettings = {
  AMQP_URL: z
    .string()
    .regex(/^amqps?:\/\/\S+$/, 'Expected amqp://user:password@host:port or amqps://…')
    .describe('RabbitMQ'),
  AMQP_PREFIX: nameOf('a prefix').default('seatkeeper').describe('Start of every queue name'),
  AMQP_EVENTS_EXCHANGE: nameOf('the name of an exchange')
    .default('seatkeeper.events')
    .describe('Topic exchange of the events, also for billing systems'),
  BILLING_SOURCES: z
    .string()
    .regex(/^([\w-]{1,40}(,[\w-]{1,40})*)?$/, 'Expected names of letters, digits, _ -, with commas between')
    .default('')
    .transform((names) => names.split(',').filter(Boolean))
    .describe(
      'Names of the billing systems whose events are believed, commas between: `acme-erp` publishes under the source ' +
        '`/billing/acme-erp`; left out, none is',
    ),
  BUS_STRICT: z
    .stringbool()
    .default(false)
    .describe('For tests: what a contract does not allow is an error, where it otherwise is only logged'),
};

/** Who knows the callers, and says on the bus who of them acts. */
export const actorSigningSettings = {
  ACTOR_KEY: z
    .string()
    .refine(readsAs(readSigningKey), 'Expected a private key of the curve P-256, base64 of PKCS#8 PEM')
    .optional()
    .describe(
      'Signs for each request who acts (ES256): an EC P-256 private key, PKCS#8 PEM in base64, which no other service ' +
        'has; can be left out only where all services share a user of RabbitMQ',
    ),
};

/** A service that is asked in somebody's name. */
export const actorCheckingSettings = {
  ACTOR_PUBLIC_KEYS: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .refine((keys) => keys.every(readsAs(readPublicSigningKey)), 'Expected public keys, base64 of SPKI PEM')
    .optional()
    .meta({ secret: false })
    .describe(
      'Public halves of the keys in `ACTOR_KEY`, commas between: the one in use, and around a change the other; without ' +
        'one nobody checks who acts, which is possible only where all services share a user of RabbitMQ',
    ),
};

/** A service that queues jobs. */
export const redisSettings = {
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, 'Expected redis://host:port or rediss://…')
    .describe('Redis of the job queues, with maxmemory-policy noeviction and append-only file'),
  REDIS_PREFIX: nameOf('a prefix').default('seatkeeper').describe('Start of every key'),
};

export type CommonSettings = SettingsOf<SettingsSpec<typeof commonSettings>>;
export type MongoSettings = SettingsOf<SettingsSpec<typeof mongoSettings>>;
export type BusSettings = SettingsOf<SettingsSpec<typeof busSettings>>;
export type ActorSigningSettings = SettingsOf<SettingsSpec<typeof actorSigningSettings>>;
export type ActorCheckingSettings = SettingsOf<SettingsSpec<typeof actorCheckingSettings>>;
export type RedisSettings = SettingsOf<SettingsSpec<typeof redisSettings>>;

/** Names the platform knows, also in a service that does not use them: one file may configure all services. */
export const platformNames: readonly string[] = [
  commonSettings,
  mongoSettings,
  busSettings,
  redisSettings,
  // Not the key that signs: a service that is given it without need is better told so.
  actorCheckingSettings,
].flatMap((shape) => Object.keys(shape));
