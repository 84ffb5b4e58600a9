import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  countRecords,
  Fault,
  getReassignment,
  type Output,
  previewReassignment,
  type Reassignment,
  type ReassignmentPlan,
  usersOf,
} from '@seatkeeper/contracts';
import { withStandIn } from '../leaving/records.client.js';
import { UserListsRepository } from '../users/user-lists.repository.js';

/** Asks reassignment what becomes, or became, of the records of a leaver. */
@Injectable()
export class LeaversRecordsClient {
  constructor(
    private readonly bus: Bus,
    private readonly users: UserListsRepository,
  ) {}

  /** What a plan would move. Whom it names is given along, or this service would be asked back, which waits. */
  async preview(
    accountId: string,
    plan: ReassignmentPlan,
    standIn?: string,
  ): Promise<Output<typeof previewReassignment>> {
    const found = await this.users.known(accountId, { ids: usersOf(plan) });
    const users = found.map(({ _id: id, status }) => ({ id, status }));
    return this.bus.request(previewReassignment, { accountId, plan, users: withStandIn(users, standIn) });
  }

  /** In how many records a user is named, by type and field. */
  async count(accountId: string, user: string): Promise<Output<typeof countRecords>['items']> {
    return (await this.bus.request(countRecords, { accountId, user })).items;
  }

  /** Null for a run that is not known any more, and where there is none. */
  async run(accountId: string, reassignmentId: string | undefined): Promise<Reassignment | null> {
    if (reassignmentId === undefined) return null;
    try {
      return await this.bus.request(getReassignment, { accountId, reassignmentId });
    } catch (error) {
      if (error instanceof Fault && error.code === 'not-found') return null;
      throw error;
    }
  }
}

type Preview = Pick<Output<typeof previewReassignment>, 'byType'>;
type Left = { type: string; field?: string | undefined; open: number; closed: number };

/** What is left of what was counted when some of it has moved. Closed ones are not told from open ones by a preview. */
export function without(counted: readonly Left[], { byType }: Preview): Left[] {
  return counted.map(({ type, field, open, closed }) => {
    const moving = byType
      .filter((row) => row.type === type && row.field === field)
      .reduce((sum, { count }) => sum + count, 0);
    return { type, field, open: Math.max(0, open + closed - moving), closed: 0 };
  });
}
