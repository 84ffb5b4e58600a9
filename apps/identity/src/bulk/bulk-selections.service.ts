import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  type BulkAction,
  type BulkWish,
  Fault,
  type Permission,
  type ProvingActor,
  refuse,
  viewerOf,
} from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UserQueriesService } from '../lists/user-queries.service.js';
import { refuseUnproved } from '../proofs/proofs.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { PERMISSIONS, TAKE_PROOF } from './bulk-acts.js';
import { inOrder } from './bulk-jobs.js';

const IDS_AT_ONCE = 1_000;

type Filter = NonNullable<BulkWish['select']['filter']>;

/** Whom a bulk job is about, and whether it may begin. */
@Injectable()
export class BulkSelectionsService {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly queries: UserQueriesService,
    private readonly lists: UserListsRepository,
    @Inject(SETTINGS) private readonly settings: { BULK_USERS: number },
  ) {}

  /** The users, in the order in which they are handled. Rejects when the whole job may not be. */
  async of(accountId: string, by: Actor, wish: BulkWish): Promise<string[]> {
    const held = await this.permissions.heldBy(accountId, by);
    refuse(refuseWithout(held, PERMISSIONS[wish.action]));
    if (wish.action === 'regroup') await this.refuseGroups(accountId, held, wish.add);
    const { ids, filter } = wish.select;
    if (filter === undefined) return inOrder(this.within(ids ?? []), by);
    refuse(refuseWithout(held, 'users.read'));
    return inOrder(await this.matching(accountId, by, filter), by);
  }

  /** Asks before the job begins, for nobody is there to be asked later. Others than global admins are refused for each admin. */
  async refuseUnproved(
    { accountId, by, action }: { accountId: string; by: ProvingActor; action: BulkAction },
    isUponAny: (admins: readonly string[]) => boolean | Promise<boolean>,
  ): Promise<void> {
    if (by.proved || by.keyId !== undefined || !TAKE_PROOF.includes(action)) return;
    const admins = await this.lists.allAdmins(accountId);
    if (admins.includes(by.id) && (await isUponAny(admins))) refuse(refuseUnproved(by));
  }

  private within(ids: string[]): string[] {
    if (ids.length > this.settings.BULK_USERS) throw this.tooMany(ids.length);
    return ids;
  }

  private async matching(accountId: string, by: Actor, filter: Filter): Promise<string[]> {
    const viewer = by.type === 'user' ? viewerOf(by) : undefined;
    const query = await this.queries.of(accountId, filter, viewer);
    const most = this.settings.BULK_USERS;
    const found: string[] = [];
    for (;;) {
      const some = await this.lists.idsOf(accountId, query, found.at(-1) ?? '', IDS_AT_ONCE);
      found.push(...some);
      if (found.length > most) throw this.tooMany(await this.lists.count(accountId, query));
      if (some.length < IDS_AT_ONCE) break;
    }
    if (found.length > 0) return found;
    throw new Fault('validation-failed', {
      errors: [{ path: 'select.filter', message: 'Nobody matches this filter' }],
    });
  }

  private tooMany(total: number): Fault {
    const most = this.settings.BULK_USERS;
    return new Fault('too-large', {
      detail: `These are ${total.toLocaleString('en')} users, and one bulk job is about at most ${most.toLocaleString('en')}: narrow the selection.`,
      members: { total, most },
    });
  }

  /** Said once, and not for each user. */
  private async refuseGroups(accountId: string, held: readonly Permission[], add: readonly string[]) {
    try {
      await this.permissions.refuseMembership(accountId, held, add);
    } catch (error) {
      if (!(error instanceof Fault) || !error.errors) throw error;
      const errors = error.errors.map(({ path, message }) => ({
        path: path.replace(/^groups/, 'add'),
        message,
      }));
      throw new Fault(error.code, { errors });
    }
  }
}
