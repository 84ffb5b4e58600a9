import type { Policies } from '@seatkeeper/contracts';
import { mustAddFactor } from '../factors/factors.js';
import type { StoredUser } from '../users/users.schema.js';
import type { StoredSession } from './sessions.schema.js';

const DAY_MS = 86_400_000;

/** A session nobody uses for this long is over. */
const IDLE_DAYS = 30;
/** How long an ended session is kept. */
const KEPT_DAYS = 7;

/** How long a session lives that is opened or refreshed now: until it is idle for too long, or has its greatest age. */
export function expiryFrom(
  now: Date,
  { startedAt, sessionDays }: { startedAt: Date; sessionDays: number },
): Pick<StoredSession, 'expiresAt' | 'purgeAt'> {
  const expiresAt = new Date(
    Math.min(now.getTime() + IDLE_DAYS * DAY_MS, startedAt.getTime() + sessionDays * DAY_MS),
  );
  return { expiresAt, purgeAt: purgeAfterEnd(expiresAt) };
}

export const purgeAfterEnd = (now: Date): Date => new Date(now.getTime() + KEPT_DAYS * DAY_MS);

type SessionUser = Pick<StoredUser, '_id' | 'sessionEpoch' | 'keptSession'>;

/** The one session that went on when the user's others were ended, as long as nothing else has ended them since. */
export const keptSessionOf = ({ keptSession, sessionEpoch }: SessionUser): string | undefined =>
  keptSession?.epoch === sessionEpoch ? keptSession.id : undefined;

/** Whether a session is neither ended nor expired, nor left behind by the user's epoch. */
export const isAlive = (session: StoredSession, user: SessionUser, now: Date): boolean =>
  session.userId === user._id &&
  (session.epoch === user.sessionEpoch || session._id === keptSessionOf(user)) &&
  session.ended === undefined &&
  session.expiresAt > now;

/**
 * What a session is kept from everything else for until it is done. One that an identity provider vouches for is asked for
 * neither: the password did not open it, and the provider looks after its own second factor.
 */
export const demandsOf = (
  user: Pick<StoredUser, 'mustChangePassword' | 'secondFactor' | 'type'>,
  { connectionId }: Pick<StoredSession, 'connectionId'>,
  policies: Pick<Policies, 'secondFactor'>,
): { mustChangePassword: boolean; mustAddFactor: boolean } => {
  if (connectionId !== undefined) return { mustChangePassword: false, mustAddFactor: false };
  return {
    mustChangePassword: user.mustChangePassword,
    mustAddFactor: mustAddFactor(user, policies),
  };
};
