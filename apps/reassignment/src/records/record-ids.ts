/**
 * `<account>/<type>/<external id>`: neither an account id nor a type can hold a slash, so an external id may
 * hold anything. One document per record is then the primary key's doing, and the records of an account, and
 * within it of a type, stand side by side in every index that ends with the id.
 */
export const recordId = (accountId: string, type: string, externalId: string): string =>
  `${accountId}/${type}/${externalId}`;

// A type, not an interface: only then can it stand in a filter.
type IdRange = { _id: { $gte: string; $lt: string } };

/** The records of an account, or of some of its types, as ranges of an index. */
export function idsOf(accountId: string, types?: readonly string[]): IdRange | { $or: IdRange[] } {
  if (types === undefined) return rangeOf(accountId);
  const ranges = [...new Set(types)].map((type) => rangeOf(`${accountId}/${type}`));
  const [only] = ranges;
  return only && ranges.length === 1 ? only : { $or: ranges };
}

/** `0` is the character behind the slash. */
const rangeOf = (prefix: string): IdRange => ({ _id: { $gte: `${prefix}/`, $lt: `${prefix}0` } });
