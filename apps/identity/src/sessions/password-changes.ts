import {
  type Actor,
  type MailDue,
  passwordChanged,
  temporaryPasswordSet,
  userUpdated,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { endedOwnChanges } from '../users/email-changes.js';
import { userEvent, type UserWrite } from '../users/user-changes.js';
import type { StoredUser } from '../users/users.schema.js';

/** That it changed is told; what from and what to is nobody's to know. */
const PASSWORD = [{ field: 'password', before: null, after: null }];

interface NewPassword {
  passwordHash: string;
  by: Actor;
  now: Date;
}

/** How a user's own password changes: every session ends, so does a link for a new one, and a mail tells of it. */
export const passwordWrite = (before: StoredUser, { passwordHash, by, now }: NewPassword): UserWrite => ({
  set: { ...setPassword(before, passwordHash, now), mustChangePassword: false },
  unset: ['temporaryPasswordBy'],
  events: (change) => [
    userEvent(userUpdated, { ...change, by }, { alsoChanged: PASSWORD }),
    event(passwordChanged, change.after._id, mailDue(change.after, by), now),
  ],
});

/** The same by somebody else: the user has to choose another one first, and is told by mail what to sign in with. */
export const temporaryPasswordWrite = (
  before: StoredUser,
  { passwordHash, by, now }: NewPassword,
): UserWrite => ({
  set: { ...setPassword(before, passwordHash, now), mustChangePassword: true, temporaryPasswordBy: by },
  events: (change) => [
    userEvent(userUpdated, { ...change, by }, { alsoChanged: PASSWORD }),
    event(temporaryPasswordSet, change.after._id, mailDue(change.after, by), now),
  ],
});

const setPassword = (user: StoredUser, passwordHash: string, now: Date) => ({
  passwordHash,
  passwordChangedAt: now,
  sessionEpoch: user.sessionEpoch + 1,
  ...(user.passwordReset && { passwordReset: { ...user.passwordReset, state: 'ended' as const } }),
  ...endedOwnChanges(user),
});

export const mailDue = ({ accountId, _id: userId, email: sendTo }: StoredUser, actor: Actor): MailDue => ({
  accountId,
  actor,
  userId,
  sendTo,
});
