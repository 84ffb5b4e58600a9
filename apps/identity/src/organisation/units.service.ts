import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  createUnit,
  deleteUnit,
  Fault,
  getUnit,
  type Input,
  listUnits,
  type Output,
  type Page,
  refuse,
  type Unit,
  updateUnit,
} from '@seatkeeper/contracts';
import { DuplicateKey, event, isDone, remembered } from '@seatkeeper/mongo';
import { Clock, crash, newId } from '@seatkeeper/service';
import { nameTaken, UnitCreationService } from './unit-creation.service.js';
import { UnitMembersService } from './unit-members.service.js';
import { UnitSpreadService } from './unit-spread.service.js';
import { nameKeyOf, refuseInUse, toUnit, unitChanges, unitKinds } from './units.js';
import { UnitsRepository } from './units.repository.js';
import type { StoredUnit } from './units.schema.js';

/** Offices, departments and seniorities of an account. */
@Injectable()
export class UnitsService {
  constructor(
    private readonly units: UnitsRepository,
    private readonly creation: UnitCreationService,
    private readonly members: UnitMembersService,
    private readonly spread: UnitSpreadService,
    private readonly clock: Clock,
  ) {}

  @Handle(getUnit)
  async get({ accountId, kind, unitId }: Input<typeof getUnit>): Promise<Unit> {
    const unit = await this.units.findLive(accountId, kind, unitId);
    if (!unit) throw Fault.notFound(kind);
    const counts = await this.members.count(accountId, kind, [unitId]);
    return toUnit(unit, counts.get(unitId));
  }

  @Handle(listUnits)
  async list({ accountId, kind, withUsers, page }: Input<typeof listUnits>): Promise<Page<Unit>> {
    const { items, ...rest } = await this.units.page(accountId, kind, page);
    const ids = withUsers ? items.map(({ _id }) => _id) : [];
    const counts = await this.members.count(accountId, kind, ids);
    return { items: items.map((unit) => toUnit(unit, counts.get(unit._id))), ...rest };
  }

  @Handle(createUnit)
  async create({ accountId, kind, by, unitId, unit }: Input<typeof createUnit>): Promise<Unit> {
    return toUnit(await this.creation.create({ accountId, kind, by, unitId, ...unit }));
  }

  @Handle(updateUnit)
  async update({ accountId, kind, by, unitId, changes, ifVersion }: Input<typeof updateUnit>): Promise<Unit> {
    const { name, after } = changes;
    const moves = after !== undefined;
    if (moves && !(await this.units.findLive(accountId, kind, unitId))) throw Fault.notFound(kind);
    const rank = moves ? await this.creation.place(accountId, kind, unitId, after) : undefined;
    const now = this.clock.now();
    let changed = false;
    try {
      const unit = await this.units.decide(accountId, kind, unitId, (before) => {
        refuse(refuseDeleted(before));
        if (ifVersion !== undefined && ifVersion !== before.version) throw new Fault('precondition-failed');
        const wanted = { name: name ?? before.name, rank: rank ?? before.rank };
        const made = unitChanges(before, wanted);
        changed = made.length > 0;
        if (!changed) return null;
        const set = {
          name: wanted.name,
          nameKey: nameKeyOf(wanted.name),
          // Without a move it stays whatever it is: others may be moved apart at this moment.
          ...(rank !== undefined && { rank }),
          spreadAt: now,
          updatedAt: now,
        };
        const unit = toUnit({ ...before, ...set, version: before.version + 1 });
        const data = { accountId, actor: by, unit, changes: made };
        return { update: { set }, events: [event(unitKinds[kind].updated, unitId, data, now)] };
      });
      crash('identity.unit.afterChange');
      if (changed) await this.spread.spread(unit);
      return toUnit(unit);
    } catch (error) {
      throw error instanceof DuplicateKey ? nameTaken(kind, name) : error;
    }
  }

  /** From the first write on, nobody new is filed under it; moving its users away can be repeated. */
  @Handle(deleteUnit)
  async delete({
    accountId,
    kind,
    by,
    unitId,
    replaceBy,
    commandId: id = newId('cmd'),
  }: Input<typeof deleteUnit>): Promise<Output<typeof deleteUnit>> {
    const unit = await this.units.find(accountId, kind, unitId);
    if (!unit) throw Fault.notFound(kind);
    if (!isDone(unit, id)) await this.refuseDeletion(unit, replaceBy);
    const now = this.clock.now();
    const deleted = await this.units.decide(accountId, kind, unitId, (before) => {
      if (isDone(before, id)) return null;
      refuse(refuseDeleted(before));
      const gone = toUnit({ ...before, updatedAt: now, version: before.version + 1 });
      const changes = replaceBy ? [{ field: 'replacedBy', before: null, after: replaceBy }] : [];
      const data = { accountId, actor: by, unit: gone, changes };
      const commands = remembered(before, id, now);
      return {
        update: {
          set: { live: false, updatedAt: now, commands, ...(replaceBy && { replacedBy: replaceBy }) },
          unset: ['spreadAt'],
        },
        events: [event(unitKinds[kind].deleted, unitId, data, now)],
      };
    });
    crash('identity.unit.afterMark');
    await this.spread.settle(deleted);
    return {};
  }

  /** Passing is no promise: somebody may be filed under it at this moment, and moves on afterwards. */
  private async refuseDeletion(unit: StoredUnit, replaceBy: string | undefined): Promise<void> {
    const { accountId, kind, _id: unitId, name } = unit;
    refuse(refuseDeleted(unit));
    if (replaceBy === undefined) {
      const standing = await this.members.count(accountId, kind, [unitId], { standing: true });
      refuse(refuseInUse(kind, name, standing.get(unitId) ?? 0));
    } else if (replaceBy === unitId || !(await this.units.findLive(accountId, kind, replaceBy)))
      throw noSuccessor(kind);
  }
}

const refuseDeleted = ({ live, kind }: StoredUnit): Fault | null => (live ? null : Fault.notFound(kind));

const noSuccessor = (kind: string): Fault =>
  new Fault('validation-failed', {
    errors: [{ path: 'replaceBy', message: `There is no other ${kind} with this id` }],
  });
