import type { FieldError } from '@seatkeeper/contracts';

/** How an owner is named from outside: by one of the two. */
export interface OwnerName {
  ownerId?: string | undefined;
  ownerUsername?: string | undefined;
}

/** Answers with the owner's user id, or null when the account has no such user. */
export type KnownOwners = (name: OwnerName) => string | null;

/** Says who is who among the users that were found. */
export function knownOwners(users: readonly { id: string; username: string }[]): KnownOwners {
  const ids = new Set(users.map(({ id }) => id));
  const byUsername = new Map(users.map(({ id, username }) => [username, id]));
  return ({ ownerId, ownerUsername }) => {
    if (ownerId !== undefined) return ids.has(ownerId) ? ownerId : null;
    return byUsername.get(ownerUsername ?? '') ?? null;
  };
}

export const unknownOwner = ({ ownerId }: OwnerName): FieldError =>
  ownerId !== undefined
    ? { path: 'ownerId', message: 'No user of this account has this id' }
    : { path: 'ownerUsername', message: 'No user of this account has this username' };
