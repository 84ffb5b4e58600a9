import { Injectable } from '@nestjs/common';
import type { OffboardingReport, ReplacementReport } from '@seatkeeper/contracts';
import { Clock, defineSweep, Repeater } from '@seatkeeper/service';
import type { FlowOf } from '../users/stored-flows.js';
import type { StoredUser } from '../users/users.schema.js';
import { factsOf, reportHash } from './offboarding-reports.js';
import { OffboardingReportsRepository } from './offboarding-reports.repository.js';
import type { ReplacementFacts, StoredOffboarding } from './offboarding-reports.schema.js';
import { replacementFactsOf } from './replacement-reports.js';

export const unfinishedReports = defineSweep({
  name: 'reports to be finished',
  everyMs: 5_000,
  restMs: 30_000,
});

/** Keeps what a leaving did, for the report of it. */
@Injectable()
export class OffboardingReportsService {
  constructor(
    private readonly reports: OffboardingReportsRepository,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  /** The last thing before a flow ends, so that no leaving is without. Can be repeated. */
  async open(
    user: StoredUser,
    flow: FlowOf<'deactivate'>,
    begun: { reassignmentId?: string; refusal?: string },
  ): Promise<void> {
    const now = this.clock.now();
    await this.reports.open(user.accountId, { ...factsOf(user, flow), ...begun, handedOverAt: now }, now);
    this.repeater.wake(unfinishedReports);
  }

  /** The same of a replacement. */
  async openReplacement(
    user: StoredUser,
    flow: FlowOf<'replace'>,
    begun: { reassignmentId?: string; refusal?: string },
    { successor, given }: { successor: StoredUser; given: NonNullable<ReplacementFacts['given']> },
  ): Promise<void> {
    const now = this.clock.now();
    const facts = { ...replacementFactsOf(user, flow, successor), ...begun, given, handedOverAt: now };
    await this.reports.open(user.accountId, facts, now);
    this.repeater.wake(unfinishedReports);
  }

  find(accountId: string, id: string): Promise<StoredOffboarding | null> {
    return this.reports.find(accountId, id);
  }

  /** The last time that somebody was offboarded, or replaced. */
  latestOf(accountId: string, userId: string, kind?: 'replacement'): Promise<StoredOffboarding | null> {
    return this.reports.latestOf(accountId, userId, kind);
  }

  ofRun(accountId: string, reassignmentId: string): Promise<StoredOffboarding | null> {
    return this.reports.ofRun(accountId, reassignmentId);
  }

  /** Of all accounts, those that may be finished by now; not those of `except`. */
  due(limit: number, except: readonly string[]): Promise<StoredOffboarding[]> {
    return this.reports.due(this.clock.now(), limit, except);
  }

  lookAgain(found: StoredOffboarding, at: Date): Promise<void> {
    return this.reports.lookAgain(found, at);
  }

  /** Makes a report final, with its hash, unless it is. */
  async finish(
    found: StoredOffboarding,
    report: OffboardingReport | ReplacementReport,
    now: Date,
  ): Promise<void> {
    await this.reports.finish(found, report, reportHash(report), now);
  }
}
