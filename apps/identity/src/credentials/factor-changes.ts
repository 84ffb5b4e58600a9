import { type Actor, type Change, Fault } from '@seatkeeper/contracts';
import { isSelf } from '../admins/authority.service.js';
import type { UsersRepository } from '../users/users.repository.js';
import type { StoredEnrolment } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';

/** How long a secret waits for its first code. */
const ENROLMENT_MS = 60 * 60_000;

export const expiryOfEnrolment = (now: Date): Date => new Date(now.getTime() + ENROLMENT_MS);

export const NO_FACTOR = (): Fault => new Fault('not-found', 'There is no second factor.');

/** The user who asks, of calls that everybody makes for themselves alone, in person. */
export async function ownUser(
  users: Pick<UsersRepository, 'get'>,
  { accountId, userId, by }: { accountId: string; userId: string; by: Actor },
): Promise<StoredUser> {
  const user = await users.get(accountId, userId);
  if (!isSelf(by, user)) throw new Fault('forbidden', 'Everybody does this for themselves.');
  return user;
}

/** What is to be confirmed. Rejects with `not-found` when it is too late, or another was begun with since. */
export function openEnrolment(
  { factorEnrolment }: Pick<StoredUser, 'factorEnrolment'>,
  factorId: string,
  now: Date,
): StoredEnrolment {
  if (factorEnrolment?.id === factorId && factorEnrolment.expiresAt > now) return factorEnrolment;
  throw new Fault('not-found', 'There is no second factor to confirm: begin anew with POST /v1/me/factors.');
}

/** How the history tells it. Nothing of the secret. */
export const factorChange = (
  before: Pick<StoredUser, 'secondFactor'>,
  after: { id: string } | null,
): Change => ({ field: 'secondFactor', before: before.secondFactor?.id ?? null, after: after?.id ?? null });
