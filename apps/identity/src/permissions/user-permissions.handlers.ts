import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, type Input, listUserPermissions, type Output } from '@seatkeeper/contracts';
import { UserDirectory } from '../users/user-directory.js';
import { Permissions } from './permissions.service.js';

@Controller()
export class UserPermissionsHandlers {
  constructor(
    private readonly users: UserDirectory,
    private readonly permissions: Permissions,
  ) {}

  @Handle(listUserPermissions)
  async list({
    accountId,
    userId,
  }: Input<typeof listUserPermissions>): Promise<Output<typeof listUserPermissions>> {
    const user = await this.users.find(accountId, userId);
    if (!user) throw Fault.notFound('user');
    return { items: await this.permissions.explain(user) };
  }
}
