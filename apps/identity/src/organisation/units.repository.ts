import { Injectable } from '@nestjs/common';
import { Fault, type Page, type PageRequest, type UnitKind } from '@seatkeeper/contracts';
import {
  type AccountSet,
  type Filter,
  InjectCollection,
  type NewEvent,
  TenantCollection,
} from '@seatkeeper/mongo';
import { unitKinds } from './units.js';
import { type StoredUnit, units } from './units.schema.js';

type Decide = Parameters<TenantCollection<StoredUnit>['decide']>[2];

/** More seniorities than any firm tells apart: their order is read as a whole. */
const MOST_ORDERED = 500;
const MOST_NAMED = 1_000;
/** As many as one read gives: somebody names a hundred, and each may be in every account that is listed. */
const MOST_NAMED_TOGETHER = 10_000;

@Injectable()
export class UnitsRepository {
  constructor(@InjectCollection(units) private readonly units: TenantCollection<StoredUnit>) {}

  /** Rejects with DuplicateKey when a live unit of the kind has the name, or any unit the id. */
  create(unit: Omit<StoredUnit, 'version'>, events: NewEvent[]): Promise<StoredUnit> {
    return this.units.insert(unit, events);
  }

  findLive(accountId: string, kind: UnitKind, unitId: string): Promise<StoredUnit | null> {
    return this.units.findOne(accountId, { _id: unitId, kind, live: true });
  }

  /** Also one that was deleted, as long as somebody may refer to it. */
  find(accountId: string, kind: UnitKind, unitId: string): Promise<StoredUnit | null> {
    return this.units.findOne(accountId, { _id: unitId, kind });
  }

  findNamed(accountId: string, kind: UnitKind, nameKey: string): Promise<StoredUnit | null> {
    return this.units.findOne(accountId, { kind, nameKey, live: true });
  }

  /** The live units with these ids or names, of these kinds; who asks for nothing asks nobody. */
  async known(
    accountId: string,
    {
      kinds,
      ids,
      nameKeys,
    }: { kinds: readonly UnitKind[]; ids: readonly string[]; nameKeys: readonly string[] },
  ): Promise<StoredUnit[]> {
    const options = { limit: MOST_NAMED };
    const found = await Promise.all([
      ids.length > 0 ? this.units.find(accountId, { _id: { $in: ids }, live: true }, options) : [],
      nameKeys.length > 0
        ? this.units.find(
            accountId,
            { kind: { $in: kinds }, nameKey: { $in: nameKeys }, live: true },
            options,
          )
        : [],
    ]);
    return found.flat();
  }

  /** Ids of the live units of a kind with these ids or names, in any of the accounts. */
  async idsTogether(
    accounts: AccountSet,
    kind: UnitKind,
    { ids, nameKeys }: { ids: readonly string[]; nameKeys: readonly string[] },
  ): Promise<string[]> {
    const filter: Filter<StoredUnit> = {
      kind,
      live: true,
      $or: [{ nameKey: { $in: nameKeys } }, { _id: { $in: ids } }],
    };
    const options = { limit: MOST_NAMED_TOGETHER, projection: { _id: 1 as const } };
    return (await this.units.ofAccounts.find(accounts, filter, options)).map(({ _id }) => _id);
  }

  page(accountId: string, kind: UnitKind, page: PageRequest): Promise<Page<StoredUnit>> {
    const column = unitKinds[kind].isOrdered ? 'rank' : 'nameKey';
    return this.units.page(accountId, { filter: { kind, live: true }, sort: [[column, 1]], page });
  }

  /** All units of a kind that has an order, in it. */
  order(accountId: string, kind: UnitKind): Promise<StoredUnit[]> {
    const options = { limit: MOST_ORDERED, sort: { rank: 1, _id: 1 } as const };
    return this.units.find(accountId, { kind, live: true }, options);
  }

  /**
   * Read, decide, write if nobody was faster, else again; what to make of one that was deleted is up to `decide`. Rejects with
   * `not-found`, and with DuplicateKey for a name in use.
   */
  async decide(accountId: string, kind: UnitKind, unitId: string, decide: Decide): Promise<StoredUnit> {
    const decided = await this.units.decide(accountId, unitId, (unit) => {
      if (unit.kind !== kind) throw Fault.notFound(kind);
      return decide(unit);
    });
    if (!decided) throw Fault.notFound(kind);
    return decided;
  }

  /** Units of all accounts whose users have to be looked at, the longest due first. */
  dueToSpread(now: Date, limit: number): Promise<StoredUnit[]> {
    return this.units.acrossAccounts.findDue({ spreadAt: { $lte: now } }, { limit, sort: { spreadAt: 1 } });
  }

  /** Moves one of an order apart from the others: nobody's news, but its users have to follow. */
  async moveApart({ accountId, _id }: StoredUnit, rank: number, now: Date): Promise<void> {
    await this.units.touch(accountId, { _id }, { $set: { rank, spreadAt: now, updatedAt: now } });
  }

  /** Notes when to look again, or that all is done; not if the unit was changed meanwhile, for then it is not. */
  async noteSpread({ accountId, _id, spreadAt }: StoredUnit, again: Date | null): Promise<void> {
    if (!spreadAt) return;
    const update = again ? { $set: { spreadAt: again } } : { $unset: { spreadAt: 1 } };
    await this.units.touch(accountId, { _id, spreadAt }, update);
  }

  deletedBefore(time: Date, limit: number): Promise<StoredUnit[]> {
    return this.units.acrossAccounts.findDue({ live: false, updatedAt: { $lt: time } }, { limit });
  }

  forget(unit: StoredUnit): Promise<boolean> {
    return this.units.remove(unit.accountId, { _id: unit._id, live: false });
  }
}
