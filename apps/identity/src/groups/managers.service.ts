import { Injectable } from '@nestjs/common';
import { type Actor, Fault, groupUpdated, type Permission } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { seesEverybody } from '../users/reaches.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import { ActorsService } from './actors.service.js';
import { groupChanges, toGroup } from './groups.js';
import { GroupsRepository } from './groups.repository.js';
import type { StoredGroup } from './groups.schema.js';
import { refuseWithout } from './permissions.js';

/** Who administers the people of which groups. */
@Injectable()
export class ManagersService {
  constructor(
    private readonly groups: GroupsRepository,
    private readonly users: UsersRepository,
    private readonly actors: ActorsService,
    private readonly lists: UserListsRepository,
    private readonly clock: Clock,
  ) {}

  /** The groups that somebody manages, whether they may act at the moment or not. */
  groupsOf(accountId: string, userId: string): Promise<StoredGroup[]> {
    return this.groups.managedBy(accountId, userId);
  }

  /** Those whose people somebody may act upon now: none for who may not act at all, and none for a key. */
  async managedBy(
    accountId: string,
    { userId, keyId }: { userId: string; keyId?: string | undefined },
  ): Promise<StoredGroup[]> {
    if (keyId !== undefined) return [];
    const managed = await this.groupsOf(accountId, userId);
    if (managed.length === 0) return [];
    const manager = await this.users.find(accountId, userId);
    return manager && mayAct(manager, this.clock.now()) ? managed : [];
  }

  /**
   * What keeps somebody from making a manager. A manager sees the people of the group, so it takes who sees everybody, or
   * may look beyond their own visibility: anybody else could make themselves one.
   */
  async refusalToMake(accountId: string, by: Actor, held: readonly Permission[]): Promise<Fault | null> {
    if (by.type !== 'user') return null;
    const actor = await this.actors.find(accountId, by);
    return actor && seesEverybody(actor) ? null : refuseWithout(held, 'users.privacy');
  }

  /** Refuses with `validation-failed` who cannot be a manager; `all` is the list as it was sent. */
  async refuseUnfit(accountId: string, added: readonly string[], all: readonly string[]): Promise<void> {
    const unfit = await this.unfit(accountId, added);
    if (unfit.length === 0) return;
    const message = 'There is no person with this id who could be a manager';
    throw new Fault('validation-failed', {
      errors: unfit.map((id) => ({ path: `managers[${all.indexOf(id)}]`, message })),
    });
  }

  /** Whoever left while being made a manager is none: of the two writes, one sees the other. Can be repeated. */
  async forgetLeft({ accountId, managers = [] }: StoredGroup, by: Actor): Promise<void> {
    for (const id of await this.unfit(accountId, managers)) await this.giveUp(accountId, id, by);
  }

  /** Takes somebody who leaves out of every group's managers. Can be repeated. */
  async giveUp(accountId: string, userId: string, by: Actor): Promise<void> {
    await this.exchange(accountId, userId, by, []);
  }

  /** Puts somebody in the place of another. Can be repeated. */
  async handOver(accountId: string, from: string, to: string, by: Actor): Promise<void> {
    await this.exchange(accountId, from, by, [to]);
  }

  private async exchange(accountId: string, userId: string, by: Actor, heirs: string[]): Promise<void> {
    const now = this.clock.now();
    for (const { _id } of await this.groupsOf(accountId, userId))
      await this.groups.decide(accountId, _id, (group) => {
        const before = group.managers ?? [];
        if (!group.live || !before.includes(userId)) return null;
        const managers = [...new Set(before.flatMap((id) => (id === userId ? heirs : [id])))];
        const changes = groupChanges(group, { managers });
        const after = toGroup({ ...group, managers, updatedAt: now, version: group.version + 1 });
        const data = { accountId, actor: by, group: after, changes };
        return {
          update: { set: { managers, updatedAt: now } },
          events: [event(groupUpdated, _id, data, now)],
        };
      });
  }

  private async unfit(accountId: string, ids: readonly string[]): Promise<string[]> {
    const known = await this.lists.known(accountId, { ids });
    const fit = known.filter(
      ({ type, status }) => type === 'standard' && status !== 'deactivated' && status !== 'pending',
    );
    return ids.filter((id) => !fit.some(({ _id }) => _id === id));
  }
}
