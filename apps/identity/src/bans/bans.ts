import { Fault } from '@seatkeeper/contracts';
import { endedChanges } from '../users/email-changes.js';
import type { UserPatch } from '../users/user-changes.js';
import { wrongStatus } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';

export interface Ban {
  reason: string;
  until?: Date | undefined;
}

/**
 * What a ban changes: every session and API key ends, and another address that nobody has confirmed is void; the seat stays held,
 * for a ban is a freeze.
 */
export const banPatch = (user: StoredUser, { reason, until }: Ban, now: Date): UserPatch => ({
  set: {
    status: 'banned',
    ban: { reason, since: now, until: until ?? null },
    sessionEpoch: user.sessionEpoch + 1,
    ...endedChanges(user),
  },
  unset: ['apiKeys'],
});

export function refuseBan(user: StoredUser, { until }: Ban, now: Date): Fault | null {
  if (until && until <= now)
    return new Fault('validation-failed', {
      errors: [{ path: 'until', message: 'Expected a time in the future' }],
    });
  return user.status === 'active' ? null : wrongStatus(user, 'banned');
}

/** Whether the user is under this very ban already, so that a ban that comes again changes nothing. */
export const isBannedSo = ({ status, ban }: StoredUser, wanted: Ban): boolean =>
  status === 'banned' &&
  ban?.reason === wanted.reason &&
  (ban.until?.getTime() ?? null) === (wanted.until?.getTime() ?? null);

export const refuseUnban = (user: StoredUser): Fault | null =>
  user.status === 'banned' ? null : wrongStatus(user, 'unbanned');
