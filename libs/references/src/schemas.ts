import {
  Account,
  AuditEntry,
  Group,
  Invitation,
  LedgerLine,
  License,
  ListedUser,
  LiveChange,
  OwnedRecord,
  Problem,
  Reassignment,
  ReassignmentPreview,
  ScimError,
  ScimGroup,
  ScimUser,
  Seat,
  SessionTokens,
  User,
} from '@seatkeeper/contracts';
import { z } from 'zod';

export type Json = Record<string, unknown>;

/** Schemas that many calls share get a name; the rest is written where it is used. */
const named = {
  Account,
  AuditEntry,
  Group,
  Invitation,
  LedgerLine,
  License,
  ListedUser,
  LiveChange,
  OwnedRecord,
  Problem,
  Reassignment,
  ReassignmentPreview,
  ScimError,
  ScimGroup,
  ScimUser,
  Seat,
  Tokens: SessionTokens,
  User,
} satisfies Record<string, z.ZodType>;

/** JSON Schemas of contracts, those with a name as references into one set of components. */
export class Schemas {
  private readonly registry = z.registry<{ id: string }>();
  private readonly definitions: Json = {};

  constructor() {
    for (const [id, schema] of Object.entries(named)) this.registry.add(schema, { id });
    for (const schema of Object.values(named)) this.of(schema, 'output');
  }

  /** A JSON Schema in which named schemas are references into the components. */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _dialect,
      $defs,
      ...json
    } = z.toJSONSchema(schema, {
      metadata: this.registry,
      io,
      unrepresentable: 'any',
      reused: 'inline',
      override: ({ zodSchema, jsonSchema }) => describeAsSaid(zodSchema, jsonSchema),
    }) as Json & { $defs?: Json };
    Object.assign(this.definitions, toComponents($defs ?? {}));
    return toComponents(json);
  }

  components(): Json {
    return Object.fromEntries(Object.entries(this.definitions).sort(([a], [b]) => a.localeCompare(b)));
  }
}

/**
 * What a contract says of a schema itself stands in the document. A query parameter arrives as text, so its schema is
 * one of text; a `type` of its own says what it means, and takes the place of how it is read.
 */
function describeAsSaid(schema: z.core.$ZodType, json: Json): void {
  const said = z.globalRegistry.get(schema);
  if (said?.['type'] !== undefined) for (const key of Object.keys(json)) delete json[key];
  Object.assign(json, said);
}

function toComponents<T extends Json>(json: T): T {
  return JSON.parse(
    JSON.stringify(json, (key, value: unknown) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    ).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as T;
}
