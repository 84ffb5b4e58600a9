import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  type Decision,
  Fault,
  type Input,
  listAudience,
  listSharedWith,
  type Page,
  share,
  type SharedLine,
  type SharedPerson,
  sharingDecided,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { isGlobalAdminGroup, type KnownGroup } from '../groups/built-in-groups.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { ReachService } from '../reach/reach.service.js';
import { AudiencesRepository } from '../users/audiences.repository.js';
import type { UserWrite } from '../users/user-changes.js';
import { wrongStatus } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import {
  groupIdsOf,
  MOST_OVERRIDES,
  havingOf,
  standingOf,
  takenFrom,
  toItemName,
  tooManyDecided,
} from './shared-items.js';
import { SharedItemsRepository } from './shared-items.repository.js';
import type { StoredSharedItem } from './shared-items.schema.js';
import { SharingAuthorityService } from './sharing-authority.service.js';

const MOST_ATTEMPTS = 5;

/** What people have, who has what, and what is decided for one person alone. */
@Injectable()
export class SharingService {
  constructor(
    private readonly items: SharedItemsRepository,
    private readonly authority: SharingAuthorityService,
    private readonly groups: GroupCatalogueService,
    private readonly users: UsersRepository,
    private readonly audiences: AudiencesRepository,
    private readonly reach: ReachService,
  ) {}

  @Handle(listSharedWith)
  async listOf(request: Input<typeof listSharedWith>): Promise<Page<SharedLine>> {
    const { accountId, userId, viewer, shared, page } = request;
    const user = await this.reach.see(accountId, userId, viewer);
    const groups = await this.groupsOf(user);
    const { items, ...rest } = await (shared
      ? this.items.pageOf(accountId, havingOf(user, groups), page)
      : this.items.pageAmong(accountId, takenFrom(user), page));
    return { items: items.map((item) => lineOf(item, user, groups)), ...rest };
  }

  @Handle(listAudience)
  async audience(request: Input<typeof listAudience>): Promise<Page<SharedPerson>> {
    const { accountId, itemId, viewer, page } = request;
    const item = await this.live(accountId, itemId);
    const reach = await this.reach.of(accountId, viewer);
    const groups = await this.groups.findLiveOnes(accountId, item.groups);
    const ids = groups.map(({ _id }) => _id);
    const withAdmins = ids.some((id) => isGlobalAdminGroup(accountId, id));
    const audience = { itemId, groups: ids, withAdmins, reach };
    const { items, ...rest } = await this.audiences.page(accountId, audience, page);
    return { items: items.map((user) => personOf(item, user, groups)), ...rest };
  }

  @Handle(share)
  async decide(request: Input<typeof share>): Promise<SharedLine> {
    const { accountId, userId, itemId, shared, by } = request;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const user = await this.users.get(accountId, userId);
      const item = await this.live(accountId, itemId);
      await this.authority.refuseDeciding(user, [item], request);
      const changed = await this.users.changeFrom(user, (before, now) => {
        // What was looked at is another person by now: look again.
        if (before.version !== user.version) return null;
        return decision(before, item, { shared, by, at: now });
      });
      if (!changed) throw Fault.notFound('user');
      const isDone = changed.sharedItems?.find(({ id }) => id === itemId)?.decision;
      if (isDone === wordOf(shared)) return lineOf(item, changed, await this.groupsOf(changed));
    }
    throw new Fault('user-busy', 'Others change this user all the time.');
  }

  private groupsOf(user: StoredUser): Promise<KnownGroup[]> {
    return this.groups.findLiveOnes(user.accountId, groupIdsOf(user));
  }

  private async live(accountId: string, itemId: string): Promise<StoredSharedItem> {
    const item = await this.items.findLive(accountId, itemId);
    if (!item) throw Fault.notFound('shared item');
    return item;
  }
}

const wordOf = (shared: boolean | null): Decision | undefined =>
  shared === null ? undefined : shared ? 'added' : 'removed';

/** Null when it is decided so. */
function decision(
  user: StoredUser,
  item: StoredSharedItem,
  { shared, by, at }: { shared: boolean | null; by: Actor; at: Date },
): UserWrite | null {
  if (user.status === 'pending') throw new Fault('user-busy', 'The user is still being created.');
  if (user.status === 'deactivated') throw wrongStatus(user, 'given anything');
  const { sharedItems: before = [] } = user;
  const was = before.find(({ id }) => id === item._id);
  const is = wordOf(shared);
  if (was?.decision === is) return null;
  const others = before.filter(({ id }) => id !== item._id);
  if (is !== undefined && others.length >= MOST_OVERRIDES) throw tooManyDecided();
  const sharedItems = is === undefined ? others : [...others, { id: item._id, decision: is, by, at }];
  return {
    ...(sharedItems.length > 0 ? { set: { sharedItems } } : { unset: ['sharedItems'] }),
    events: () => [decidedEvent(user, [{ item, before: was?.decision, after: is }], by, at)],
  };
}

interface Decided {
  readonly item: StoredSharedItem;
  readonly before?: Decision | undefined;
  readonly after?: Decision | undefined;
}

/** That something was decided about items for one user. The history tells names: what was given, and what was taken away. */
export function decidedEvent(
  { accountId, _id: userId }: Pick<StoredUser, 'accountId' | '_id'>,
  decided: readonly Decided[],
  by: Actor,
  at: Date,
) {
  const named = (when: 'before' | 'after', word: Decision) =>
    decided.filter((each) => each[when] === word).map(({ item }) => item.name);
  const changes = [
    { field: 'sharedItemsAdded', before: named('before', 'added'), after: named('after', 'added') },
    { field: 'sharedItemsRemoved', before: named('before', 'removed'), after: named('after', 'removed') },
  ].filter(({ before, after }) => before.length + after.length > 0);
  const items = decided.map(({ item, after = null }) => ({ ...toItemName(item), decision: after }));
  return event(sharingDecided, userId, { accountId, actor: by, userId, items, changes }, at);
}

const lineOf = (item: StoredSharedItem, user: StoredUser, groups: readonly KnownGroup[]): SharedLine => ({
  item: toItemName(item),
  ...standingOf(item, user, groups),
});

function personOf(item: StoredSharedItem, user: StoredUser, groups: readonly KnownGroup[]): SharedPerson {
  const own = new Set(groupIdsOf(user));
  const { via, override } = standingOf(
    item,
    user,
    groups.filter(({ _id }) => own.has(_id)),
  );
  const { _id: userId, username, firstName, lastName, status } = user;
  return { userId, username, firstName, lastName, status, via, override };
}
