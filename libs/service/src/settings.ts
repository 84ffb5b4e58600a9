import { z } from 'zod';
import { closest } from './near-miss.js';

export interface SettingsSpec<S extends z.ZodRawShape = z.ZodRawShape> {
  readonly shape: S;
  readonly schema: z.ZodObject<S>;
}

export type SettingsOf<T extends SettingsSpec> = Readonly<z.output<T['schema']>>;

/** Nest token of the parsed, frozen settings of the service. */
export const SETTINGS = Symbol('SETTINGS');

/** Environment variables of a service: each a schema with `.describe()` and, mostly, a default. */
export const defineSettings = <S extends z.ZodRawShape>(shape: S): SettingsSpec<S> => ({
  shape,
  schema: z.object(shape),
});

const port = z.coerce.number().int().min(0).max(65_535);
const name = z.string().regex(/^[\w.-]{1,60}$/, 'Letters, digits, dots, hyphens and underscores');

export const commonSettings = {
  PORT: port
    .default(0)
    .describe('HTTP port of health and metrics, and of the API in the gateway; 0 picks one'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Least important lines to log'),
  CRASH_AT: z
    .string()
    .optional()
    .describe('Fault injection for tests: crash points at which the process dies'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .optional()
    .describe('OTLP/HTTP endpoint for traces; without it none are made'),
};

export const mongoSettings = {
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'Expected mongodb://…')
    .default('mongodb://127.0.0.1:27017')
    .describe('MongoDB server, replica set or sharded cluster'),
  MONGODB_DATABASE_PREFIX: name.default('seatkeeper').describe('Databases are called <prefix>-<service>'),
};

export const busSettings = {
  AMQP_URL: z
    .string()
    .regex(/^amqps?:\/\//, 'Expected amqp://…')
    .default('amqp://guest:guest@127.0.0.1:5672')
    .describe('RabbitMQ'),
  AMQP_PREFIX: name.default('seatkeeper').describe('Queues are called <prefix>.<service>.<purpose>'),
  AMQP_EVENTS_EXCHANGE: name.default('seatkeeper.events').describe('Topic exchange of events'),
};

export const redisSettings = {
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'Expected redis://…')
    .default('redis://127.0.0.1:6379')
    .describe('Redis of the job queues; noeviction and AOF'),
  REDIS_PREFIX: name.default('seatkeeper').describe('Prefix of every key'),
};

/** A setting that is wrong or unknown: reason enough not to start. */
export class SettingsError extends Error {}

/** Reads settings from an environment. Rejects all that is wrong at once, with names and what is expected. */
export function readSettings<S extends z.ZodRawShape>(
  spec: SettingsSpec<S>,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<z.ZodObject<S>>> {
  const unknown = unknownVariables(Object.keys(spec.shape), environment);
  if (unknown.length > 0) throw new SettingsError(unknown.join(' '));
  const given = Object.fromEntries(
    Object.keys(spec.shape).flatMap((key) => (environment[key] ? [[key, environment[key]]] : [])),
  );
  const parsed = spec.schema.safeParse(given);
  if (parsed.error)
    throw new SettingsError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} is not valid: ${message}.`).join(' '),
    );
  return Object.freeze(parsed.data);
}

/** Variables that other services of ours know: in a shared environment they are no mistake. */
const SHARED = [
  ...Object.keys({ ...commonSettings, ...mongoSettings, ...busSettings, ...redisSettings }),
  'PUBLIC_URL',
  'SIGNING_KEY',
  'LINK_SECRET',
  'INVITATION_DAYS',
  'TRIAL_SEATS',
  'SMTP_URL',
  'MAIL_FROM',
  'MAIL_WEB_PORT',
  'MAIL_SMTP_PORT',
  'MAIL_WEB_URL',
  'MAIL_SMTP_URL',
];
const OURS =
  /^(MONGODB|MONGO|AMQP|RABBITMQ_URL|REDIS|SMTP|MAIL|INVITATION|TRIAL|SIGNING|LINK|PUBLIC|CRASH)(_|$)/;

/** A misspelt variable would silently mean its default: one that looks like ours but is not stops the start. */
function unknownVariables(
  known: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const names = [...new Set([...known, ...SHARED])];
  return Object.keys(environment)
    .filter((variable) => OURS.test(variable) && !names.includes(variable))
    .map((variable) => {
      const near = closest(variable, names);
      return `${variable} is not known${near ? `; did you mean ${near}?` : '.'}`;
    });
}

export interface SettingRow {
  name: string;
  required: boolean;
  default: unknown;
  meaning: string;
}

/** The rows of the configuration reference. */
export function describeSettings(spec: SettingsSpec): SettingRow[] {
  return Object.entries(spec.shape).map(([key, schema]) => {
    const value = (schema as z.ZodType).safeParse(undefined);
    return {
      name: key,
      required: !value.success,
      default: value.success ? (value.data ?? null) : null,
      meaning: (schema as z.ZodType).description ?? '',
    };
  });
}
