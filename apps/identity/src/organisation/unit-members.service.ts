import { Injectable } from '@nestjs/common';
import { systemActor, type UnitKind, userUpdated } from '@seatkeeper/contracts';
import { changesBetween, userEvent } from '../users/user-changes.js';
import type { UnitReference } from '../users/unit-references.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { referenceTo, refiled } from './units.js';
import type { StoredUnit } from './units.schema.js';

const USERS_AT_ONCE = 100;
/** A call waits for this many users; in larger accounts the sweeper goes on. */
const BATCHES_A_ROUND = 5;

/** The users who are filed under a unit. */
@Injectable()
export class UnitMembersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
  ) {}

  /** Of each of the units; with `standing` without those who are deactivated. */
  async count(
    accountId: string,
    kind: UnitKind,
    unitIds: readonly string[],
    which: { standing?: boolean } = {},
  ): Promise<Map<string, number>> {
    const counts = unitIds.map(async (id): Promise<[string, number]> => [
      id,
      await this.lists.countFiledUnder(accountId, kind, id, which),
    ]);
    return new Map(await Promise.all(counts));
  }

  /** Brings the copies that users keep up to date. False when there are more than one round takes. */
  follow(unit: StoredUnit): Promise<boolean> {
    return this.refile(unit, referenceTo(unit), { stale: referenceTo(unit) });
  }

  /** Files everybody under another unit. False when there are more than one round takes. */
  move(unit: StoredUnit, target: StoredUnit): Promise<boolean> {
    return this.refile(unit, referenceTo(target), {});
  }

  /** Takes it off who is deactivated; nobody else can lose a unit. False when there are more than one round takes. */
  release(unit: StoredUnit): Promise<boolean> {
    return this.refile(unit, null, { left: true });
  }

  private async refile(
    { accountId, kind, _id: unitId }: StoredUnit,
    reference: UnitReference | null,
    which: { stale?: UnitReference; left?: boolean },
  ): Promise<boolean> {
    const by = systemActor('organisation');
    for (let batch = 0; batch < BATCHES_A_ROUND; batch += 1) {
      const found = await this.lists.filedUnder(accountId, kind, unitId, { ...which, limit: USERS_AT_ONCE });
      for (const { _id } of found)
        await this.users.change(accountId, _id, (before) => {
          if (which.left && before.status !== 'deactivated') return null;
          const set = refiled(before, kind, unitId, reference);
          if (!set) return null;
          return {
            set,
            // Where a seniority stands is no news about its users.
            events: ({ before: was, after }) =>
              changesBetween(was, after).length > 0
                ? [userEvent(userUpdated, { before: was, after, by })]
                : [],
          };
        });
      if (found.length < USERS_AT_ONCE) return true;
    }
    return false;
  }
}
