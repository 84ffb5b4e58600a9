import { Fault, type ScimType } from '@seatkeeper/contracts';

/** One condition: an attribute, in small letters, has a value. */
export interface ScimCondition {
  readonly attribute: string;
  readonly value: string | number | boolean | null;
}

/** Says what is wrong with a request in the words of SCIM. */
export const scimFault = (scimType: ScimType, detail: string): Fault =>
  new Fault('validation-failed', { detail, members: { scimType } });

/** As many conditions as anybody has sent, and some. */
const MOST_CONDITIONS = 10;

const SPACE = /\s*/y;
const ATTRIBUTE = /(?:urn:[\w.:-]+:)?[a-z$][\w$-]*(?:\.[a-z$][\w$-]*)?/iy;
/** How Entra writes the address by which it finds people. */
const ADDRESS = /emails\[(?:type eq "work"|primary eq (?:true|"true"))\]\.value/iy;
const WORD = /[a-z]+/iy;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const PLAIN = /(?:true|false|null|-?\d{1,15}(?:\.\d{1,9})?)(?![\w.])/iy;

const OTHERS = ['ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr'];

/**
 * A filter of SCIM as far as it is supported: conditions with `eq`, and `and` between them. Reads each letter once. Throws `invalidFilter` for
 * anything else: a condition that is left out would find people whom nobody asked for.
 */
export function readFilter(text: string): ScimCondition[] {
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const blank = () => take(SPACE) !== '';
  const wrong = (what: string): Fault =>
    scimFault('invalidFilter', `The filter cannot be read at character ${at + 1}: ${what}.`);

  const conditions: ScimCondition[] = [];
  for (;;) {
    blank();
    const attribute = take(ADDRESS) === '' ? take(ATTRIBUTE).toLowerCase() : 'emails.value';
    if (attribute === '' || attribute === 'not') throw wrong(`expected an attribute${SUPPORTED}`);
    const isApart = blank();
    const operator = isApart ? take(WORD).toLowerCase() : '';
    if (OTHERS.includes(operator))
      throw scimFault('invalidFilter', `The operator ${operator} is not supported, only eq.`);
    if (operator !== 'eq') throw wrong(`expected eq${SUPPORTED}`);
    if (!blank()) throw wrong('expected a blank and a value');
    const string = take(STRING);
    const plain = string === '' ? take(PLAIN).toLowerCase() : string;
    if (plain === '') throw wrong('expected a value, a text in double quotes');
    conditions.push({ attribute, value: JSON.parse(plain) as ScimCondition['value'] });
    const isMore = blank();
    if (at === text.length) return conditions;
    const word = take(WORD).toLowerCase();
    if (word === 'or') throw scimFault('invalidFilter', 'The word or is not supported, only and.');
    if (!isMore || word !== 'and') throw wrong(`expected and, or the end${SUPPORTED}`);
    if (conditions.length === MOST_CONDITIONS)
      throw scimFault('invalidFilter', `A filter has at most ${MOST_CONDITIONS} conditions.`);
  }
}

const SUPPORTED = '; supported are conditions with eq, and the word and between them';

/** What a list of users can be asked for. */
export interface UserConditions {
  id?: string;
  username?: string;
  externalId?: string;
  email?: string;
  active?: boolean;
}

const USER_FILTERS: Readonly<Record<string, Exclude<keyof UserConditions, 'active'>>> = {
  id: 'id',
  username: 'username',
  externalid: 'externalId',
  emails: 'email',
  'emails.value': 'email',
};

const GROUP_FILTERS = {
  id: 'id',
  displayname: 'name',
  externalid: 'externalId',
  members: 'member',
  'members.value': 'member',
} as const;

type GroupConditions = Partial<Record<'id' | 'name' | 'externalId' | 'member', string>>;

/** Null when no user can fit: two values of one attribute were asked for. */
export function userConditions(filter: string | undefined, schema: string): UserConditions | null {
  const found: UserConditions = {};
  for (const { attribute, value } of conditionsOf(filter, schema)) {
    if (attribute === 'active') {
      const active = booleanOf(value);
      if (found.active !== undefined && found.active !== active) return null;
      found.active = active;
      continue;
    }
    const name = USER_FILTERS[attribute];
    if (name === undefined) throw unknown(attribute, [...Object.keys(USER_FILTERS), 'active']);
    const text = textOf(value, attribute);
    if (found[name] !== undefined && found[name] !== text) return null;
    found[name] = text;
  }
  return found;
}

/** The same of groups. */
export function groupConditions(filter: string | undefined, schema: string): GroupConditions | null {
  const found: GroupConditions = {};
  const known: Readonly<Record<string, keyof GroupConditions>> = GROUP_FILTERS;
  for (const { attribute, value } of conditionsOf(filter, schema)) {
    const name = known[attribute];
    if (name === undefined) throw unknown(attribute, Object.keys(GROUP_FILTERS));
    const text = textOf(value, attribute);
    if (found[name] !== undefined && found[name] !== text) return null;
    found[name] = text;
  }
  return found;
}

/** Without the URN in front of an attribute, which says nothing more. */
function conditionsOf(filter: string | undefined, schema: string): ScimCondition[] {
  if (filter === undefined) return [];
  const prefix = `${schema.toLowerCase()}:`;
  return readFilter(filter).map(({ attribute, value }) => ({
    attribute: attribute.startsWith(prefix) ? attribute.slice(prefix.length) : attribute,
    value,
  }));
}

const unknown = (attribute: string, known: readonly string[]): Fault =>
  scimFault('invalidFilter', `Nobody can be found by ${attribute}; by any of ${known.join(', ')}.`);

function textOf(value: ScimCondition['value'], attribute: string): string {
  if (typeof value === 'string') return value;
  throw scimFault('invalidFilter', `The value of ${attribute} is a text in double quotes.`);
}

/** Entra writes truth values as texts, with a capital. */
function booleanOf(value: ScimCondition['value']): boolean {
  const word = String(value).toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw scimFault('invalidFilter', 'The value of active is true or false.');
}
