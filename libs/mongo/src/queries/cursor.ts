import { createHash } from 'node:crypto';
import { Fault } from '@seatkeeper/contracts';

/** What a sort key can hold. */
export type KeyValue = string | number | boolean | Date | null;

/** How many documents a list has, as its first page counted them; `many` are more than are cheap to count. */
export type Counted = number | 'many';

/** Where a page ended: the sort key of its last document, or, where that is too long to carry, only its id. */
export type Position = ({ key: KeyValue[] } | { id: string }) & { counted?: Counted };

/** What `PageRequest.cursor` accepts, with a letter in front. */
const LONGEST = 999;

/**
 * Which list a cursor belongs to: account, conditions and order. A cursor of another list would silently skip
 * or repeat rows, so it is refused instead.
 */
export const fingerprint = (list: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(list, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value)))
    .digest('base64url')
    .slice(0, 11);

/** Opaque text for `nextCursor`. What was counted travels with it, so that the next page need not count. */
export function encodeCursor(list: string, key: KeyValue[], counted?: Counted): string {
  const owner = counted === undefined ? list : `${list}.${counted}`;
  const text = encode([
    owner,
    ...key.map((value) => (value instanceof Date ? { at: value.getTime() } : value)),
  ]);
  return text.length <= LONGEST ? text : encode([owner, { id: key.at(-1) }]);
}

/** Rejects with `validation-failed` what is not a cursor, or is one of another list or order. */
export function decodeCursor(list: string, length: number, cursor: string): Position {
  const [owner, ...key] = decode(cursor);
  const [whose, count] = String(owner).split('.');
  if (whose !== list) throw foreignCursor();
  const counted = count === undefined ? {} : { counted: countOf(count) };
  const only = key[0];
  if (key.length === 1 && isObject(only) && typeof only.id === 'string') return { id: only.id, ...counted };
  if (key.length !== length) throw foreignCursor();
  return { key: key.map(keyValue), ...counted };
}

function countOf(text: string): Counted {
  if (text === 'many') return text;
  if (!/^\d{1,15}$/.test(text)) throw foreignCursor();
  return Number(text);
}

export const foreignCursor = (): Fault =>
  new Fault('validation-failed', {
    errors: [
      { path: 'cursor', message: 'The cursor does not belong to this list: start with the first page' },
    ],
  });

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value)) return value;
  } catch {
    // Falls through: whatever it is, it is not ours.
  }
  throw foreignCursor();
}

/** Only plain values leave a cursor: an object in a query would be an operator. */
function keyValue(value: unknown): KeyValue {
  if (isObject(value) && typeof value.at === 'number') return new Date(value.at);
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as KeyValue;
  throw foreignCursor();
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
