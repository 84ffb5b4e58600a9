import { Fault, SEAT_HOLDING } from '@seatkeeper/contracts';
import type { DuplicateKey } from '@seatkeeper/mongo';
import { fold } from '@seatkeeper/text';
import type { StoredUser } from './users.schema.js';

type Standing = Pick<StoredUser, 'status' | 'ban'>;

/** A ban that ends by time is over on time, even if nobody has lifted it yet. */
export const banStands = ({ ban }: Pick<StoredUser, 'ban'>, now: Date): boolean =>
  ban !== undefined && (ban.until === null || ban.until > now);

/** Whether a user may sign in and act now. */
export const mayAct = (user: Standing, now: Date): boolean =>
  user.status === 'active' || (user.status === 'banned' && !banStands(user, now));

/** The products a user holds a seat of, by the rule: seats held = users in these statuses. */
export const seatsOf = (user: Pick<StoredUser, 'status' | 'type' | 'products'>): string[] =>
  user.type === 'standard' && SEAT_HOLDING.includes(user.status) ? user.products : [];

/** Says that a user in this status cannot be `verb`ed. */
export const wrongStatus = (user: Pick<StoredUser, 'status'>, verb: string): Fault =>
  new Fault('wrong-status', {
    detail: `A user who is ${user.status} cannot be ${verb}.`,
    members: { userStatus: user.status },
  });

/**
 * The address at which nobody else of the account is invited: that of the open invitation, or from the first write on
 * that of somebody who is about to get one. A unique index decides, before a seat is claimed.
 */
export const invitedAt = ({
  type,
  status,
  invitation,
  email,
}: Pick<StoredUser, 'type' | 'status' | 'invitation' | 'email'>): string | undefined => {
  if (invitation?.state === 'open') return invitation.sentTo;
  return status === 'pending' && type === 'standard' ? fold(email) : undefined;
};

/** The count of admins is of people: a machine cannot sign in, and would leave the account with nobody who can. */
export const refuseMachineAdmin = ({
  type,
  globalAdmin,
}: Partial<Pick<StoredUser, 'type' | 'globalAdmin'>>) =>
  type === 'service' && globalAdmin
    ? new Fault('validation-failed', {
        errors: [{ path: 'globalAdmin', message: 'A service user cannot be a global admin: give it groups' }],
      })
    : null;

/** What a unique index would not have twice. */
export function taken({ index }: Pick<DuplicateKey, 'index'>, username: string): Fault {
  if (index === 'one-user-per-external-id') return externalIdTaken();
  return index === 'one-invitation-per-address' ? addressInvited() : usernameTaken(username);
}

const externalIdTaken = () =>
  new Fault('external-id-taken', 'Another user of this account is known by this external id.');

export const addressInvited = () =>
  new Fault('validation-failed', {
    errors: [{ path: 'email', message: 'Another user has an open invitation at this address' }],
  });

export const usernameTaken = (username: string): Fault =>
  new Fault(
    'username-taken',
    `${username} is or was the username of somebody in this account, or looks like one; none is given twice.`,
  );
