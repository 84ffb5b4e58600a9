import type { FieldError, UserStatus } from '@seatkeeper/contracts';

/** How an owner is named from outside: by one of the two. */
export interface OwnerName {
  ownerId?: string | undefined;
  ownerUsername?: string | undefined;
}

export interface Owner {
  id: string;
  /** Keeps what is theirs until it is moved, and gets nothing new. */
  hasLeft: boolean;
}

/** Answers with the owner, or null when the account has no such user. */
export type KnownOwners = (name: OwnerName) => Owner | null;

/** Says who is who among the users that were found. */
export function knownOwners(
  users: readonly { id: string; username: string; status: UserStatus }[],
): KnownOwners {
  const owner = ({ id, status }: (typeof users)[number]) => ({ id, hasLeft: status === 'deactivated' });
  const byId = new Map(users.map((user) => [user.id, owner(user)]));
  const byUsername = new Map(users.map((user) => [user.username, owner(user)]));
  return ({ ownerId, ownerUsername }) =>
    (ownerId !== undefined ? byId.get(ownerId) : byUsername.get(ownerUsername ?? '')) ?? null;
}

export const unknownOwner = ({ ownerId }: OwnerName): FieldError =>
  ownerId !== undefined
    ? { path: 'ownerId', message: 'No user of this account has this id' }
    : { path: 'ownerUsername', message: 'No user of this account has this username' };

export const departedOwner = ({ ownerId }: OwnerName): FieldError => ({
  path: ownerId !== undefined ? 'ownerId' : 'ownerUsername',
  message: 'This user is deactivated and gets no new records: name an active or invited user',
});
