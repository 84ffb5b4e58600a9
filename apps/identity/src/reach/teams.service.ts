import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { UserListsRepository } from '../users/user-lists.repository.js';

/** A line of more levels is a mistake of somebody; who is below is not seen. */
const MOST_LEVELS = 30;
/** Of a larger team every look would cost as much as of everybody. */
const MOST_TEAM = 5_000;

/** Who reports to somebody, directly or not. */
@Injectable()
export class TeamsService {
  constructor(private readonly lists: UserListsRepository) {}

  /**
   * All whose direct reports make up the team: the one who leads it, and everybody in it who has reports. Read anew each time, level
   * by level along an index, so that a line that was drawn or taken away counts at once. Rejects with `forbidden` for a larger team than that.
   */
  async headsOf(accountId: string, userId: string): Promise<string[]> {
    const heads = new Set([userId]);
    const team = new Set<string>();
    let level = [userId];
    for (let depth = 1; depth <= MOST_LEVELS && level.length > 0; depth += 1) {
      const reports = await this.lists.directReports(accountId, level, MOST_TEAM + 1);
      level = [];
      for (const { _id, reportsTo } of reports) {
        if (reportsTo !== null) heads.add(reportsTo);
        if (team.has(_id) || _id === userId) continue;
        team.add(_id);
        level.push(_id);
      }
      if (team.size > MOST_TEAM) throw tooLarge();
    }
    return [...heads];
  }
}

const tooLarge = () =>
  new Fault(
    'forbidden',
    `More than ${MOST_TEAM.toLocaleString('en')} people report to you: your visibility has to be everyone, or a list.`,
  );
