import { Injectable } from '@nestjs/common';
import type { ReassignmentPlan } from '@seatkeeper/contracts';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { handOvers, type StoredHandOver } from './hand-overs.schema.js';

/** As much of a run as is kept of it for what comes later. */
interface Run {
  _id: string;
  accountId: string;
  plan: ReassignmentPlan;
  createdAt: Date;
}

/** What was decided last about the records of somebody, for those that still come when they have left. */
@Injectable()
export class HandOversRepository {
  constructor(@InjectCollection(handOvers) private readonly handOvers: TenantCollection<StoredHandOver>) {}

  /** Keeps the plan of a run, unless a later one of the same owner is known. Can be repeated. */
  async note({ _id: run, accountId, plan, createdAt: at }: Run): Promise<void> {
    const { from } = plan;
    if ((await this.handOvers.insertMissing([{ _id: from, accountId, run, plan, at }])) > 0) return;
    await this.handOvers.touch(accountId, { _id: from, at: { $lte: at } }, { $set: { run, plan, at } });
  }

  /** Of a run that somebody has taken back, or ended before everything had moved. */
  async forget(accountId: string, from: string, run: string): Promise<void> {
    await this.handOvers.remove(accountId, { _id: from, run });
  }

  /** By whom they are of. */
  async of(accountId: string, owners: readonly string[]): Promise<ReadonlyMap<string, StoredHandOver>> {
    if (owners.length === 0) return new Map();
    const found = await this.handOvers.find(
      accountId,
      { _id: { $in: [...owners] } },
      { limit: owners.length },
    );
    return new Map(found.map((handOver) => [handOver._id, handOver]));
  }
}
