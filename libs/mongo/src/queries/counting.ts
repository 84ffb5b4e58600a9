import type { Model } from 'mongoose';
import { DuplicateKey, guarded } from '../connection/failures.js';
import { Together } from '../connection/together.js';
import type { Stored } from '../schema/collection.js';
import { tenantFilter } from './filter.js';

const MOST_AT_ONCE = 1_000;

/** Which number of which document is counted up, and what the document is created with. */
interface Counted {
  readonly accountId: string;
  readonly id: string;
  readonly field: string;
  readonly first: object;
}

/** Counts up numbers of documents. Those who count up the same one at the same time take their numbers in one write. */
export class Counters {
  private readonly counts: Together<Counted, number>;

  constructor(private readonly model: Model<Stored>) {
    this.counts = new Together((_key, all) => this.countUp(all), { most: MOST_AT_ONCE });
  }

  next(counted: Counted): Promise<number> {
    const { accountId, id, field } = counted;
    return this.counts.do(JSON.stringify([accountId, id, field]), counted);
  }

  private async countUp(all: readonly Counted[]): Promise<number[]> {
    const [counted] = all;
    if (!counted) return [];
    const last = await countUpBy(this.model, all.length, counted);
    return all.map((_each, n) => last - all.length + 1 + n);
  }
}

async function countUpBy(
  model: Model<Stored>,
  by: number,
  { accountId, id, field, first }: Counted,
): Promise<number> {
  const filter = tenantFilter(accountId, { _id: id });
  const operations = { $inc: { [field]: by, version: by }, $setOnInsert: first };
  const counted = () =>
    guarded(() =>
      model
        .findOneAndUpdate(filter, operations, { upsert: true, returnDocument: 'after' })
        .lean<Record<string, unknown>>()
        .exec(),
    );
  // Of two who create it at once, one is refused and then finds it.
  const document = await counted().catch((error: unknown) => {
    if (error instanceof DuplicateKey) return counted();
    throw error;
  });
  return Number(document[field]);
}
