import type { mongo } from 'mongoose';

const BATCH = 1_000;

interface Identified {
  _id: string;
}

/**
 * For migrations: goes through a collection in batches of 1,000 and sets what `rewrite` answers for a document,
 * null for one that is right already. Each batch is read again until all of it is right, so that what is changed
 * meanwhile is rewritten by its new state; versions stay, for what is derived is no news. Bears being repeated;
 * `alive` is the migration's, called after each batch.
 */
export async function rewriteDocuments<D extends Identified>(
  db: mongo.Db,
  collection: string,
  fields: readonly (keyof D & string)[],
  rewrite: (doc: D) => Partial<D> | null,
  alive: () => void,
): Promise<void> {
  const docs = db.collection<Identified>(collection);
  const read = async (filter: mongo.Filter<Identified>) =>
    docs
      .find(filter)
      .project<D>(Object.fromEntries(fields.map((field) => [field, 1])))
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray();
  let batch = await read({});
  while (batch.length > 0) {
    const ids = batch.map(({ _id }) => _id);
    for (let changes = changesOf(batch, rewrite); changes.length > 0;) {
      await docs.bulkWrite(changes, { ordered: false });
      changes = changesOf(await read({ _id: { $in: ids } }), rewrite);
    }
    alive();
    batch = await read({ _id: { $gt: ids.at(-1) ?? '' } });
  }
}

const changesOf = <D extends Identified>(docs: readonly D[], rewrite: (doc: D) => Partial<D> | null) =>
  docs.flatMap((doc): mongo.AnyBulkWriteOperation<Identified>[] => {
    const set = rewrite(doc);
    return set ? [{ updateOne: { filter: { _id: doc._id }, update: { $set: set as object } } }] : [];
  });
