import { logger } from '@seatkeeper/service';
import type { mongo } from 'mongoose';
import { guarded } from '../connection/failures.js';
import type { OutboxDocument, Pending } from './pending.js';

/** Well within the time after which the sweeper takes an event for left behind. */
const GROUP_MS = 500;
const MOST_DOCUMENTS = 500;
/** Long before a document has so many events that it takes no more. */
const MOST_OF_ONE = 20;

const log = logger('outbox');

/** Published events that are taken out of their documents by somebody else's write. */
export interface Along {
  readonly removals: readonly Removal[];
  readonly failed: () => void;
}

type Removal = { updateOne: { filter: object; update: Record<string, unknown>[] } };

const none = (): void => undefined;

/**
 * Takes published events out of their documents, many documents in one command: whoever comes within half a second goes
 * along. A crash before it makes the sweeper publish them once more, which everybody who hears events bears.
 */
export class Removals {
  private waiting = new Map<string, Pending>();
  private timer: NodeJS.Timeout | undefined;

  /** `failed` is told when events stay in their documents: the sweeper will publish and remove them. */
  constructor(private readonly failed: () => void) {}

  add(batch: readonly Pending[]): void {
    let isFull = false;
    for (const { collection, id, accountId, entries } of batch) {
      const key = `${collection.collectionName} ${id}`;
      const all = [...(this.waiting.get(key)?.entries ?? []), ...entries];
      this.waiting.set(key, { collection, id, accountId, entries: all });
      isFull ||= all.length >= MOST_OF_ONE;
    }
    if (isFull || this.waiting.size >= MOST_DOCUMENTS) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), GROUP_MS).unref();
  }

  /**
   * What waits in a collection, as operations for whoever writes into it anyway: then that is no command of its own. If their
   * write fails, they say so.
   */
  along({ collectionName }: { collectionName: string }): Along {
    const mine = [...this.waiting].filter(
      ([, { collection }]) => collection.collectionName === collectionName,
    );
    for (const [key] of mine) this.waiting.delete(key);
    return {
      removals: mine.map(([, pending]) => removalOf(pending)),
      failed: mine.length > 0 ? this.failed : none,
    };
  }

  /** Removes what waits, now; false when nothing does. Never rejects. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const group = [...this.waiting.values()];
    this.waiting = new Map();
    if (group.length === 0) return false;
    try {
      await removeDelivered(group);
    } catch (error) {
      log.warn('Published events could not be removed from the outbox; they are published again', { error });
      this.failed();
    }
    return true;
  }
}

/**
 * Removes by id, because events may have been added meanwhile, and drops the mark (and the empty array) in the
 * same write if nothing is left.
 */
export async function removeDelivered(batch: readonly Pending[]): Promise<void> {
  const byCollection = new Map<mongo.Collection<OutboxDocument>, Pending[]>();
  for (const pending of batch)
    byCollection.set(pending.collection, [...(byCollection.get(pending.collection) ?? []), pending]);
  await Promise.all(
    [...byCollection].map(([collection, documents]) =>
      guarded(() =>
        collection.bulkWrite(
          documents.map(removalOf),
          // Needs no journal: were it lost in a crash, the events would go out twice, which everybody bears.
          { ordered: false, writeConcern: { w: 1, journal: false } },
        ),
      ),
    ),
  );
}

const removalOf = ({ id, accountId, entries }: Pending): Removal => ({
  updateOne: {
    filter: { _id: id, accountId, outboxAt: { $exists: true } },
    update: withoutEntries(entries.map((entry) => entry.id)),
  },
});

function withoutEntries(ids: readonly string[]): Record<string, unknown>[] {
  const rest = { $filter: { input: '$outbox', cond: { $not: [{ $in: ['$$this.id', ids] }] } } };
  const unlessEmpty = (path: string) => ({ $cond: [{ $eq: [{ $size: '$outbox' }, 0] }, '$$REMOVE', path] });
  return [
    { $set: { outbox: rest } },
    { $set: { outboxAt: unlessEmpty('$outboxAt'), outboxBy: unlessEmpty('$outboxBy') } },
    { $set: { outbox: unlessEmpty('$outbox') } },
  ];
}
