import { type Program, programOf } from './programs.js';

/** What stood in a field before or after a change, as it is told. */
export type Told =
  | { readonly is: 'nothing' }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'yes-no'; readonly yes: boolean }
  | { readonly is: 'moment'; readonly at: string }
  | { readonly is: 'person' | 'group'; readonly id: string }
  | ({ readonly is: 'program' } & Program)
  | { readonly is: 'status' | 'state' | 'permission'; readonly key: string }
  | { readonly is: 'list'; readonly items: readonly Told[] }
  | { readonly is: 'pairs'; readonly pairs: readonly (readonly [string, Told])[] };

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const NOTHING: Told = { is: 'nothing' };

/** Says nothing to people, or what the entry says already. */
const UNTOLD: readonly string[] = ['id', 'createdAt', 'at'];

/** What was before and after; of what has several parts, those that are not the same. */
export function tellChange(field: string, before: unknown, after: unknown): readonly [Told, Told] {
  if (!isParts(before) || !isParts(after)) return [tellValue(field, before), tellValue(field, after)];
  const without = (parts: Parts, other: Parts): Parts =>
    Object.fromEntries(
      Object.entries(parts).filter(([name, part]) => JSON.stringify(part) !== JSON.stringify(other[name])),
    );
  return [tellValue(field, without(before, after)), tellValue(field, without(after, before))];
}

type Parts = Readonly<Record<string, unknown>>;
const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a value of the audit log by what it looks like and the field it stood in. */
export function tellValue(field: string, value: unknown): Told {
  if (value === null || value === undefined || value === '') return NOTHING;
  if (typeof value === 'boolean') return { is: 'yes-no', yes: value };
  if (typeof value === 'number') return { is: 'text', text: String(value) };
  if (typeof value === 'string') return tellText(field, value);
  if (Array.isArray(value))
    return value.length === 0
      ? NOTHING
      : { is: 'list', items: (value as unknown[]).map((item) => tellValue(field, item)) };
  const pairs = Object.entries(value).filter(
    ([name, part]) => part !== null && part !== undefined && !UNTOLD.includes(name),
  );
  return pairs.length === 0
    ? NOTHING
    : { is: 'pairs', pairs: pairs.map(([name, part]) => [name, tellValue(name, part)]) };
}

function tellText(field: string, text: string): Told {
  if (/^usr_\w+$/.test(text)) return { is: 'person', id: text };
  if (/^grp_\w+$/.test(text)) return { is: 'group', id: text };
  if (MOMENT.test(text)) return { is: 'moment', at: text };
  if (field === 'client') return { is: 'program', ...programOf(text) };
  if (field === 'status') return { is: 'status', key: text };
  if (field === 'state' || field === 'visibility') return { is: 'state', key: text };
  if (field === 'permissions' || field === 'scopes') return { is: 'permission', key: text };
  return { is: 'text', text };
}

interface Entry {
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Parts of an entry that are worth a line of their own; ids that say the same as the target are not. */
const SHOWN = [
  'reason',
  'cause',
  'product',
  'quantity',
  'address',
  'client',
  'sendTo',
  'name',
  'scopes',
] as const;

export const detailsOf = ({ detail }: Entry): readonly (readonly [string, Told])[] =>
  SHOWN.filter((name) => detail[name] !== undefined && detail[name] !== null).map((name) => [
    name,
    tellValue(name, detail[name]),
  ]);
