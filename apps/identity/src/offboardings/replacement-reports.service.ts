import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, getReplacement, type Input, type ReplacementProof, userActor } from '@seatkeeper/contracts';
import { PermissionsService } from '../groups/permissions.service.js';
import { shown } from '../offboarding-reports/offboarding-reports.js';
import { OffboardingReportsService } from '../offboarding-reports/offboarding-reports.service.js';
import {
  finalReplacementOf,
  isReplacing,
  replacementFacts,
  replacementFactsOf,
  replacementId,
  replacementReportOf,
} from '../offboarding-reports/replacement-reports.js';
import { ReachService } from '../reach/reach.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { LeaversRecordsClient } from './leavers-records.client.js';

/** What went from somebody who was replaced to whom. */
@Injectable()
export class ReplacementReportsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly reach: ReachService,
    private readonly permissions: PermissionsService,
    private readonly reports: OffboardingReportsService,
    private readonly records: LeaversRecordsClient,
  ) {}

  @Handle(getReplacement)
  async get({ accountId, userId, viewer }: Input<typeof getReplacement>): Promise<ReplacementProof> {
    const user = await this.reach.see(accountId, userId, viewer);
    const proof = await this.latest(user);
    if (!proof) throw new Fault('not-found', 'There is no report: this user was not replaced.');
    const by = viewer && userActor(viewer.userId, viewer.keyId);
    return shown(proof, !by || (await this.permissions.holds(accountId, by, 'records.read')));
  }

  /** What runs now, else what was done last; null for who was never replaced. */
  private async latest(user: StoredUser): Promise<ReplacementProof | null> {
    const { accountId, _id: userId, flow } = user;
    const found = await this.reports.latestOf(accountId, userId, 'replacement');
    if (isReplacing(flow) && found?._id !== replacementId(userId, flow.id)) {
      const successor = await this.users.find(accountId, flow.input.to);
      // Held first: without a successor nothing has been done yet.
      if (!successor) return null;
      return {
        report: replacementReportOf(replacementFactsOf(user, flow, successor), { run: null }),
        hash: null,
      };
    }
    const facts = found && replacementFacts(found);
    if (!facts) return null;
    const done = finalReplacementOf(found);
    if (done) return done;
    const run = await this.records.run(accountId, found.reassignmentId);
    return { report: replacementReportOf(facts, { run }), hash: null };
  }
}
