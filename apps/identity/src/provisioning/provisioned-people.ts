import { Fault, type NewProvisionedUser, type ProvisionedChanges } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import type { StoredUser } from '../users/users.schema.js';

/** What has to be done to somebody so that they are active, or are not. */
export type Standing = 'deactivate' | 'revoke' | 'reactivate';

/** Who waits for a seat, or is banned, has not left: to an identity provider they are as it wants them. */
const isActive = ({ status }: Pick<StoredUser, 'status'>): boolean => status !== 'deactivated';

export function standingFor(user: Pick<StoredUser, 'status'>, active: boolean | undefined): Standing | null {
  if (active === undefined || active === isActive(user)) return null;
  if (active) return 'reactivate';
  return user.status === 'invited' || user.status === 'waiting' ? 'revoke' : 'deactivate';
}

/** Whom the identity provider has removed, and nobody has brought back since. */
export const isRemoved = ({
  status,
  unprovisionedAt,
}: Pick<StoredUser, 'status' | 'unprovisionedAt'>): boolean =>
  status === 'deactivated' && unprovisionedAt !== undefined;

type Known = Pick<StoredUser, 'username' | 'firstName' | 'lastName' | 'externalId'>;

/**
 * Refuses to take somebody new for who was removed before: the history of one person must not pass to another. It is the same
 * person if the provider knows them by the same id; where it has told none before, if first or last name is still the same.
 */
export function refuseReturn(removed: Known, said: NewProvisionedUser): Fault | null {
  const known = removed.externalId;
  const isSame =
    known === undefined
      ? removed.username === said.username && sharesName(removed, said)
      : said.externalId === known || (!said.externalId && sharesName(removed, said));
  return isSame
    ? null
    : new Fault(
        'username-taken',
        `${said.username} was the username of somebody else, who has left: none is given to another person.`,
      );
}

const sharesName = (one: Pick<Known, 'firstName' | 'lastName'>, other: typeof one): boolean =>
  fold(one.firstName) === fold(other.firstName) || fold(one.lastName) === fold(other.lastName);

/** Whether anything is said besides whether somebody is active. */
export const saysSomething = (changes: ProvisionedChanges): boolean =>
  Object.values(changes).some((value) => value !== undefined);
