import type { StoredUser } from './users.schema.js';

/** Whom somebody reaches: who fits any of these. Without any it is nobody. */
export interface Reach {
  readonly ids: readonly string[];
  readonly groups: readonly string[];
  /** Those whose direct reports they reach. */
  readonly reportsTo: readonly string[];
}

/** Whether nothing was said that keeps somebody from seeing everybody. */
export const seesEverybody = ({ visibility = 'everyone' }: Pick<StoredUser, 'visibility'>): boolean =>
  visibility === 'everyone';

type Reached = Pick<StoredUser, '_id' | 'groups' | 'reportsTo'>;

/** Null reaches everybody. */
export const isWithin = (reach: Reach | null, { _id, groups, reportsTo }: Reached): boolean =>
  reach === null ||
  reach.ids.includes(_id) ||
  groups.some((id) => reach.groups.includes(id)) ||
  (reportsTo !== null && reach.reportsTo.includes(reportsTo));
