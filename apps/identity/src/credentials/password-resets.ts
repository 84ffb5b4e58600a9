import { type Actor, Fault } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import { tokenHash } from '../links/link-tokens.js';
import { mayAct, wrongStatus } from '../users/users.js';
import type { StoredPasswordReset } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';

/** How long a link works: whoever asked for it waits for the mail. */
const HOUR_MS = 3_600_000;

export const newPasswordReset = (given: {
  id: string;
  token: string;
  sentTo: string;
  by: Actor;
  now: Date;
}): StoredPasswordReset => ({
  id: given.id,
  tokenHash: tokenHash(given.token),
  state: 'open',
  sentTo: fold(given.sentTo),
  by: given.by,
  createdAt: given.now,
  expiresAt: new Date(given.now.getTime() + HOUR_MS),
});

/** Refuses what is about a password for who has none, or may not sign in with it. */
export function refuseWithoutPassword(user: StoredUser, now: Date): Fault | null {
  if (user.type === 'service')
    return new Fault('wrong-status', 'A service user has no password: it acts by API keys.');
  if (user.status === 'invited')
    return new Fault('wrong-status', {
      detail: 'A user who is invited has no password yet: send the invitation again.',
      members: { userStatus: user.status },
    });
  return mayAct(user, now) ? null : wrongStatus(user, 'given a new password');
}

/** Whether this link of a user works: an address that was corrected since leads it to somebody else's mails. */
export const isOpen = (user: StoredUser, resetId: string, now: Date): boolean => {
  const { passwordReset: reset, email } = user;
  return (
    reset?.id === resetId &&
    reset.state === 'open' &&
    reset.expiresAt > now &&
    reset.sentTo === fold(email) &&
    refuseWithoutPassword(user, now) === null
  );
};

export const refuseLink = (user: StoredUser, resetId: string, now: Date): Fault | null =>
  isOpen(user, resetId, now)
    ? null
    : new Fault('password-reset-ended', 'The link has expired, was used, or is void: ask for a new one.');
