import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Fault,
  type FieldError,
  fieldErrors,
  type UnitKind,
  UnitName,
} from '@seatkeeper/contracts';
import type { AccountSet } from '@seatkeeper/mongo';
import { PermissionsService } from '../groups/permissions.service.js';
import type { WithUnits } from '../users/unit-references.js';
import { UnitCreationService } from './unit-creation.service.js';
import { filed, isUnitId, keyOf, type NamedUnit, namedUnits, type Said } from './unit-names.js';
import { nameKeyOf, referenceTo } from './units.js';
import { UnitsRepository } from './units.repository.js';
import type { StoredUnit } from './units.schema.js';

/** Finds the units that somebody names, for every door through which users come in or change. */
@Injectable()
export class UnitNamesService {
  constructor(
    private readonly units: UnitsRepository,
    private readonly creation: UnitCreationService,
    private readonly permissions: PermissionsService,
  ) {}

  /**
   * What is said of a user, with references in the place of names and ids; costs nothing while no unit is named. A
   * name that is new becomes a unit if the actor may manage the organisation. Rejects with `validation-failed` for an
   * id that is unknown, and for a new name by anybody else.
   */
  async found<T extends Said>(accountId: string, by: Actor, said: T): Promise<WithUnits<T>> {
    const named = namedUnits(said);
    const known = await this.lookUp(accountId, named);
    const missing = named.filter((each) => !known.has(keyOf(each)));
    if (missing.length > 0) await this.refuseUnknown(accountId, by, missing);
    for (const { kind, value } of missing) {
      const unit = await this.creation.ensure({ accountId, kind, by, name: value });
      known.set(keyOf({ kind, value }), unit);
    }
    return filed(said, (unit) => {
      const there = known.get(keyOf(unit));
      if (!there) throw new Error(`The ${unit.kind} ${unit.value} was neither found nor created.`);
      return referenceTo(there);
    });
  }

  /** Rejects as `found` does, and makes no unit. */
  async refuse(accountId: string, by: Actor, said: Said): Promise<void> {
    const named = namedUnits(said);
    const known = await this.lookUp(accountId, named);
    const missing = named.filter((each) => !known.has(keyOf(each)));
    if (missing.length > 0) await this.refuseUnknown(accountId, by, missing);
  }

  /** The ids of the units that a list is asked for; what is unknown has none. */
  async idsOf(accountId: string, kind: UnitKind, values: readonly string[]): Promise<string[]> {
    const known = await this.lookUp(
      accountId,
      values.map((value) => ({ kind, value })),
    );
    return [...new Set([...known.values()].map(({ _id }) => _id))];
  }

  /** The same over several accounts: each has units of its own, which may be called alike. */
  idsTogether(accounts: AccountSet, kind: UnitKind, values: readonly string[]): Promise<string[]> {
    const named = values.map((value) => ({ kind, value }));
    return this.units.idsTogether(accounts, kind, {
      ids: named.filter(isUnitId).map(({ value }) => value),
      nameKeys: named.filter((each) => !isUnitId(each)).map(({ value }) => nameKeyOf(value)),
    });
  }

  /** Those of these names and ids by which a unit is found. */
  async known(accountId: string, kind: UnitKind, values: readonly string[]): Promise<Set<string>> {
    const found = await this.lookUp(
      accountId,
      values.map((value) => ({ kind, value })),
    );
    return new Set(values.filter((value) => found.has(keyOf({ kind, value }))));
  }

  /** By the key of what names them. */
  private async lookUp(
    accountId: string,
    named: readonly Pick<NamedUnit, 'kind' | 'value'>[],
  ): Promise<Map<string, StoredUnit>> {
    const found = await this.units.known(accountId, {
      kinds: [...new Set(named.map(({ kind }) => kind))],
      ids: named.filter(isUnitId).map(({ value }) => value),
      nameKeys: named.filter((each) => !isUnitId(each)).map(({ value }) => nameKeyOf(value)),
    });
    const byKey = new Map(
      found.flatMap((unit): [string, StoredUnit][] => [
        [unit._id, unit],
        [keyOf({ kind: unit.kind, value: unit.name }), unit],
      ]),
    );
    return new Map(
      named.flatMap((each): [string, StoredUnit][] => {
        const unit = byKey.get(keyOf(each));
        return unit ? [[keyOf(each), unit]] : [];
      }),
    );
  }

  /** All that is wrong at once. */
  private async refuseUnknown(accountId: string, by: Actor, missing: readonly NamedUnit[]): Promise<void> {
    const mayCreate = await this.permissions.holds(accountId, by, 'organisation.manage');
    const errors = missing.flatMap((each): FieldError[] => {
      const { kind, value, path } = each;
      if (isUnitId(each)) return [{ path, message: `There is no ${kind} with this id` }];
      const name = UnitName.safeParse(value);
      if (!name.success) return fieldErrors(name.error).map(({ message }) => ({ path, message }));
      if (mayCreate) return [];
      const who = 'somebody with the permission organisation.manage can create it';
      return [{ path, message: `There is no ${kind} named ${value}; ${who}` }];
    });
    if (errors.length > 0) throw new Fault('validation-failed', { errors });
  }
}
