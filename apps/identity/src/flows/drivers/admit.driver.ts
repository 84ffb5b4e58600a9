import { Injectable } from '@nestjs/common';
import { AdminRole } from '../admin-role.js';
import type { FlowDriver } from '../flow-driver.js';
import type { FlowRun } from '../flow-run.js';

/** Counts a global admin who has just become active among those of the account. */
@Injectable()
export class AdmitDriver implements FlowDriver<'admit'> {
  constructor(private readonly admins: AdminRole) {}

  async drive(run: FlowRun<'admit'>): Promise<void> {
    await this.admins.admit(run.user);
    await run.end();
  }
}
