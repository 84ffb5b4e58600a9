import {
  Fault,
  type FieldError,
  type ReassignmentPlan,
  targetsOf,
  type UserReference,
  type UserStatus,
} from '@seatkeeper/contracts';
import { targetsIn } from './distribution.js';
import type { StoredRun } from './runs.schema.js';

export type KnownUsers = ReadonlyMap<string, Pick<UserReference, 'status'>>;

export const known = (users: readonly Pick<UserReference, 'id' | 'status'>[]): KnownUsers =>
  new Map(users.map((user) => [user.id, user]));

/** Who replaces somebody may have been invited just now. */
const MAY_RECEIVE: readonly UserStatus[] = ['active', 'invited'];

/** Says no to a plan that names somebody who cannot give or get records, with every reason. */
export function refusePlan(plan: ReassignmentPlan, users: KnownUsers): Fault | null {
  const errors = planErrors(plan, users);
  return errors.length > 0 ? new Fault('validation-failed', { errors }) : null;
}

/** What is wrong with whom a plan names; nothing, when empty. */
export function planErrors(plan: ReassignmentPlan, users: KnownUsers): FieldError[] {
  const unknown = 'No user of this account has this id';
  const errors = users.has(plan.from) ? [] : [{ path: 'from', message: unknown }];
  for (const { path, id } of targetsOf(plan)) {
    const user = users.get(id);
    if (!user) errors.push({ path, message: unknown });
    else if (id === plan.from) errors.push({ path, message: 'The records are this user’s already' });
    else if (!MAY_RECEIVE.includes(user.status))
      errors.push({ path, message: `Records go to active or invited users; this one is ${user.status}` });
  }
  return errors;
}

/** Everybody a run gives something to. */
export const receiversOf = ({
  plan,
  quotas,
  undoes,
}: Pick<StoredRun, 'plan' | 'quotas' | 'undoes'>): string[] =>
  undoes === undefined ? targetsOf(plan).map(({ id }) => id) : targetsIn(quotas);

/**
 * A target that a run cannot give anything to any more, or null. A ban does not stop it: it is a freeze, the user keeps the seat and the
 * records, and half of a run would leave more to sort out than a whole one.
 */
export function lostTarget(targets: readonly string[], users: KnownUsers): string | null {
  return targets.find((id) => (users.get(id)?.status ?? 'deactivated') === 'deactivated') ?? null;
}
