import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Actor,
  Fault,
  privacyOverridden,
  refuse,
  userActor,
  type Viewer,
  viewerOf,
  type Visibility,
} from '@seatkeeper/contracts';
import { Clock, newId } from '@seatkeeper/service';
import { ActorsService } from '../groups/actors.service.js';
import { ManagersService } from '../groups/managers.service.js';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { isWithin, type Reach, seesEverybody } from '../users/reaches.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { TeamsService } from './teams.service.js';

interface Look {
  /** Who is looked at; of a list, nobody in particular. */
  readonly about?: string;
  /** Whether it is a part of a look that was written down already. */
  readonly isPart?: boolean;
}

/**
 * The one place that says whom somebody may look at: lists, searches, counts, files, single people and acts upon them all ask
 * here. Nothing is kept from one question to the next, so that what is taken away is gone at once.
 */
@Injectable()
export class ReachService {
  constructor(
    private readonly managers: ManagersService,
    private readonly permissions: PermissionsService,
    private readonly teams: TeamsService,
    private readonly users: UsersRepository,
    private readonly actors: ActorsService,
    private readonly lists: UserListsRepository,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /** Null is everybody. Rejects with `forbidden` for an override by who may not. */
  async of(accountId: string, viewer: Viewer | undefined, look: Look = {}): Promise<Reach | null> {
    if (!viewer) return null;
    const { userId, asManager, override } = viewer;
    if (asManager) return { ids: [], groups: await this.managed(accountId, viewer), reportsTo: [] };
    const user = await this.actors.find(accountId, actorOf(viewer));
    if (user && seesEverybody(user)) return null;
    // Whom a visibility names, and who is in a team, is of the account of whom it is.
    const own = user?.accountId === accountId ? user : null;
    const { visibility = 'self' } = own ?? {};
    if (override !== undefined) {
      await this.override(accountId, viewer, override, look);
      return null;
    }
    return {
      ids: [...(own ? [userId] : []), ...(typeof visibility === 'object' ? visibility.users : [])],
      groups: await this.managed(accountId, viewer),
      reportsTo: visibility === 'team' ? await this.teams.headsOf(accountId, userId) : [],
    };
  }

  /** Whom somebody reaches who acts, and may not look beyond it. Null is everybody, as for parts of the product itself. */
  async ofActor(accountId: string, by: Actor): Promise<Reach | null> {
    return by.type === 'user' ? this.of(accountId, viewerOf(by)) : null;
  }

  /** Rejects with `not-found` for who is out of reach, as for who is not there. */
  async see(accountId: string, userId: string, viewer: Viewer | undefined): Promise<StoredUser> {
    const user = await this.users.get(accountId, userId);
    const reach = viewer?.userId === userId ? null : await this.of(accountId, viewer, { about: userId });
    if (!isWithin(reach, user)) throw Fault.notFound('user');
    return user;
  }

  /** Those of some people whom somebody sees. */
  async pick(accountId: string, userIds: readonly string[], viewer: Viewer): Promise<string[]> {
    const reach = await this.of(accountId, viewer);
    const found = await this.lists.known(accountId, { ids: userIds });
    return found.filter((user) => user._id === viewer.userId || isWithin(reach, user)).map(({ _id }) => _id);
  }

  /** The same of somebody who is acted upon; here nobody looks beyond their visibility. */
  async refuseHidden(user: StoredUser, by: Actor): Promise<void> {
    if (by.type !== 'user' || by.id === user._id) return;
    if (!isWithin(await this.ofActor(user.accountId, by), user)) throw Fault.notFound('user');
  }

  /**
   * Nobody shows others, or themselves, more than they see: who sees everybody decides on a visibility, or who may look
   * beyond their own. Rejects with `validation-failed` for people who are not there.
   */
  async refuseVisibility(accountId: string, by: Actor, wanted: Visibility | undefined): Promise<void> {
    if (wanted === undefined) return;
    if (!(await this.reachesAll(accountId, by)))
      refuse(refuseWithout(await this.permissions.heldBy(accountId, by), 'users.privacy'));
    if (typeof wanted !== 'object') return;
    const known = new Set((await this.lists.known(accountId, { ids: wanted.users })).map(({ _id }) => _id));
    const unknown = wanted.users.filter((id) => !known.has(id));
    const errors = unknown.map((id) => ({
      path: `visibility.users[${wanted.users.indexOf(id)}]`,
      message: 'There is no user with this id',
    }));
    if (errors.length > 0) throw new Fault('validation-failed', { errors });
  }

  /**
   * The visibility of somebody new. Who does not see everybody brings in who sees nobody, also without a word: a second self
   * of theirs would see more than they do. Rejects as `refuseVisibility` for more.
   */
  async ofNewcomer(
    accountId: string,
    by: Actor,
    wanted: Visibility | undefined,
  ): Promise<Visibility | undefined> {
    if (wanted === undefined) return (await this.reachesAll(accountId, by)) ? undefined : 'self';
    if (wanted !== 'self') await this.refuseVisibility(accountId, by, wanted);
    return wanted;
  }

  /** Whether who acts sees everybody, as parts of the product do. */
  async reachesAll(accountId: string, by: Actor): Promise<boolean> {
    if (by.type !== 'user') return true;
    const actor = await this.actors.find(accountId, by);
    return actor !== null && seesEverybody(actor);
  }

  /** Written down before anything is shown. */
  private async override(
    accountId: string,
    viewer: Viewer,
    reason: string,
    { about, isPart }: Look,
  ): Promise<void> {
    const actor = actorOf(viewer);
    const held = viewer.keyId === undefined ? await this.permissions.heldBy(accountId, actor) : [];
    refuse(refuseWithout(held, 'users.privacy'));
    if (isPart) return;
    const data = { accountId, actor, reason, ...(about !== undefined && { userId: about }) };
    const [id, at] = [newId('evt'), this.clock.now()];
    await this.bus.publish([{ id, name: privacyOverridden.name, at, subject: about ?? viewer.userId, data }]);
  }

  private async managed(accountId: string, viewer: Viewer): Promise<string[]> {
    return (await this.managers.managedBy(accountId, viewer)).map(({ _id }) => _id);
  }
}

const actorOf = ({ userId, keyId, accountId }: Viewer): Actor => userActor(userId, keyId, accountId);
