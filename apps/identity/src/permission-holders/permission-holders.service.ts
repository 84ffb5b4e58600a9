import { Injectable } from '@nestjs/common';
import type { Permission, SignInLetter } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { LettersService } from '../credentials/letters.service.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

/** Who holds a permission, for mails to those who can do something about what they tell. */
@Injectable()
export class PermissionHoldersService {
  constructor(
    private readonly groups: GroupCatalogueService,
    private readonly permissions: PermissionsService,
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly letters: LettersService,
    private readonly clock: Clock,
  ) {}

  /** The active people of an account who hold it, or one of several, as far as there is room. */
  async list(
    accountId: string,
    permission: Permission | readonly Permission[],
    most: number,
  ): Promise<{ userId: string; sendTo: string }[]> {
    const carrying = await this.groups.carrying(accountId, [permission].flat());
    const groupIds = carrying.map(({ _id }) => _id);
    const found = await this.lists.activeIn(accountId, groupIds, most);
    return found.map(({ _id: userId, email: sendTo }) => ({ userId, sendTo }));
  }

  /** Looked at once more when the mail is sent: null for who was deactivated, or lost the permission. */
  async letter(accountId: string, userId: string, permission: Permission): Promise<SignInLetter | null> {
    const user = await this.active(accountId, userId);
    if (!user || !(await this.permissions.of(user)).includes(permission)) return null;
    return this.letters.to(user);
  }

  /** What somebody holds, for a mail that says more to who may see more; null for who may not act at all. */
  async holding(
    accountId: string,
    userId: string,
  ): Promise<{ held: readonly Permission[]; letter: SignInLetter } | null> {
    const user = await this.active(accountId, userId);
    const letter = user && (await this.letters.to(user));
    return letter && { held: await this.permissions.of(user), letter };
  }

  private async active(accountId: string, userId: string): Promise<StoredUser | null> {
    const user = await this.users.find(accountId, userId);
    return user && mayAct(user, this.clock.now()) ? user : null;
  }
}
