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
import { FactorPreviewsService } from './factor-previews.service.js';
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
  readonly change: GroupChange;
}

/** Looks at a change of a group before it is made: what it means for whom, and what would stand in its way. */
@Injectable()
export class GroupPreviewsService {
  constructor(
    private readonly groups: GroupsService,
    private readonly effects: GroupEffectsService,
    private readonly factors: FactorPreviewsService,
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
    const { permissions, secondFactor: wanted } = changes;
    const refusal = permissions || wanted ? refuseGroupChange(group, held, changes) : null;
    const { add = [], remove = [] } = changes.members ?? {};
    const wishes = [
      ...add.map((userId): Wish => ({ userId, isMember: true })),
      ...remove.map((userId): Wish => ({ userId, isMember: false })),
    ];
    const reach = await this.reach.ofActor(accountId, by);
    const except = wishes.map(({ userId }) => userId);
    const staying = { accountId, change, except, reach };
    const seen = await this.seen(accountId, wishes, reach);
    const [named, counts, members, factorAsked] = await Promise.all([
      this.named({ accountId, by, held, change }, wishes, seen),
      this.effects.count(staying),
      this.effects.staying(staying, page),
      this.factors.of({ accountId, group, wanted, named: peopleOf(wishes, seen), except, reach }),
    ]);
    const effects = named.flatMap(({ effect }) => effect ?? []);
    return {
      refusal: refusal && toRefusal(refusal),
      counts: counted(counts, effects),
      factorAsked,
      named,
      members,
    };
  }

  /** Those of the named whom the one who looks reaches, by their ids: the others are as if not there. */
  private async seen(
    accountId: string,
    wishes: readonly Wish[],
    reach: Reach | null,
  ): Promise<ReadonlyMap<string, StoredUser>> {
    const users = await this.lists.known(accountId, { ids: wishes.map(({ userId }) => userId) });
    return new Map(users.filter((user) => isWithin(reach, user)).map((user) => [user._id, user]));
  }

  private async named(
    looked: Looked,
    wishes: readonly Wish[],
    seen: ReadonlyMap<string, StoredUser>,
  ): Promise<Named[]> {
    const { accountId, change } = looked;
    const effects = await this.effects.of(accountId, change, peopleOf(wishes, seen));
    const effectOf = new Map(effects.map((effect) => [effect.userId, effect]));
    const named: Named[] = [];
    for (const { userId, isMember } of wishes) {
      const user = seen.get(userId);
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

/** Those who are there, and whether they would be members. */
const peopleOf = (wishes: readonly Wish[], seen: ReadonlyMap<string, StoredUser>) =>
  wishes.flatMap(({ userId, isMember }) => {
    const user = seen.get(userId);
    return user ? [{ user, isMember }] : [];
  });
