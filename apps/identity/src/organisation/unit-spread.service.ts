import { Injectable } from '@nestjs/common';
import { systemActor } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { UnitCreationService } from './unit-creation.service.js';
import { UnitMembersService } from './unit-members.service.js';
import { UnitsRepository } from './units.repository.js';
import type { StoredUnit } from './units.schema.js';

/**
 * How long a change of a unit is remembered. Whoever read it just before may still be writing what it was into a
 * user, so users are looked at once more after this.
 */
const REMEMBERED_MS = 60_000;
const UNITS_A_ROUND = 20;

/** Carries what became of a unit to the users who are filed under it. Every step can be repeated. */
@Injectable()
export class UnitSpreadService {
  constructor(
    private readonly units: UnitsRepository,
    private readonly members: UnitMembersService,
    private readonly creation: UnitCreationService,
    private readonly clock: Clock,
  ) {}

  /** After a rename or a move. What one round does not reach, and what comes in between, is left to the sweep. */
  async spread(unit: StoredUnit): Promise<void> {
    if (!(await this.members.follow(unit))) return;
    const again = new Date(unit.updatedAt.getTime() + REMEMBERED_MS);
    await this.units.noteSpread(unit, again > this.clock.now() ? again : null);
  }

  /**
   * After a deletion: everybody moves to the unit that took its place. Who was given the deleted one at that very
   * moment named something that was not there any more, so it is created anew; the deactivated alone lose it.
   * False when there are more than one round takes.
   */
  async settle(unit: StoredUnit): Promise<boolean> {
    const { accountId, kind, _id, name } = unit;
    const successor = unit.replacedBy && (await this.units.findLive(accountId, kind, unit.replacedBy));
    if (successor) return this.members.move(unit, successor);
    const standing = await this.members.count(accountId, kind, [_id], { standing: true });
    const by = systemActor('organisation');
    if (!standing.get(_id)) return this.members.release(unit);
    return this.members.move(unit, await this.creation.ensure({ accountId, kind, by, name }));
  }

  /** Ends what changes began, also those a crash cut off. */
  async sweep(): Promise<boolean> {
    const now = this.clock.now();
    const due = await this.units.dueToSpread(now, UNITS_A_ROUND);
    for (const unit of due) await this.spread(unit);
    const over = new Date(now.getTime() - REMEMBERED_MS);
    const deleted = await this.units.deletedBefore(over, UNITS_A_ROUND);
    for (const unit of deleted) if (await this.settle(unit)) await this.units.forget(unit);
    return due.length + deleted.length > 0;
  }
}
