import { types } from 'node:util';
import type { Schema, SchemaType } from 'mongoose';

/** Answers a copy of a value that is as its schema says, word for word as Mongoose would store it; else `OTHER`. */
export type Form = (value: unknown) => unknown;

/** It has to be cast, or is wrong: Mongoose does the one, and says the other. */
export const OTHER = Symbol('other');

interface Field {
  readonly name: string;
  readonly form: Form;
  /** What is stored where it is not given: nothing, a value, or what only Mongoose knows. */
  readonly missing: () => unknown;
}

/** What Mongoose's own types of a schema leave out. */
type Typed = SchemaType & {
  readonly embeddedSchemaType?: Typed;
  readonly schema?: Schema;
  readonly enumValues?: readonly unknown[];
  readonly defaultValue?: unknown;
  readonly setters: readonly unknown[];
  readonly getters: readonly unknown[];
};

/** To write these names would change what the copy is, or make Mongoose take it for something of its own. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype', 'isMongooseBuffer']);
const isSafe = (name: string): boolean => !UNSAFE.has(name) && !name.startsWith('$');

const other: Form = () => OTHER;
const nothing = (): undefined => undefined;

/** Mongoose has to ask of each document anew what its schema says; this reads it once. */
const known = new WeakMap<Schema, Form>();

/** The form of whole documents. */
export function formOf(schema: Schema): Form {
  const form = known.get(schema) ?? objectForm(fieldsOf(schema, '', true));
  known.set(schema, form);
  return form;
}

/** What may be written at one path. */
export interface Place {
  readonly value: Form;
  /** Of an array. */
  readonly element: Form;
  readonly isNumber: boolean;
  readonly isRequired: boolean;
}

const places = new WeakMap<Schema, Map<string, Place | null>>();

/** Null where no field of its own has this path. */
export function placeAt(schema: Schema, path: string): Place | null {
  const ofSchema = places.get(schema) ?? new Map<string, Place | null>();
  places.set(schema, ofSchema);
  let place = ofSchema.get(path);
  if (place === undefined) {
    const type = schema.paths[path] as Typed | undefined;
    place = type ? placeOf(type) : null;
    // Paths of callers are made of numbers and ids, too; those of the schema are few.
    if (place) ofSchema.set(path, place);
  }
  return place;
}

const placeOf = (type: Typed): Place => ({
  value: formOfType(type),
  element: elementForm(type),
  isNumber: type.instance === 'Number',
  isRequired: isRequired(type),
});

/** The fields below a path, in the order of the schema, which is that of what is stored. */
function fieldsOf(schema: Schema, at: string, isTop: boolean): Field[] {
  const names = Object.keys(schema.paths)
    .filter((path) => path.startsWith(at))
    .map((path) => path.slice(at.length).split('.', 1)[0] ?? '');
  return [...new Set(names)].map((name) => {
    const type = schema.paths[at + name] as Typed | undefined;
    if (type) return { name, form: formOfType(type), missing: missingOf(type) };
    const below = fieldsOf(schema, `${at}${name}.`, isTop);
    // A group of which nothing was given is not stored, unless something in it has to be there; inside others Mongoose makes one up.
    const isOptional = isTop && below.every(({ missing }) => missing === nothing);
    return { name, form: objectForm(below), missing: isOptional ? nothing : () => OTHER };
  });
}

function objectForm(fields: readonly Field[]): Form {
  const names = new Set(fields.map(({ name }) => name));
  return (value) => {
    if (!isPlain(value)) return OTHER;
    for (const name of Object.keys(value)) if (!names.has(name)) return OTHER;
    const copy: Record<string, unknown> = {};
    for (const { name, form, missing } of fields) {
      const there = value[name];
      const stored = there === undefined ? missing() : form(there);
      if (stored === OTHER) return OTHER;
      if (stored !== undefined) copy[name] = stored;
    }
    return copy;
  };
}

function formOfType(type: Typed): Form {
  const form = isKnown(type) ? plainForm(type) : other;
  if (isRequired(type) || type.instance === 'Array' || type.enumValues?.length) return form;
  return (value) => (value === null ? null : form(value));
}

function plainForm(type: Typed): Form {
  switch (type.instance) {
    case 'String':
      return textForm(type);
    case 'Number':
      return (value) => (Number.isFinite(value) ? value : OTHER);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : OTHER);
    case 'Date':
      return (value) => (types.isDate(value) ? copyOfDate(value) : OTHER);
    case 'Mixed':
      return (value) => (value === null ? OTHER : copyOf(value));
    case 'Embedded':
      return type.schema ? formOfChild(type.schema) : other;
    case 'Array':
      return listOf(elementForm(type));
    default:
      return other;
  }
}

function textForm(type: Typed): Form {
  const { enumValues = [] } = type;
  const isNeeded = isRequired(type);
  return (value) => {
    if (typeof value !== 'string' || (isNeeded && value === '')) return OTHER;
    return enumValues.length === 0 || enumValues.includes(value) ? value : OTHER;
  };
}

function elementForm({ instance, schema, embeddedSchemaType }: Typed): Form {
  if (instance !== 'Array') return other;
  if (schema) return formOfChild(schema);
  return embeddedSchemaType && isKnown(embeddedSchemaType) ? plainForm(embeddedSchemaType) : other;
}

const formOfChild = (schema: Schema): Form => objectForm(fieldsOf(schema, '', false));

const listOf =
  (element: Form): Form =>
  (value) => {
    if (!Array.isArray(value)) return OTHER;
    const copy = value.map(element);
    return copy.includes(OTHER) ? OTHER : copy;
  };

const isRequired = (type: Typed): boolean => type.isRequired === true;

/** Whether it asks for nothing but what is looked at here. */
function isKnown({ validators, setters, getters, instance }: Typed): boolean {
  const asks = validators.map(({ type }) => type);
  return (
    setters.length === 0 &&
    getters.length === 0 &&
    asks.every((ask) => ask === 'required' || (ask === 'enum' && instance === 'String'))
  );
}

function missingOf(type: Typed): () => unknown {
  const { defaultValue, instance, options } = type;
  if (instance === 'Array' && (options as { default?: unknown }).default === undefined)
    return defaultValue === undefined ? absent(type) : () => [];
  if (defaultValue === null && !isRequired(type)) return () => null;
  return defaultValue === undefined ? absent(type) : () => OTHER;
}

const absent = (type: Typed): (() => unknown) => (isRequired(type) ? () => OTHER : nothing);

function copyOfDate(value: Date): unknown {
  const time = value.getTime();
  return Number.isNaN(time) ? OTHER : new Date(time);
}

/** Of anything; what is undefined in it is left out, as it is when it is stored. */
function copyOf(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (Array.isArray(value)) return listOf(copyOf)(value);
  if (types.isDate(value)) return copyOfDate(value);
  if (!isPlain(value) || '_bsontype' in value) return OTHER;
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    if (!isSafe(name)) return OTHER;
    const copied = copyOf(inner);
    if (copied === OTHER) return OTHER;
    copy[name] = copied;
  }
  return copy;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
