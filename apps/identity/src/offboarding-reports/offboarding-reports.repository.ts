import { Injectable } from '@nestjs/common';
import {
  offboardingFinished,
  type OffboardingReport,
  replacementFinished,
  type ReplacementReport,
} from '@seatkeeper/contracts';
import { DuplicateKey, event, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import {
  offboardings,
  type OffboardingFacts,
  type ReplacementFacts,
  type StoredOffboarding,
} from './offboarding-reports.schema.js';

@Injectable()
export class OffboardingReportsRepository {
  constructor(
    @InjectCollection(offboardings) private readonly offboardings: TenantCollection<StoredOffboarding>,
  ) {}

  /** Stores what was done, or leaves what was stored of it before: a flow may come by again after a crash. */
  async open(accountId: string, facts: OffboardingFacts | ReplacementFacts, now: Date): Promise<void> {
    const { id: _id, userId, reassignmentId } = facts;
    const kind = 'successor' in facts ? { kind: 'replacement' as const } : {};
    const run = { ...kind, ...(reassignmentId !== undefined && { reassignmentId }) };
    try {
      await this.offboardings.insert({ _id, accountId, userId, facts, ...run, createdAt: now, dueAt: now });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  find(accountId: string, id: string): Promise<StoredOffboarding | null> {
    return this.offboardings.findOne(accountId, { _id: id });
  }

  /** The last time that somebody was offboarded, or replaced. */
  latestOf(accountId: string, userId: string, kind?: 'replacement'): Promise<StoredOffboarding | null> {
    const which = { userId, kind: kind ?? { $exists: false } };
    return this.offboardings.findOne(accountId, which, { sort: { createdAt: -1 } });
  }

  ofRun(accountId: string, reassignmentId: string): Promise<StoredOffboarding | null> {
    return this.offboardings.findOne(accountId, { reassignmentId });
  }

  /** Of all accounts, those that may be finished by now, the longest due first. */
  due(now: Date, limit: number, except: readonly string[]): Promise<StoredOffboarding[]> {
    const but = except.length > 0 ? { _id: { $nin: [...except] } } : {};
    const filter = { ...but, dueAt: { $lte: now } };
    return this.offboardings.acrossAccounts.findDue(filter, { limit, sort: { dueAt: 1 } });
  }

  async lookAgain({ accountId, _id }: StoredOffboarding, at: Date): Promise<void> {
    await this.offboardings.touch(accountId, { _id, dueAt: { $exists: true } }, { $set: { dueAt: at } });
  }

  /** Makes a report final, and tells its hash by the same write. Of several who do at once, one does. */
  async finish(
    found: StoredOffboarding,
    report: OffboardingReport | ReplacementReport,
    hash: string,
    now: Date,
  ): Promise<void> {
    const { accountId, _id, userId, facts } = found;
    await this.offboardings.decideFrom(found, ({ dueAt }) => {
      if (!dueAt) return null;
      const data = { accountId, actor: facts.by, userId, reportHash: hash };
      const told =
        'successor' in facts
          ? event(
              replacementFinished,
              _id,
              { ...data, successorId: facts.successor.id, replacementId: _id },
              now,
            )
          : event(offboardingFinished, _id, { ...data, offboardingId: _id }, now);
      return { update: { set: { report, hash }, unset: ['dueAt'] }, events: [told] };
    });
  }
}
