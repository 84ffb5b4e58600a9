import { accessEnded, type Actor, type Change, Fault } from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { withdrawn } from '../invitations/invitations.js';
import { mailDue } from '../sessions/password-changes.js';
import { endedChanges } from '../users/email-changes.js';
import type { UserPatch } from '../users/user-changes.js';
import { livingKeys } from '../users/user-keys.js';
import { wrongStatus } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';

/**
 * What leaving changes. Groups, products, the role and a ban stay as they are, for the day the user comes back;
 * sessions and API keys end for good, and the invitation is void, as is another address that nobody has confirmed.
 */
export const departurePatch = (user: StoredUser, unprovisionedAt?: Date): UserPatch => ({
  set: {
    status: 'deactivated',
    sessionEpoch: user.sessionEpoch + 1,
    ...(user.invitation && { invitation: withdrawn(user.invitation) }),
    ...endedChanges(user),
    ...(unprovisionedAt && { unprovisionedAt }),
  },
  unset: [
    ...(['waitingSince', 'waitingPlace', 'apiKeys', 'departure', 'arrival'] as const),
    ...(unprovisionedAt ? [] : (['unprovisionedAt'] as const)),
  ],
});

/** Told beside the leaving of who was removed by the identity provider, which does not find them any more. */
export const unprovisioned: Change = { field: 'provisioned', before: true, after: false };

/** What ends with the access besides the sessions. */
export const endedBy = (user: StoredUser, now: Date) => ({
  keys: livingKeys(user, now).length,
  invitations: user.invitation?.state === 'open' ? 1 : 0,
});

/** Told beside the leaving, for a mail: to a person who could sign in, and to nobody who was invited or waited. */
export function endedAccess({
  before,
  after,
  by,
}: {
  before: StoredUser;
  after: StoredUser;
  by: Actor;
}): NewEvent[] {
  const hadAccess = before.type === 'standard' && ['active', 'banned'].includes(before.status);
  return hadAccess ? [event(accessEnded, after._id, mailDue(after, by), after.updatedAt)] : [];
}

/** The user before their leaving counted up the epoch: whose sessions are those that it ended. */
export const asBefore = (user: StoredUser): StoredUser => ({ ...user, sessionEpoch: user.sessionEpoch - 1 });

export const refuseDeactivation = (user: StoredUser): Fault | null =>
  user.status === 'pending' || user.status === 'deactivated' ? wrongStatus(user, 'deactivated') : null;

/** Who has left already left without this reassignment; to say nothing would let the caller think it is under way. */
export function refuseRecords(
  { status, offboarding }: StoredUser,
  reassignmentId: string | undefined,
): Fault | null {
  if (reassignmentId === undefined || offboarding?.reassignmentId === reassignmentId) return null;
  return new Fault('wrong-status', {
    detail:
      'The user has been deactivated before, without this reassignment; start one for the records by itself.',
    members: { userStatus: status },
  });
}

export function refuseRevocation(user: StoredUser): Fault | null {
  if (user.status === 'invited' || user.status === 'waiting') return null;
  return wrongStatus(user, 'uninvited');
}

export const refuseReactivation = (user: StoredUser): Fault | null =>
  user.status === 'deactivated' ? null : wrongStatus(user, 'reactivated');
