import {
  type Change,
  Fault,
  type SharedItem,
  type SharedItemChanges,
  type SharedLine,
} from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { builtInGroupId, type KnownGroup } from '../groups/built-in-groups.js';
import type { StoredOverride } from '../users/user-overrides.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import type { Having } from './shared-items.repository.js';
import type { StoredSharedItem } from './shared-items.schema.js';

/** The item as the API shows it. */
export const toSharedItem = (stored: StoredSharedItem): SharedItem => ({
  id: stored._id,
  kind: stored.kind,
  externalId: stored.externalId,
  name: stored.name,
  groups: stored.groups,
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  version: stored.version,
});

/** What names it, where it stands beside something else. */
export const toItemName = ({ _id: id, kind, externalId, name }: StoredSharedItem): SharedLine['item'] => ({
  id,
  kind,
  externalId,
  name,
});

/** What a request to change an item really changes. The order of groups means nothing. */
export function itemChanges(
  before: Pick<StoredSharedItem, 'name' | 'groups'>,
  { name = before.name, groups = before.groups }: z.output<typeof SharedItemChanges>,
): Change[] {
  const changes: Change[] = [];
  if (name !== before.name) changes.push({ field: 'name', before: before.name, after: name });
  if (!isDeepStrictEqual(before.groups.toSorted(), groups.toSorted()))
    changes.push({ field: 'groups', before: before.groups, after: groups });
  return changes;
}

/** Groups that would have an item and do not, or the other way round: both is for who may act upon them. */
export const touchedGroups = (before: readonly string[], after: readonly string[] = before): string[] => [
  ...after.filter((id) => !before.includes(id)),
  ...before.filter((id) => !after.includes(id)),
];

type Holder = Pick<StoredUser, 'accountId' | 'groups' | 'globalAdmin' | 'status' | 'sharedItems'>;

/** By which groups somebody has items: their own, and that of their role. */
export const groupIdsOf = ({ accountId, groups, globalAdmin }: Holder): string[] =>
  globalAdmin ? [...groups, builtInGroupId(accountId, 'global-admin')] : groups;

/** Who has left, or is only about to come, has nothing; what was decided for them waits until they are there. */
const isHere = ({ status }: Holder): boolean => status !== 'deactivated' && status !== 'pending';

const decided = ({ sharedItems = [] }: Holder, decision: StoredOverride['decision']): string[] =>
  sharedItems.filter((each) => each.decision === decision).map(({ id }) => id);

export const takenFrom = (user: Holder): string[] => decided(user, 'removed');

/** What somebody has, as their groups are known at the moment. */
export function havingOf(user: Holder, groups: readonly KnownGroup[]): Having {
  if (!isHere(user)) return { groups: [], added: [], removed: [] };
  return {
    groups: groups.map(({ _id }) => _id),
    added: decided(user, 'added'),
    removed: takenFrom(user),
  };
}

/** Whether and why somebody has an item; `groups` are their own. */
export function standingOf(
  item: Pick<StoredSharedItem, '_id' | 'groups'>,
  user: Holder,
  groups: readonly KnownGroup[],
): Omit<SharedLine, 'item'> {
  const via = groups
    .filter(({ _id }) => item.groups.includes(_id))
    .map(({ _id: id, name }) => ({ id, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const own = user.sharedItems?.find(({ id }) => id === item._id);
  return {
    shared: isHere(user) && (own ? own.decision === 'added' : via.length > 0),
    via,
    override: own ? { decision: own.decision, by: own.by, at: own.at.toISOString() } : null,
  };
}

/** More exceptions than that are a group that nobody has made. */
export const MOST_OVERRIDES = 200;

export const tooManyDecided = () =>
  new Fault(
    'too-many-shared-items',
    `For one person at most ${MOST_OVERRIDES} things can be given or taken away: give the others to a group.`,
  );
