/** Values by field or dotted path; an undefined one is left as it is. */
export type Values<T> = Partial<Omit<T, '_id' | 'accountId' | 'version'>> & {
  [path: `${string}.${string}`]: unknown;
};

/** Operators on named fields whose values depend on the operator rather than the field's type. */
type ByPath<T> = { [F in keyof T]?: unknown } & { [path: `${string}.${string}`]: unknown };

/** How `change` and `decide` change a document; the version and the events are theirs to add. */
export interface Change<T> {
  set?: Values<T>;
  unset?: readonly string[];
  /** Adds to arrays: one value each, or several with `{ $each: […] }` (and `$slice`, `$sort`, `$position`). */
  push?: ByPath<T>;
  pull?: ByPath<T>;
  addToSet?: ByPath<T>;
  inc?: { [path: string]: number };
  min?: ByPath<T>;
  max?: ByPath<T>;
}

/** MongoDB's operators, for writes that carry no events. `$inc: { version: 1 }` is the one way to touch the version. */
export interface UpdateQuery<T> {
  $set?: Values<T>;
  $setOnInsert?: Values<T>;
  $unset?: ByPath<T>;
  $push?: ByPath<T>;
  $pull?: ByPath<T>;
  $addToSet?: ByPath<T>;
  $inc?: { [path: string]: number };
  $min?: ByPath<T>;
  $max?: ByPath<T>;
}

export type Operations = Record<string, Record<string, unknown>>;

const OWN = new Set(['_id', 'accountId', 'version', 'outbox', 'outboxAt', 'outboxBy']);
const OPERATORS = new Set([
  '$set',
  '$setOnInsert',
  '$unset',
  '$push',
  '$pull',
  '$addToSet',
  '$inc',
  '$min',
  '$max',
]);

/** The operators of a change, without those that would do nothing. */
export function changeOperations<T>(change: Change<T>): Operations {
  const { set, unset, push, pull, addToSet, inc, min, max } = change;
  const operations: Operations = {};
  const put = (operator: string, values: object | undefined) => {
    const given = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
    if (given.length > 0) operations[operator] = Object.fromEntries(given);
  };
  put('$set', set);
  put('$unset', Object.fromEntries((unset ?? []).map((path) => [path, 1])));
  put('$push', push);
  put('$pull', pull);
  put('$addToSet', addToSet);
  put('$inc', inc);
  put('$min', min);
  put('$max', max);
  refuseOwnFields(operations);
  return operations;
}

/** The operators of a write without events, checked: the account, the id and the outbox are not the caller's. */
export function updateOperations<T>(update: UpdateQuery<T>): Operations {
  const operations: Operations = {};
  for (const [operator, values] of Object.entries(update as Record<string, object | undefined>)) {
    if (!OPERATORS.has(operator)) throw new TypeError(`An update may not use ${operator}.`);
    const given = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
    if (given.length > 0) operations[operator] = Object.fromEntries(given);
  }
  if (Object.keys(operations).length === 0) throw new TypeError('The update changes nothing.');
  const { version, ...inc } = operations.$inc ?? {};
  if (version !== undefined && version !== 1) throw new TypeError('The version only ever counts up by 1.');
  refuseOwnFields({ ...operations, $inc: inc });
  return operations;
}

export function refuseOwnFields(operations: Operations): void {
  for (const values of Object.values(operations))
    for (const path of Object.keys(values))
      if (OWN.has(path.split('.', 1)[0] ?? ''))
        throw new TypeError(`An update may not write ${path}: the collection keeps it.`);
}
