import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getReplacementLetter, type Input, type Output } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { LettersService } from '../credentials/letters.service.js';
import type { ReplacementFacts } from '../offboarding-reports/offboarding-reports.schema.js';
import { OffboardingReportsService } from '../offboarding-reports/offboarding-reports.service.js';
import { replacementFacts } from '../offboarding-reports/replacement-reports.js';
import { ReachService } from '../reach/reach.service.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';

/** What is told to who took the place of somebody else. */
@Injectable()
export class ReplacementLettersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly letters: LettersService,
    private readonly reports: OffboardingReportsService,
    private readonly reach: ReachService,
    private readonly clock: Clock,
  ) {}

  @Handle(getReplacementLetter)
  async letter({
    accountId,
    userId,
    replacementId,
  }: Input<typeof getReplacementLetter>): Promise<Output<typeof getReplacementLetter>> {
    const [user, found] = await Promise.all([
      this.users.find(accountId, userId),
      this.reports.find(accountId, replacementId),
    ]);
    const facts = found && replacementFacts(found);
    if (!user || !mayAct(user, this.clock.now()) || facts?.successor.id !== userId) return { letter: null };
    const [letter, replaced] = await Promise.all([this.letters.to(user), this.nameOf(accountId, facts)]);
    return { letter: letter && { ...letter, replaced, ...comeTo(facts) } };
  }

  /** As whom the product knows who was replaced; null where the successor may not look at them. */
  private async nameOf(
    accountId: string,
    { userId, name, successor }: ReplacementFacts,
  ): Promise<string | null> {
    const seen = await this.reach.pick(accountId, [userId], { userId: successor.id });
    return seen.length > 0 ? `${name.firstName} ${name.lastName}` : null;
  }
}

/** Of which products the successor had a seat already says nothing new. */
const comeTo = ({ products = [], common = [], reports, manages = [], reassignmentId }: ReplacementFacts) => ({
  products: products.filter((product) => !common.includes(product)),
  directReports: reports?.count ?? 0,
  groupsManaged: manages.map(({ name }) => name),
  hasRecords: reassignmentId !== undefined,
});
