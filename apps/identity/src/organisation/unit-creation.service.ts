import { Injectable } from '@nestjs/common';
import { type Actor, Fault, type Unit, type UnitKind } from '@seatkeeper/contracts';
import { DuplicateKey, event } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import { nameKeyOf, RANK_STEP, rankBehind, toUnit, unitKinds } from './units.js';
import { UnitsRepository } from './units.repository.js';
import type { StoredUnit } from './units.schema.js';

interface Wanted {
  accountId: string;
  kind: UnitKind;
  by: Actor;
  name: string;
}

/** New offices, departments and seniorities; two of a kind never have one name. */
@Injectable()
export class UnitCreationService {
  constructor(
    private readonly units: UnitsRepository,
    private readonly clock: Clock,
  ) {}

  /** Asked again with the same id, it answers with the unit that is there. */
  async create(wanted: Wanted & { unitId: string; after?: string | null | undefined }): Promise<StoredUnit> {
    const { accountId, kind, unitId, name } = wanted;
    try {
      return await this.insert(wanted);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const earlier = await this.units.findLive(accountId, kind, unitId);
      if (earlier) return earlier;
      throw nameTaken(kind, name);
    }
  }

  /** The unit of this name: the one there is, or a new one. */
  async ensure(wanted: Wanted): Promise<StoredUnit> {
    const { accountId, kind, name } = wanted;
    const find = () => this.units.findNamed(accountId, kind, nameKeyOf(name));
    const there = await find();
    if (there) return there;
    try {
      return await this.insert({ ...wanted, unitId: newId(unitKinds[kind].prefix) });
    } catch (error) {
      const twin = error instanceof DuplicateKey ? await find() : null;
      if (!twin) throw error;
      return twin;
    }
  }

  /**
   * The rank behind another one of its kind. Where no number is left in between, all others move apart first; a move
   * at the same moment may then end up beside the place it was meant for, but every order is a whole one.
   */
  async place(
    accountId: string,
    kind: UnitKind,
    unitId: string,
    after: string | null | undefined,
  ): Promise<number> {
    if (!unitKinds[kind].isOrdered) {
      if (after !== undefined) throw unordered(kind);
      return 0;
    }
    const order = await this.units.order(accountId, kind);
    const rank = rankBehind(order, unitId, after);
    if (rank !== null) return rank;
    for (const [index, unit] of order.entries())
      await this.units.moveApart(unit, (index + 1) * RANK_STEP, this.clock.now());
    return this.place(accountId, kind, unitId, after);
  }

  private async insert(wanted: Wanted & { unitId: string; after?: string | null | undefined }) {
    const { accountId, kind, unitId, by, name, after } = wanted;
    const now = this.clock.now();
    const fresh: Omit<StoredUnit, 'version'> = {
      _id: unitId,
      accountId,
      kind,
      name,
      nameKey: nameKeyOf(name),
      rank: await this.place(accountId, kind, unitId, after),
      live: true,
      createdAt: now,
      updatedAt: now,
    };
    const unit: Unit = toUnit({ ...fresh, version: 1 });
    const created = event(unitKinds[kind].created, unitId, { accountId, actor: by, unit, changes: [] }, now);
    return this.units.create(fresh, [created]);
  }
}

export const nameTaken = (kind: UnitKind, name: string | undefined): Fault =>
  new Fault('name-taken', `Another ${kind} of this account is named ${name}.`);

const unordered = (kind: UnitKind): Fault =>
  new Fault('validation-failed', {
    errors: [{ path: 'after', message: `A ${kind} has no place: it is listed by name` }],
  });
