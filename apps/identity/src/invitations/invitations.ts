import { type Actor, Fault } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { InvitationWords } from '../users/stored-flows.js';
import type { PastInvitation, StoredInvitation } from '../users/user-invitations.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import { tokenHash } from '../links/link-tokens.js';

const DAY_MS = 86_400_000;
/** Old links that can still be told what became of them. */
const REMEMBERED = 20;

export const invitationWords = (
  { name, slug, timeZone }: Pick<StoredAccount, 'name' | 'slug' | 'timeZone'>,
  invitedBy: string | null,
): InvitationWords => ({ accountName: name, accountSlug: slug, timeZone, invitedBy });

export const newInvitation = (given: {
  id: string;
  token: string;
  sentTo: string;
  by: Actor;
  now: Date;
  days: number;
}): StoredInvitation => ({
  id: given.id,
  tokenHash: tokenHash(given.token),
  state: 'open',
  // One person has one inbox, however the address is written.
  sentTo: fold(given.sentTo),
  by: given.by,
  createdAt: given.now,
  expiresAt: new Date(given.now.getTime() + given.days * DAY_MS),
  mail: { state: 'queued', at: given.now },
});

/** Who never chose a password comes in by an invitation. */
export const isToBeInvited = ({ type, passwordHash }: Pick<StoredUser, 'type' | 'passwordHash'>): boolean =>
  type === 'standard' && passwordHash === undefined;

/** The earlier invitations of a user who gets a new one: a link that still was open is void from then on. */
export function pastInvitations(user: Pick<StoredUser, 'invitation' | 'pastInvitations'>): PastInvitation[] {
  const { invitation, pastInvitations: past } = user;
  if (!invitation) return past;
  const { id, tokenHash: hash, expiresAt, state } = invitation;
  const ended = state === 'open' ? 'revoked' : state;
  return [...past, { id, tokenHash: hash, expiresAt, state: ended } as const].slice(-REMEMBERED);
}

/** The same invitation, no longer open; one that has ended already stays as it ended. */
export const withdrawn = (invitation: StoredInvitation): StoredInvitation =>
  invitation.state === 'open' ? { ...invitation, state: 'revoked' } : invitation;

export type InvitationState = StoredInvitation['state'];

/** Whether the open invitation of a user went to another address than they have: whoever reads that one could accept it. */
export const isMisaddressed = (
  { status, invitation, email }: Pick<StoredUser, 'status' | 'invitation' | 'email'>,
  now: Date,
): boolean =>
  status === 'invited' &&
  invitation !== undefined &&
  stateAt(invitation, now) === 'open' &&
  invitation.sentTo !== fold(email);

/** An invitation is over on time, even if nobody has noted it yet. */
export const stateAt = (
  { state, expiresAt }: { state: InvitationState; expiresAt: Date },
  now: Date,
): InvitationState => (state === 'open' && expiresAt <= now ? 'expired' : state);

/** Refuses to accept an invitation that is not open, each end state with its own code. */
export function refuseAcceptance(
  invitation: { state: InvitationState; expiresAt: Date },
  now: Date,
): Fault | null {
  switch (stateAt(invitation, now)) {
    case 'open':
      return null;
    case 'accepted':
      return new Fault(
        'invitation-used',
        'The invitation was accepted before: sign in with the password chosen then.',
      );
    case 'expired':
      return new Fault('invitation-expired', 'The invitation has expired: ask for a new one.');
    case 'revoked':
      return new Fault('invitation-revoked', 'The invitation was withdrawn or replaced by a newer one.');
  }
}
