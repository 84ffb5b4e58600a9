import { z } from 'zod';
import type { SettingsSpec } from './settings-spec.js';

/** One line of the configuration table. */
export interface SettingRow {
  name: string;
  /** As it would be written in the environment; undefined when there is none. */
  default: string | undefined;
  meaning: string;
  required: boolean;
  /** To be kept in a secret store, never in a file that is shared. */
  secret: boolean;
}

/** Connection strings usually carry a password. `.meta({ secret: false })` overrules the name. */
const SECRET_NAME = /SECRET|PASSWORD|TOKEN|(^|_)KEYS?$|^(MONGODB_URI|AMQP_URL|REDIS_URL|SMTP_URL)$/;

/** The settings of a service as rows of a table, in the order of their definition. */
export function describeSettings(spec: SettingsSpec): SettingRow[] {
  return Object.entries(spec.shape).map(([name, field]) => {
    const schema = field as z.ZodType;
    const secret = layers(schema)
      .map((layer) => layer.meta()?.['secret'])
      .find((mark) => typeof mark === 'boolean');
    return {
      name,
      default: defaultOf(schema),
      meaning:
        layers(schema)
          .map(({ description }) => description)
          .find(Boolean) ?? '',
      required: !schema.safeParse(undefined).success,
      secret: secret ?? SECRET_NAME.test(name),
    };
  });
}

function defaultOf(schema: z.ZodType): string | undefined {
  for (const layer of layers(schema)) {
    if (layer instanceof z.ZodDefault || layer instanceof z.ZodPrefault) {
      const value: unknown = layer.def.defaultValue;
      return typeof value === 'string' ? value : JSON.stringify(value);
    }
  }
  return undefined;
}

/** A schema and the ones it wraps, outermost first: `.default().transform()` hides the default inside. */
function layers(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodPipe) return [schema, ...layers(schema.def.in as z.ZodType)];
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return [schema, ...layers(schema.def.innerType as z.ZodType)];
  return [schema];
}
