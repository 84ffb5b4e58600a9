/** What the address calls a filter by, an order of, or a column with a custom field. */
export type CustomName = `custom.${string}`;

const COLUMN = /^custom\.[A-Za-z][\w-]{0,39}$/;
const FILTER = /^custom\.[A-Za-z][\w-]{0,39}(\.(from|to))?$/;
const PREFIX = 'custom.';

export const isCustomColumn = (name: string): name is CustomName => COLUMN.test(name);
export const isCustomFilter = (name: string): name is CustomName => FILTER.test(name);
export const customColumn = (key: string): CustomName => `custom.${key}`;
/** The key of the field that a column or filter names. */
export const keyIn = (name: string): string => name.split('.')[1] ?? '';

/** A filter as the API takes it in bodies: what the address says of custom fields is one part of it. */
export interface WithCustom {
  readonly custom?: Record<string, string>;
}

/** Of one level, as the address has them, to one part of their own. */
export function nested<F extends object>(filter: F): Omit<F, CustomName> & WithCustom {
  const entries = Object.entries(filter) as [string, string][];
  const custom = entries.filter(([name]) => isCustomFilter(name));
  const others = entries.filter(([name]) => !isCustomFilter(name));
  return {
    ...Object.fromEntries(others),
    ...(custom.length > 0 && {
      custom: Object.fromEntries(custom.map(([name, said]) => [name.slice(PREFIX.length), said])),
    }),
  } as Omit<F, CustomName> & WithCustom;
}

/** The other way round. */
export function flat<F extends WithCustom>({ custom = {}, ...others }: F) {
  const entries = Object.entries(custom).map(([name, said]) => [PREFIX + name, said]);
  return { ...others, ...(Object.fromEntries(entries) as Readonly<Record<CustomName, string>>) };
}

/** What is asked of one custom field: any of some values, or a range. */
export interface CustomSaid {
  readonly any: string;
  readonly from: string;
  readonly to: string;
}
export const NOTHING_SAID: CustomSaid = { any: '', from: '', to: '' };

interface Typed {
  readonly type: string;
}

export const isRanged = ({ type }: Typed): boolean => type === 'number' || type === 'date';

type Said = object;
const valueAt = (search: Said, name: string): string =>
  (search as Readonly<Record<string, string | undefined>>)[name] ?? '';

/** What the address asks of a field; a single number or day is a range of its own. */
export function saidOf(search: Said, key: string, field: Typed | undefined): CustomSaid {
  const say = (end: string) => valueAt(search, `${PREFIX}${key}${end}`);
  const said = { any: say(''), from: say('.from'), to: say('.to') };
  const isOne = field !== undefined && isRanged(field) && said.any !== '' && !said.any.includes(',');
  return isOne && said.from === '' && said.to === '' ? { any: '', from: said.any, to: said.any } : said;
}

/** The same address with that asked of the field instead. */
export function saying<S extends Said>(search: S, key: string, { any, from, to }: CustomSaid): S {
  const others = Object.entries(search).filter(([name]) => !isCustomFilter(name) || keyIn(name) !== key);
  const said = [
    ['', any],
    ['.from', from],
    ['.to', to],
  ].filter(([, value]) => value?.trim());
  return Object.fromEntries([
    ...others,
    ...said.map(([end, value]) => [`${PREFIX}${key}${end}`, value?.trim()]),
  ]) as S;
}

/** The keys of fields of which the address asks something, in its order. */
export const keysAsked = (search: Said): readonly string[] => [
  ...new Set(Object.keys(search).filter(isCustomFilter).map(keyIn)),
];
