import type { StoredSession } from './sessions.schema.js';

const DAY_MS = 86_400_000;

/** A session nobody uses for this long is over. */
const IDLE_DAYS = 30;
/** How long an ended session is kept. */
const KEPT_DAYS = 7;

export const expiryFrom = (now: Date): Pick<StoredSession, 'expiresAt' | 'purgeAt'> => ({
  expiresAt: new Date(now.getTime() + IDLE_DAYS * DAY_MS),
  purgeAt: new Date(now.getTime() + (IDLE_DAYS + KEPT_DAYS) * DAY_MS),
});

export const purgeAfterEnd = (now: Date): Date => new Date(now.getTime() + KEPT_DAYS * DAY_MS);

/** Whether a session is neither ended nor expired, nor left behind by the user's epoch. */
export const isAlive = (
  session: StoredSession,
  user: { _id: string; sessionEpoch: number },
  now: Date,
): boolean =>
  session.userId === user._id &&
  session.epoch === user.sessionEpoch &&
  session.ended === undefined &&
  session.expiresAt > now;
