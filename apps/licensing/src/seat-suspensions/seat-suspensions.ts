import type { StoredSeat } from '../seats/seats.schema.js';

type Held = Pick<StoredSeat, '_id' | 'holder' | 'since' | 'suspendedSince'>;

/** Which seats are to be suspended, and which no longer. */
export interface SuspensionChanges<S extends Held> {
  suspend: S[];
  resume: S[];
}

/**
 * Whose seats are suspended while `over` more are held than purchased: those that were taken last, and never that of the one
 * admin who is kept. `newest` are the held seats, the newest first, one more than are over; `suspended` are all that are now.
 */
export function suspensionChanges<S extends Held>(
  newest: readonly S[],
  suspended: readonly S[],
  over: number,
  keptAdmin: string | null,
): SuspensionChanges<S> {
  const due = newest.filter(({ holder }) => holder !== keptAdmin).slice(0, over);
  const ids = new Set(due.map(({ _id }) => _id));
  return {
    suspend: due.filter(({ suspendedSince }) => !suspendedSince),
    resume: suspended.filter(({ _id }) => !ids.has(_id)),
  };
}

/**
 * Which active global admin is never suspended, so that somebody is left who can put it right: who took their seats first, of
 * the products of which holders are suspended. Whoever has none of these comes before all others. Null where there is no admin.
 */
export function keptAdminOf(
  admins: readonly string[],
  seats: readonly Pick<StoredSeat, 'holder' | 'since'>[],
): string | null {
  const newest = new Map(admins.map((admin) => [admin, 0]));
  for (const { holder = '', since } of seats) {
    const known = newest.get(holder);
    if (known !== undefined) newest.set(holder, Math.max(known, since?.getTime() ?? 0));
  }
  const inOrder = [...newest].sort(([one, at], [other, then]) => at - then || (one < other ? -1 : 1));
  return inOrder[0]?.[0] ?? null;
}
