import type { StoredSession } from './sessions.schema.js';

/**
 * So long a token in a cookie is answered without being exchanged, and the one before it answers, too: tabs that open
 * at once ask one after the other, and their answers may overtake each other.
 */
const YOUNG_MS = 60_000;

type Turns = Pick<StoredSession, 'tokenHash' | 'refreshedAt' | 'cookie'>;

/**
 * What becomes of a token that a cookie brings. The one that works is `exchanged` for the next, unless it is young: it
 * `stays`. The one before it is answered `again` with the one that works, while the browser may not have that: for a
 * minute, and for as long as nobody has used the answer with which it went out. Later, and any older one, is `reused`:
 * somebody has a copy.
 */
export function cookieTurn(
  { tokenHash, refreshedAt, cookie }: Turns,
  shown: string,
  now: Date,
): 'stays' | 'exchanged' | 'again' | 'reused' {
  const isYoung = now.getTime() - refreshedAt.getTime() < YOUNG_MS;
  if (shown === tokenHash) return isYoung ? 'stays' : 'exchanged';
  return shown === cookie?.before && (isYoung || !cookie.arrived) ? 'again' : 'reused';
}

/** Whether an access token, by its `iat` in seconds, tells for the first time that the last exchange has reached the browser. */
export function hasArrived({ refreshedAt, cookie }: Turns, issuedAt: number | undefined): boolean {
  if (cookie?.before === undefined || cookie.arrived || issuedAt === undefined) return false;
  return issuedAt >= Math.floor(refreshedAt.getTime() / 1_000);
}
