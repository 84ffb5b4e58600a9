import type { StoredUser } from './users.schema.js';

/** In the order in which the database has them. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 9;

/**
 * A place on the wait list is a text of these digits, and lower is served first. There is room between any two, so moving
 * somebody changes nobody else, and each ends with its user's id, so that no two are the same.
 */
export const placeAt = (since: Date, userId: string): string =>
  since.getTime().toString(36).padStart(TIME_DIGITS, '0') + ending(userId);

/** Who came to wait in a copy of an earlier version of the service has none yet. */
export const placeOf = ({
  _id,
  waitingPlace,
  waitingSince,
  createdAt,
}: Pick<StoredUser, '_id' | 'waitingPlace' | 'waitingSince' | 'createdAt'>): string =>
  waitingPlace ?? placeAt(waitingSince ?? createdAt, _id);

/** A place of the user's own behind one and before another; null where there is none. */
export function placeBetween(behind: string | null, before: string | null, userId: string): string {
  let place = middle(behind ?? '', before);
  // What the other begins with would come behind it with an ending.
  while (before?.startsWith(place)) place = middle(place, before);
  return place + ending(userId);
}

/** The last place: that of who begins to wait now, unless somebody has a later one by another clock. */
export function lastPlace(last: string | null, now: Date, userId: string): string {
  const place = placeAt(now, userId);
  return last === null || last < place ? place : placeBetween(last, null, userId);
}

/** Never ends in a zero, before which there would be no room. */
const ending = (userId: string): string => `${userId.slice(userId.indexOf('_') + 1)}i`;

/** The shortest text between two, of which neither ends in a zero; null is above all. */
function middle(low: string, high: string | null): string {
  if (high !== null) {
    let same = 0;
    while ((low[same] ?? '0') === high[same]) same += 1;
    if (same > 0) return high.slice(0, same) + middle(low.slice(same), high.slice(same));
  }
  const from = low === '' ? 0 : DIGITS.indexOf(low.charAt(0));
  const to = high === null ? DIGITS.length : DIGITS.indexOf(high.charAt(0));
  if (to - from > 1) return DIGITS.charAt(Math.round((from + to) / 2));
  if (high !== null && high.length > 1) return high.charAt(0);
  return DIGITS.charAt(from) + middle(low.slice(1), null);
}
