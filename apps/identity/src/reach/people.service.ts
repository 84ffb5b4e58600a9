import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getUser,
  type Input,
  listUserPermissions,
  type Output,
  pickSeen,
  type User,
} from '@seatkeeper/contracts';
import { ManagersService } from '../groups/managers.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { toUser } from '../users/users.view.js';
import { ReachService } from './reach.service.js';

/** One person, for who may look. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly reach: ReachService,
    private readonly managers: ManagersService,
    private readonly permissions: PermissionsService,
  ) {}

  @Handle(getUser)
  async get({ accountId, userId, viewer }: Input<typeof getUser>): Promise<User> {
    return toUser(await this.reach.see(accountId, userId, viewer));
  }

  @Handle(pickSeen)
  async pick({ accountId, viewer, userIds }: Input<typeof pickSeen>): Promise<Output<typeof pickSeen>> {
    return { userIds: await this.reach.pick(accountId, userIds, viewer) };
  }

  @Handle(listUserPermissions)
  async permissionsOf({
    accountId,
    userId,
    viewer,
  }: Input<typeof listUserPermissions>): Promise<Output<typeof listUserPermissions>> {
    const user = await this.reach.see(accountId, userId, viewer);
    const [items, managed] = await Promise.all([
      this.permissions.explain(user),
      this.managers.groupsOf(accountId, userId),
    ]);
    return { items, manages: managed.map(({ _id: id, name }) => ({ id, name })) };
  }
}
