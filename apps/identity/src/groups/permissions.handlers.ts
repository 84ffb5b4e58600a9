import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, type Input, listUserPermissions, type Output } from '@seatkeeper/contracts';
import { UsersDirectory } from '../users/users.directory.js';
import { PermissionsService } from './permissions.service.js';

@Controller()
export class PermissionsHandlers {
  constructor(
    private readonly users: UsersDirectory,
    private readonly permissions: PermissionsService,
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
