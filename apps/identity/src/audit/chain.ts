import { createHash } from 'node:crypto';

/** How far the seals of an account have come. */
export interface Chain {
  /** The number of the last seal; 0 before the first. */
  seals: number;
  /** Entries under all seals so far. */
  count: number;
  /** Hash of the last seal. */
  hash: string;
}

/** An entry as its seal knows it. */
export interface SealedEntry {
  id: string;
  hash: string;
}

/** Some entries of an account, fixed by their hashes, and with them every seal before. */
export interface Seal {
  accountId: string;
  number: number;
  /** Hash of the seal before. */
  previous: string;
  entries: SealedEntry[];
  /** Entries under this seal and all before it. */
  count: number;
  at: Date;
  hash: string;
}

/** Before the first seal of any account. */
export const NOTHING_SEALED: Chain = { seals: 0, count: 0, hash: '0'.repeat(64) };

/** What a stored entry says of where it stands, and not of what happened. */
const BOOKKEEPING = new Set(['version', 'seal', 'closed', 'parts', 'outbox', 'outboxAt', 'outboxBy']);

/** The hash of everything that an entry says, whatever fields it has and in whatever order they are stored. */
export const entryHash = (entry: object): string =>
  hashOf(Object.fromEntries(Object.entries(entry).filter(([field]) => !BOOKKEEPING.has(field))));

export function sealHash({ accountId, number, previous, entries, count, at }: Omit<Seal, 'hash'>): string {
  const listed = entries.map(({ id, hash }) => [id, hash]);
  return hashOf({ accountId, number, previous, entries: listed, count, at });
}

/** The seal that comes next and has these entries, in their order. */
export function nextSeal(
  accountId: string,
  { seals, count, hash }: Chain,
  entries: readonly { _id: string }[],
  at: Date,
): Seal {
  const seal = {
    accountId,
    number: seals + 1,
    previous: hash,
    entries: entries.map((entry) => ({ id: entry._id, hash: entryHash(entry) })),
    count: count + entries.length,
    at,
  };
  return { ...seal, hash: sealHash(seal) };
}

export const chainAfter = ({ number, count, hash }: Seal): Chain => ({ seals: number, count, hash });

/** SHA-256 of the JSON of a value, its fields in the order of their names. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, inOrder)).digest('hex');
}

/** Fields by name, so that two who store the same in another order get the same text. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
