import { SCIM_ENTERPRISE_USER, type ScimPatchOperation } from '@seatkeeper/contracts';
import { type ScimCondition, scimFault } from './scim-filters.js';
import { readPath, type ScimPath, shortened } from './scim-paths.js';
import {
  DESCRIBING,
  ENTERPRISE,
  MULTI,
  type Parts,
  SINGLE,
  type Slot,
  type Text,
} from './scim-attributes.js';
import { booleanOf, isTrue, objectOf, partOf, textOf, wordOf } from './scim-values.js';

/** What is said of a person: a text, or null for what is taken away; what is not said is not there. */
export type SaidOfPerson = Partial<Record<Text, string | null>> & { active?: boolean };

type Op = ScimPatchOperation['op'];
/** What a body says: attributes that nobody knows are left alone. */
export function saidByBody(body: Readonly<Record<string, unknown>>): SaidOfPerson {
  const said: SaidOfPerson = {};
  sayAll(said, body, 'replace', '');
  return said;
}

/** What operations say one after the other: the last word counts. */
export function saidByOperations(operations: readonly ScimPatchOperation[]): SaidOfPerson {
  const said: SaidOfPerson = {};
  for (const { op, path, value } of operations) {
    if (path === undefined || path === null || path.trim() === '') {
      if (op === 'remove') throw scimFault('noTarget', 'An operation that removes something names its path.');
      sayAll(said, objectOf(value, 'value'), op, '');
      continue;
    }
    const read = readPath(path);
    const isKnown = say(said, read, op === 'remove' ? null : value, op);
    if (!isKnown) throw scimFault('invalidPath', `There is no attribute ${shortened(path)}.`);
  }
  return said;
}

/** Each of an object by its name, which may be a path itself: Entra sends dots, brackets and URNs there. */
function sayAll(said: SaidOfPerson, value: Readonly<Record<string, unknown>>, op: Op, before: string): void {
  for (const [name, each] of Object.entries(value)) {
    const path = pathOf(before + name);
    if (path) say(said, path, each, op);
  }
}

/** What is no path is no attribute of ours. */
function pathOf(name: string): ScimPath | null {
  try {
    return readPath(name);
  } catch {
    return null;
  }
}

/** False for an attribute that nobody knows. */
function say(said: SaidOfPerson, path: ScimPath, value: unknown, op: Op): boolean {
  const { attribute, filter, sub, isEnterprise } = path;
  if (isEnterprise && attribute === '') {
    if (value !== null) sayAll(said, objectOf(value, 'the extension'), op, `${SCIM_ENTERPRISE_USER}:`);
    else for (const name of ['department', 'employeeNumber', 'manager'] as const) said[name] = null;
    return true;
  }
  if (!isEnterprise && attribute === 'active') {
    const active = booleanOf(value);
    if (active !== undefined) said.active = active;
    return true;
  }
  const slots = isEnterprise ? undefined : own(MULTI, attribute);
  if (slots) return saySlots(said, slots, { filter, sub, attribute }, value, op);
  const known = own(isEnterprise ? ENTERPRISE : SINGLE, attribute);
  if (known === undefined) return false;
  if (known === null) return true;
  if (typeof known === 'string') said[known] = textOf(value, attribute);
  else return sayParts(said, known, { attribute, sub }, value);
  return true;
}

function sayParts(
  said: SaidOfPerson,
  parts: Parts,
  { attribute, sub }: { attribute: string; sub: string | null },
  given: unknown,
): boolean {
  // Entra puts one value into a list.
  const value = Array.isArray(given) && given.length === 1 ? (given[0] as unknown) : given;
  if (sub !== null) {
    const part = own(parts, sub);
    if (part) said[part] = textOf(value, `${attribute}.${sub}`);
    return part !== undefined;
  }
  // A manager may be said by the id alone.
  if (typeof value === 'string' && parts['value']) said[parts['value']] = textOf(value, attribute);
  else if (value === null) for (const part of Object.values(parts)) setNull(said, part);
  else
    for (const [name, each] of Object.entries(objectOf(value, attribute))) {
      const part = own(parts, name.toLowerCase());
      if (part) said[part] = textOf(each, `${attribute}.${name}`);
    }
  return true;
}

function saySlots(
  said: SaidOfPerson,
  slots: readonly Slot[],
  { filter, sub, attribute }: Pick<ScimPath, 'filter' | 'sub' | 'attribute'>,
  value: unknown,
  op: Op,
): boolean {
  const meant = filter === null ? slots : slots.filter((slot) => fits(slot, filter, attribute));
  if (sub !== null) {
    // Of an attribute without a filter it is the first one that is meant.
    for (const { parts } of filter === null && value !== null ? meant.slice(0, 1) : meant) {
      const part = own(parts, sub);
      if (part) said[part] = textOf(value, `${attribute}.${sub}`);
    }
    return DESCRIBING.includes(sub) || slots.some(({ parts }) => own(parts, sub) !== undefined);
  }
  const entries = value === null ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
  if (value === null || (op === 'replace' && filter === null))
    for (const { parts } of meant) for (const part of Object.values(parts)) setNull(said, part);
  for (const [slot, entry] of filter === null
    ? placed(slots, entries)
    : entries.map((one) => [meant[0], one] as const))
    if (slot) sayEntry(said, slot, entry, attribute);
  return true;
}

function sayEntry(said: SaidOfPerson, { parts }: Slot, entry: unknown, attribute: string): void {
  const only = parts['value'];
  if (typeof entry === 'string' && only) said[only] = textOf(entry, attribute);
  else
    for (const [name, each] of Object.entries(objectOf(entry, attribute))) {
      const part = own(parts, name.toLowerCase());
      if (part) said[part] = textOf(each, `${attribute}.${name}`);
    }
}

/** Which value belongs where: by its type, and of those without one the first is the first. A person has one address for mail, the primary one. */
function placed(
  slots: readonly Slot[],
  entries: readonly unknown[],
): (readonly [Slot | undefined, unknown])[] {
  const [first, ...others] = slots;
  if (!first) return [];
  if (others.length === 0) {
    const best =
      entries.find((entry) => isTrue(partOf(entry, 'primary'))) ??
      entries.find((entry) => wordOf(partOf(entry, 'type')) === first.type) ??
      entries[0];
    return best === undefined ? [] : [[first, best]];
  }
  return entries.map((entry) => {
    const type = wordOf(partOf(entry, 'type')) ?? first.type;
    return [slots.find((slot) => slot.type === type), entry] as const;
  });
}

function fits(slot: Slot, filter: readonly ScimCondition[], attribute: string): boolean {
  return filter.every((condition) => {
    if (condition.attribute === 'type') return wordOf(condition.value) === slot.type;
    if (condition.attribute === 'primary') return isTrue(condition.value) === slot.primary;
    throw scimFault('invalidFilter', `Which of the ${attribute} is meant is said by type or primary.`);
  });
}

function setNull(said: SaidOfPerson, part: Text | null): void {
  if (part) said[part] = null;
}

/** Nothing that an object merely inherits is an attribute. */
const own = <V>(of: Readonly<Record<string, V>>, name: string): V | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
