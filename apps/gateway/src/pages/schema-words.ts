import { type Html, html, type HtmlPart } from './html.js';

/** As much of JSON Schema as the API's own document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
}

export interface Field {
  /** `phones.cell`, `split[].to`. */
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Every field of an object, those of objects inside it after it. What has a name of its own is not taken apart. */
export function fieldsOf(schema: JsonSchema, prefix = ''): Field[] {
  const fields = objectsIn(schema).flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).flatMap(([name, property]) => {
      const path = prefix + name;
      const inside = property.items ? fieldsOf(property.items, `${path}[].`) : fieldsOf(property, `${path}.`);
      return [{ path, schema: property, required: required.includes(name) }, ...inside];
    }),
  );
  // Two forms of one object have fields in common.
  return fields.filter(({ path }, index) => fields.findIndex((other) => other.path === path) === index);
}

const formsOf = ({ anyOf, oneOf }: JsonSchema): readonly JsonSchema[] => anyOf ?? oneOf ?? [];

const objectsIn = (schema: JsonSchema): JsonSchema[] =>
  schema.properties ? [schema] : formsOf(schema).flatMap(objectsIn);

export const refName = ($ref: string): string => $ref.split('/').at(-1) ?? '';

/** What may stand in a place, in words: `text of 1 to 100 characters`, `list of id usr_…`, `User or null`. */
export function typeOf(schema: JsonSchema): Html {
  if (schema.$ref !== undefined) {
    const name = refName(schema.$ref);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum)
    return joined(
      schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`),
      ' or ',
    );
  const forms = formsOf(schema);
  if (forms.length > 0) return joined(distinct(forms.map(typeOf)), ' or ');
  const types = [schema.type ?? 'anything'].flat();
  return joined(
    types.map((type) => oneType(type, schema)),
    ' or ',
  );
}

function oneType(type: string, schema: JsonSchema): Html {
  const { minItems, maxItems, minLength, maxLength, minimum, maximum } = schema;
  switch (type) {
    case 'string':
      return textType(schema) ?? html`text${range(minLength, maxLength, ' of ', ' characters')}`;
    case 'integer':
      return html`whole number${range(bounded(minimum), bounded(maximum), ' from ', '')}`;
    case 'boolean':
      return html`<code>true</code> or <code>false</code>`;
    case 'array':
      return html`list of ${typeOf(schema.items ?? {})}${range(minItems, maxItems, ', ', ' of them')}`;
    case 'object':
      return typeof schema.additionalProperties === 'object' && !schema.properties
        ? html`object of ${typeOf(schema.additionalProperties)}`
        : html`object`;
    default:
      return html`${type}`;
  }
}

function textType({ format, pattern }: JsonSchema): Html | undefined {
  if (format === 'date-time') return html`time`;
  const prefix = /^\^([a-z]{3}_)\[/.exec(pattern ?? '')?.[1];
  return prefix === undefined ? undefined : html`id <code>${prefix}…</code>`;
}

/** Zod writes the limits of what JavaScript can count to for those nobody set. */
const bounded = (limit: number | undefined): number | undefined =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined;

function range(least: number | undefined, most: number | undefined, before: string, after: string): string {
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return `${before}${least} or more${after}`;
  return least === undefined || least === most
    ? `${before}${least === most ? '' : 'at most '}${most}${after}`
    : `${before}${least} to ${most}${after}`;
}

const distinct = (parts: readonly Html[]): Html[] => [
  ...new Map(parts.map((part) => [part.text, part])).values(),
];

const joined = (parts: readonly Html[], separator: string): Html =>
  html`${parts.flatMap((part, index): HtmlPart[] => (index === 0 ? [part] : [separator, part]))}`;
