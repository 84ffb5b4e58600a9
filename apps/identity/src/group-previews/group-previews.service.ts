import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  Fault,
  type GroupPreview,
  type Input,
  type Permission,
  previewGroup,
  refuse,
} from '@seatkeeper/contracts';
import type { GroupChange } from '../groups/effects.js';
import { GroupEffectsService } from '../groups/group-effects.service.js';
import { refuseGroupChange } from '../groups/groups.js';
import { GroupsService } from '../groups/groups.service.js';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UpdatesService } from '../profile/updates.service.js';
import { ReachService } from '../reach/reach.service.js';
import { isWithin, type Reach } from '../users/reaches.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { counted, toRefusal } from './group-previews.js';

type Named = GroupPreview['named'][number];

/** Whether somebody who is named would be a member afterwards. */
interface Wish {
  readonly userId: string;
  readonly isMember: boolean;
}

/** Who looks at which change, and what they hold. */
interface Looked {
  readonly accountId: string;
  readonly by: Actor;
  readonly held: readonly Permission[];
  /** Whom they reach: the others are as if not there. */
  readonly reach: Reach | null;
  readonly change: GroupChange;
}

/** Looks at a change of a group before it is made: what it means for whom, and what would stand in its way. */
@Injectable()
export class GroupPreviewsService {
  constructor(
    private readonly groups: GroupsService,
    private readonly effects: GroupEffectsService,
    private readonly permissions: PermissionsService,
    private readonly updates: UpdatesService,
    private readonly lists: UserListsRepository,
    private readonly reach: ReachService,
  ) {}

  @Handle(previewGroup)
  async preview({
    accountId,
    by,
    groupId,
    changes,
    page,
  }: Input<typeof previewGroup>): Promise<GroupPreview> {
    const held = await this.permissions.heldBy(accountId, by);
    refuse(refuseWithout(held, 'users.read'));
    const group = await this.groups.live(accountId, groupId);
    const change: GroupChange = { group, permissions: changes.permissions ?? group.permissions };
    const refusal = changes.permissions ? refuseGroupChange(group, held, changes) : null;
    const { add = [], remove = [] } = changes.members ?? {};
    const wishes = [
      ...add.map((userId): Wish => ({ userId, isMember: true })),
      ...remove.map((userId): Wish => ({ userId, isMember: false })),
    ];
    const reach = await this.reach.ofActor(accountId, by);
    const staying = { accountId, change, except: wishes.map(({ userId }) => userId), reach };
    const [named, counts, members] = await Promise.all([
      this.named({ accountId, by, held, reach, change }, wishes),
      this.effects.count(staying),
      this.effects.staying(staying, page),
    ]);
    const effects = named.flatMap(({ effect }) => effect ?? []);
    return { refusal: refusal && toRefusal(refusal), counts: counted(counts, effects), named, members };
  }

  private async named(looked: Looked, wishes: readonly Wish[]): Promise<Named[]> {
    const { accountId, reach, change } = looked;
    const users = await this.lists.known(accountId, { ids: wishes.map(({ userId }) => userId) });
    const seen = users.filter((user) => isWithin(reach, user));
    const byId = new Map(seen.map((user) => [user._id, user]));
    const people = wishes.flatMap(({ userId, isMember }) => {
      const user = byId.get(userId);
      return user ? [{ user, isMember }] : [];
    });
    const effects = await this.effects.of(accountId, change, people);
    const effectOf = new Map(effects.map((effect) => [effect.userId, effect]));
    const named: Named[] = [];
    for (const { userId, isMember } of wishes) {
      const user = byId.get(userId);
      const outcome = user
        ? await this.outcome(looked, user, isMember)
        : { change: 'none' as const, refusal: toRefusal(Fault.notFound('user')) };
      named.push({ userId, ...outcome, effect: effectOf.get(userId) ?? null });
    }
    return named;
  }

  /** What the change of one user would come to. */
  private async outcome(
    { by, held, change }: Looked,
    user: StoredUser,
    isMember: boolean,
  ): Promise<Pick<Named, 'change' | 'refusal'>> {
    const { _id: groupId, builtIn } = change.group;
    const isRole = builtIn === 'global-admin';
    const was = isRole ? user.globalAdmin : user.groups.includes(groupId);
    if (was === isMember) return { change: 'none', refusal: null };
    const rest = user.groups.filter((id) => id !== groupId);
    const changes = isRole ? { globalAdmin: isMember } : { groups: isMember ? [...rest, groupId] : rest };
    const refusal = refuseWithout(held, 'users.update') ?? (await this.updates.refusalOf(user, by, changes));
    return { change: isMember ? 'added' : 'removed', refusal: refusal && toRefusal(refusal) };
  }
}
