import { Injectable } from '@nestjs/common';
import { type Actor, Fault, OFFBOARDING_ROWS, userUpdated } from '@seatkeeper/contracts';
import { Clock, newId } from '@seatkeeper/service';
import { setTimeout as delay } from 'node:timers/promises';
import { ReachService } from '../reach/reach.service.js';
import { PlannedLinesRepository } from '../users/planned-lines.repository.js';
import { isWithin } from '../users/reaches.js';
import { userEvent, type UserWrite } from '../users/user-changes.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { PlannedLine, StoredUser } from '../users/users.schema.js';
import { aboveOf, asPlanned, LineOvertaken } from './reporting-lines.js';

const REPORTS_AT_ONCE = 100;
/** Longer than any write takes; whoever is slower finds its plan gone, and looks again. */
const PLANNED_FOR_MS = 30_000;
const MOST_ATTEMPTS = 6;
/** Some 200 ms in all: who yields does so at its next look. */
const MOST_LOOKS = 20;

type Who = Pick<StoredUser, '_id' | 'accountId'>;

/** Makes the write of a planned line of the write that carries it; throws LineOvertaken when the plan is gone. */
type Joined = (before: StoredUser, write: UserWrite) => UserWrite;

/**
 * Who reports to whom, and who may. Of lines that are drawn at the same time none closes a circle: each is said on the user
 * first, then looked at with all others that were said, and written only while it stands there. Whoever says a line last sees
 * the others, whether they are written by then or not.
 */
@Injectable()
export class ReportingLinesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly planned: PlannedLinesRepository,
    private readonly reach: ReachService,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses a manager who is unknown, or not seen by who draws the line, is the user, or already reports to the user. Looked
   * at, not decided: that is `join`.
   */
  async refuse(
    { accountId, _id: userId }: Who,
    reportsTo: string | null | undefined,
    by?: Actor,
  ): Promise<void> {
    if (reportsTo === null || reportsTo === undefined) return;
    if (reportsTo === userId) throw invalid('Nobody reports to themselves');
    const manager = await this.users.find(accountId, reportsTo);
    const reach = by && manager ? await this.reach.ofActor(accountId, by) : null;
    if (!manager || !isWithin(reach, manager)) throw invalid('There is no user with this id');
    if (await this.isBelow(accountId, reportsTo, userId))
      throw invalid('This user reports to the one who is changed, directly or through others');
  }

  /** Whether `userId` reports to `managerId`, directly or through others. */
  isBelow(accountId: string, userId: string, managerId: string): Promise<boolean> {
    return this.leads(accountId, userId, managerId, ({ reportsTo }) => [reportsTo]);
  }

  /**
   * Lets `write` make a user report to somebody, and refuses as `refuse` does: no other line that is drawn meanwhile can make
   * a circle of it. `write` may be called several times; it puts its change of the user through what it is given.
   */
  async join<T>(
    user: Who,
    reportsTo: string | null | undefined,
    write: (joined: Joined) => Promise<T>,
  ): Promise<T> {
    if (reportsTo === null || reportsTo === undefined) return write((_before, change) => change);
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const line = { id: newId('lin'), to: reportsTo, until: this.later() };
      try {
        // Who had to yield lets the others go first, or they would meet its next plan, and the next.
        if (attempt > 1) await this.untilFree(user, reportsTo);
        await this.planned.plan(user, line);
        await this.untilFree(user, reportsTo, line);
        return await write((before, change) => asPlanned(line, before, change));
      } catch (error) {
        if (!(error instanceof LineOvertaken)) throw error;
      } finally {
        // If this fails, it lapses.
        await this.planned.drop(user, line.id).catch(() => undefined);
      }
    }
    throw new Fault('user-busy', 'Others change who reports to whom around this user all the time.');
  }

  /** As `join`, for whom nobody is there to choose another manager: who would report to an own report reports to nobody. */
  async joinOrNobody<T>(
    user: StoredUser,
    reportsTo: string | null | undefined,
    write: (reportsTo: string | null | undefined, joined: Joined) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.join(user, reportsTo, (joined) => write(reportsTo, joined));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // A flow goes on by itself later: nothing is refused to who began it.
      if (error.code === 'user-busy') throw new Fault('service-unavailable', error.message);
      if (error.code !== 'validation-failed') throw error;
      return write(null, (_before, change) => change);
    }
  }

  /** Whom `move` would make report to another: how many, and the first of them. */
  async moving(accountId: string, from: string, to: string): Promise<{ count: number; people: string[] }> {
    const [count, first] = await Promise.all([
      this.lists.countReportsBut(accountId, from, to),
      this.lists.reportsOf(accountId, from, to, OFFBOARDING_ROWS),
    ]);
    return { count, people: first.map(({ _id }) => _id) };
  }

  /** Everybody who reports to `from` reports to `to` from now on. Can be repeated. */
  async move(accountId: string, from: string, to: string, by: Actor): Promise<void> {
    for (;;) {
      const reports = await this.lists.reportsOf(accountId, from, to, REPORTS_AT_ONCE);
      for (const report of reports)
        await this.joinOrNobody(report, to, (next, joined) =>
          this.users.changeFrom(report, (before) =>
            before.reportsTo !== from || next === undefined
              ? null
              : joined(before, {
                  set: { reportsTo: next },
                  events: (change) => [userEvent(userUpdated, { ...change, by })],
                }),
          ),
        );
      if (reports.length < REPORTS_AT_ONCE) return;
    }
  }

  /**
   * Resolves once no line, drawn or planned, makes a circle with this one. Of planned ones that would, the one with the first id
   * stays and the others yield: LineOvertaken. Refuses when those that are drawn make one.
   */
  private async untilFree(who: Who, reportsTo: string, planned?: PlannedLine): Promise<void> {
    const { accountId, _id } = who;
    for (let look = 1; look <= MOST_LOOKS; look += 1) {
      const others: string[] = [];
      const isClosed = await this.leads(accountId, reportsTo, _id, async (found) => {
        const above = await this.withoutLapsed(found);
        others.push(...(above?.plannedLines ?? []).map(({ id }) => id));
        return above ? aboveOf(above) : [];
      });
      if (!isClosed) return;
      await this.refuse(who, reportsTo);
      if (planned && others.some((id) => id < planned.id)) break;
      await delay(look);
    }
    throw new LineOvertaken();
  }

  /** Whoever planned a line that has lapsed cannot write it after this. */
  private async withoutLapsed(user: StoredUser): Promise<StoredUser | null> {
    const now = this.clock.now();
    if (!user.plannedLines?.some(({ until }) => until <= now)) return user;
    await this.planned.dropLapsed(user, now);
    return this.users.find(user.accountId, user._id);
  }

  /** Whether one comes from one user to another by going up, or is there already. */
  private async leads(
    accountId: string,
    from: string,
    to: string,
    above: (user: StoredUser) => Promise<(string | null)[]> | (string | null)[],
  ): Promise<boolean> {
    const met = new Set([from]);
    for (const id of met) {
      if (id === to) return true;
      const user = await this.users.find(accountId, id);
      for (const next of user ? await above(user) : []) if (next !== null) met.add(next);
    }
    return false;
  }

  private later(): Date {
    return new Date(this.clock.now().getTime() + PLANNED_FOR_MS);
  }
}

const invalid = (message: string) =>
  new Fault('validation-failed', { errors: [{ path: 'reportsTo', message }] });
