import type { StoredUser } from './users.schema.js';

/** Whom somebody reaches: who is in any of these groups. Without any it is nobody. */
export interface Reach {
  readonly groups: readonly string[];
}

/** Null reaches everybody. */
export const isWithin = (reach: Reach | null, { groups }: Pick<StoredUser, 'groups'>): boolean =>
  reach === null || groups.some((id) => reach.groups.includes(id));
