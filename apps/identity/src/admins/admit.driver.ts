import { Injectable } from '@nestjs/common';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { AdminRoleService } from './admin-role.service.js';

/** Counts a global admin who has just become active among those of the account. */
@Injectable()
@Drives('admit')
export class AdmitDriver {
  constructor(private readonly admins: AdminRoleService) {}

  async drive(run: FlowRun<'admit'>): Promise<void> {
    await this.admins.admit(run.user);
    await run.end();
  }
}
