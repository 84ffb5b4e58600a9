import { Fault } from '@seatkeeper/contracts';
import type { StoredAttempts } from './attempts.schema.js';

export const WINDOW_MS = 5 * 60_000;
/** Failures within a window from one address; the next attempt is told to wait. */
export const PER_ADDRESS = 10;
/** Failures within a window from everywhere, which slows down who guesses from many addresses. */
export const PER_USERNAME = 100;
/**
 * Codes of a second factor that may be wrong within `CODE_WINDOW_MS`, from everywhere, and by people who know the password
 * alone. Three of a million are right at a time: this finds one in four years.
 */
export const PER_FACTOR = 10;
export const CODE_WINDOW_MS = 60 * 60_000;
/** How long an address that knew the password is trusted to be its owner's. */
export const KNOWN_MS = 30 * 86_400_000;

/** When another attempt may be made, or null if now. */
function waitUntil(attempts: StoredAttempts | null, limit: number, now: Date): Date | null {
  return attempts && attempts.failures >= limit && attempts.until > now ? attempts.until : null;
}

/**
 * Refuses an attempt when the address has failed too often, or everybody together has. An address that knew the
 * password lately answers for its own failures alone: else strangers could keep a user out for good.
 */
export function refuseAttempt(
  fromAddress: StoredAttempts | null,
  fromEverywhere: StoredAttempts | null,
  now: Date,
): Fault | null {
  const known = fromAddress?.knownUntil !== undefined && fromAddress.knownUntil > now;
  const until =
    waitUntil(fromAddress, PER_ADDRESS, now) ?? (known ? null : waitUntil(fromEverywhere, PER_USERNAME, now));
  if (!until) return null;
  return tooManyUntil(until, now);
}

/** Refuses another code once too many were wrong. */
export function refuseCode(codes: StoredAttempts | null, now: Date): Fault | null {
  const until = waitUntil(codes, PER_FACTOR, now);
  return until && tooManyUntil(until, now);
}

function tooManyUntil(until: Date, now: Date): Fault {
  const retryAfter = Math.ceil((until.getTime() - now.getTime()) / 1_000);
  return new Fault('too-many-requests', {
    detail: `Too many failed attempts. Try again in ${retryAfter} seconds.`,
    members: { retryAfter },
  });
}
