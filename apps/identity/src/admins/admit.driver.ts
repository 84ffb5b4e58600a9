import { Injectable } from '@nestjs/common';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isActiveAdmin } from './admin-lists.js';
import { AdminRoleService } from './admin-role.service.js';

/** Counts a global admin who has just become active among those of the account; or strikes off who is none. */
@Injectable()
@Drives('admit')
export class AdmitDriver {
  constructor(private readonly admins: AdminRoleService) {}

  async drive(run: FlowRun<'admit'>): Promise<void> {
    if (isActiveAdmin(run.user)) await this.admins.admit(run);
    else await this.admins.strike(run);
    await run.end();
  }
}
