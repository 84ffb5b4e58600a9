import { type EmailChange, Fault } from '@seatkeeper/contracts';
import type { StoredEmailChange } from './user-email-changes.schema.js';
import type { StoredUser } from './users.schema.js';

/** Over a weekend, and no longer: whoever reads a mistyped address holds the link as well. */
const VALID_MS = 3 * 86_400_000;
/** Of a user, with those that are over. Nobody can ask for as many while a mail about the first is still tried. */
const REMEMBERED = 20;

type Changing = Pick<StoredUser, 'emailChanges'>;

/**
 * Whether the address of a user counts, so that another one takes effect only when who reads it says so: of everybody who has an
 * access, or gets it back as it was. Who is invited shows it by accepting.
 */
export function keepsAddress({
  type,
  status,
  passwordHash,
  ssoLinks = [],
}: Pick<StoredUser, 'type' | 'status' | 'passwordHash' | 'ssoLinks'>): boolean {
  if (type !== 'standard') return false;
  if (status === 'deactivated') return passwordHash !== undefined || ssoLinks.length > 0;
  return status === 'active' || status === 'banned';
}

/** The one that was asked for last and neither confirmed nor ended; its time may be over. */
export const askedChange = ({ emailChanges = [] }: Changing): StoredEmailChange | undefined =>
  emailChanges.find(({ state }) => state === 'open');

export const isOpen = ({ state, expiresAt }: StoredEmailChange, now: Date): boolean =>
  state === 'open' && expiresAt > now;

export const newEmailChange = (
  given: Omit<StoredEmailChange, 'createdAt' | 'expiresAt'>,
  now: Date,
): StoredEmailChange => ({ ...given, createdAt: now, expiresAt: new Date(now.getTime() + VALID_MS) });

/** With another one; whatever was asked for before is void. */
export const withChange = (user: Changing, change: StoredEmailChange): StoredEmailChange[] =>
  [...(endedChanges(user).emailChanges ?? user.emailChanges ?? []), change].slice(-REMEMBERED);

/** What is to be written of a user whose open change, if it is such a one, is void from now on; nothing when there is none. */
export function endedChanges(
  user: Changing,
  which: (change: StoredEmailChange) => boolean = () => true,
): Changing {
  const open = askedChange(user);
  return open && which(open) ? { emailChanges: inState(user, open.id, 'ended') } : {};
}

/** What somebody asked for in a session is void once they have another password: the session may not have been theirs. */
export const endedOwnChanges = (user: Pick<StoredUser, '_id' | 'emailChanges'>): Changing =>
  endedChanges(user, ({ by }) => by.id === user._id);

export const confirmedChange = (user: Changing, id: string): StoredEmailChange[] =>
  inState(user, id, 'confirmed');

const inState = ({ emailChanges = [] }: Changing, id: string, state: StoredEmailChange['state']) =>
  emailChanges.map((change) => (change.id === id ? { ...change, state } : change));

export const refuseConfirming = (change: StoredEmailChange, now: Date): Fault | null =>
  isOpen(change, now)
    ? null
    : new Fault(
        'email-change-ended',
        'Its time is over, it was cancelled, or another address was asked for: the present one stays.',
      );

export const toEmailChange = (user: Changing): EmailChange | null => {
  const change = askedChange(user);
  if (!change) return null;
  const { sentTo, createdAt, expiresAt } = change;
  return { to: sentTo, requestedAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
};

/** An address as it is told to who read the one before: its own author knows it again, and nobody else can write to it. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  const local = [...address.slice(0, at)];
  return `${local.length > 1 ? local[0] : ''}•••${address.slice(at)}`;
}
