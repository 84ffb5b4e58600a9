/** Conditions on one field. */
interface Operators<V> {
  $eq?: V | null;
  $ne?: V | null;
  $gt?: V;
  $gte?: V;
  $lt?: V;
  $lte?: V;
  $in?: readonly (V | ElementOf<V> | null)[];
  $nin?: readonly (V | ElementOf<V> | null)[];
  $exists?: boolean;
  $not?: Operators<V> | RegExp;
  $regex?: RegExp | string;
  $options?: string;
  $size?: number;
  $all?: readonly ElementOf<V>[];
  $elemMatch?: object;
  $type?: string | number;
}

type ElementOf<V> = V extends readonly (infer E)[] ? E : V;
type Condition<V> = V | ElementOf<V> | (ElementOf<V> extends string ? RegExp : never) | Operators<V> | null;

/** Which documents are meant; fields inside others by dotted paths. Never names the account: it is an argument. */
export type Filter<T> = { [F in Exclude<keyof T, 'accountId'>]?: Condition<NonNullable<T[F]>> } & {
  [path: `${string}.${string}`]: unknown;
  $and?: readonly Filter<T>[];
  $or?: readonly Filter<T>[];
  $nor?: readonly Filter<T>[];
  $expr?: object;
  $text?: { $search: string };
};

/** For sweepers, which look across accounts, and so may name one. */
export type GlobalFilter<T extends { accountId: string }> = Filter<T> & { accountId?: Condition<string> };

const RUNS_CODE = new Set(['$where', '$function', '$accumulator']);

/** The filter for one account: the account comes first and cannot be named, widened or escaped by the caller. */
export function tenantFilter(accountId: string, filter: object): Record<string, unknown> {
  refuseAccount(accountId);
  refuseTenantBreach(filter);
  return { accountId, ...filter };
}

/** A query without an account would see every customer's data, so it never gets to the database. */
export function refuseAccount(accountId: unknown): asserts accountId is string {
  if (typeof accountId !== 'string' || accountId === '')
    throw new TypeError('A query needs the id of its account as a non-empty string.');
}

/** Throws if a filter names `accountId` or `$where` and its like, however deep. */
export function refuseTenantBreach(filter: unknown): void {
  walk(filter, (key) => {
    if (key === 'accountId')
      throw new TypeError('A filter may not name accountId: the account is an argument of its own.');
    refuseCode(key);
  });
}

/** Throws if anything in it would run code inside the database. */
export function refuseRunningCode(value: unknown): void {
  walk(value, refuseCode);
}

function refuseCode(key: string): void {
  if (RUNS_CODE.has(key)) throw new TypeError(`${key} runs code inside the database and is not allowed.`);
}

function walk(value: unknown, visit: (key: string) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  else if (isPlain(value))
    for (const [key, inner] of Object.entries(value)) {
      visit(key);
      walk(inner, visit);
    }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
