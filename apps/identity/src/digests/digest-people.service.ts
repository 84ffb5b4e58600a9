import { Injectable } from '@nestjs/common';
import {
  type DigestOfPeople,
  type EventContract,
  MOST_DIGEST_COUNT,
  userActivated,
  userBanned,
  userDeactivated,
} from '@seatkeeper/contracts';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { HappeningsService } from '../audit/happenings.service.js';
import { DigestCountsRepository } from '../users/digest-counts.repository.js';
import { isWithin, type Reach } from '../users/reaches.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { dayOf, type Period } from './digests.js';

/** What became of the people of an account in a period, and what is to come. */
@Injectable()
export class DigestPeopleService {
  constructor(
    private readonly happenings: HappeningsService,
    private readonly counts: DigestCountsRepository,
    private readonly lists: UserListsRepository,
  ) {}

  /** Of those whom somebody reaches, null is everybody. `until` ends what is to come. */
  async tell(
    { _id: accountId, timeZone }: Pick<StoredAccount, '_id' | 'timeZone'>,
    period: Period,
    until: Date,
    reach: Reach | null,
  ): Promise<DigestOfPeople> {
    const happened = (contract: EventContract) => this.happened(accountId, contract, period, reach);
    const [joined, left, banned, endingInvitations, returnedInvitations, leavings] = await Promise.all([
      happened(userActivated),
      happened(userDeactivated),
      happened(userBanned),
      this.counts.invitationsEnding(accountId, period.to, until, reach),
      this.counts.invitationsReturned(accountId, period, reach),
      this.counts.leavings(accountId, dayOf(until, timeZone), reach),
    ]);
    return { joined, left, banned, endingInvitations, returnedInvitations, leavings };
  }

  private async happened(
    accountId: string,
    contract: EventContract,
    period: Period,
    reach: Reach | null,
  ): Promise<number> {
    const ids = await this.happenings.usersOf(accountId, contract, period, MOST_DIGEST_COUNT);
    if (!reach || ids.length === 0) return ids.length;
    const found = await this.lists.known(accountId, { ids });
    return found.filter((user) => isWithin(reach, user)).length;
  }
}
