import type { AnyBulkWriteOperation, Model } from 'mongoose';
import { DuplicateKey } from '../connection/failures.js';
import { Together } from '../connection/together.js';
import type { Filter } from '../queries/filter.js';
import type { Stored } from '../schema/collection.js';
import type { OutboxRelay } from '../outbox/relay.js';
import { bulkWrite } from './bulk.js';
import type { UpdateQuery } from './update.js';

const MOST_AT_ONCE = 500;

interface Note<T> {
  readonly filter: Filter<T>;
  readonly update: UpdateQuery<T>;
}

/**
 * Conditional writes of which nobody asks whether they matched. Those of an account that come at the same time are one operation, and wait
 * for the journal once; each stands or falls by itself. Published events that wait in the collection to be taken out go along.
 */
export class Notes<T extends Stored> {
  private readonly notes: Together<Note<T>, DuplicateKey | null>;

  constructor(
    private readonly model: Model<Stored>,
    private readonly relay: Pick<OutboxRelay, 'along'>,
  ) {
    this.notes = new Together((accountId, notes) => this.write(accountId, notes), { most: MOST_AT_ONCE });
  }

  /** Rejects with DuplicateKey. */
  async note(accountId: string, filter: Filter<T>, update: UpdateQuery<T>): Promise<void> {
    const refused = await this.notes.do(accountId, { filter, update });
    if (refused) throw refused;
  }

  private async write(accountId: string, notes: readonly Note<T>[]): Promise<(DuplicateKey | null)[]> {
    const operations = notes.map((note) => ({ updateOne: note }));
    const { removals, failed } = this.relay.along(this.model.collection);
    const along = removals as readonly AnyBulkWriteOperation<Stored>[];
    const { duplicates } = await bulkWrite<T>(this.model, accountId, operations, along).catch(
      (error: unknown) => {
        failed();
        throw error;
      },
    );
    const refused = new Map(duplicates.map(({ position, index }) => [position, index]));
    return notes.map((_note, n) => {
      const index = refused.get(n);
      return index === undefined ? null : new DuplicateKey(index);
    });
  }
}
