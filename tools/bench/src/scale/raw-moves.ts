import type { MeasuredStack } from '../stack/measured-stack.js';
import { databaseOf } from './large-firm.js';

/** Records a second that one bare `updateMany` moves. */
export interface RawMoves {
  /** It writes the owner and nothing else. */
  readonly ownerOnly: number;
  /** It writes all that a move writes: the owner, the chain of owners, the version and the time. */
  readonly sameFields: number;
}

/** The least a move could cost: the same documents with the same indexes in a collection of their own, moved by one command. */
export async function rawMoves(
  stack: MeasuredStack,
  { accountId, ownerId }: { readonly accountId: string; readonly ownerId: string },
): Promise<RawMoves> {
  const database = databaseOf(stack, 'reassignment');
  const copy = database.collection('records-copied');
  const records = database.collection('records');
  await records.aggregate([{ $match: { accountId } }, { $out: copy.collectionName }]).toArray();
  for (const { key, name, unique, partialFilterExpression } of await records.indexes())
    if (name !== '_id_')
      await copy.createIndex(key, {
        name: name!,
        ...(unique && { unique }),
        ...(partialFilterExpression && { partialFilterExpression }),
      });
  const writeConcern = { w: 'majority' as const, journal: true };
  const perSecond = async (from: string, update: object) => {
    const begun = performance.now();
    const { modifiedCount } = await copy.updateMany({ accountId, ownerId: from }, update, { writeConcern });
    return modifiedCount / ((performance.now() - begun) / 1_000);
  };
  const [second, third] = ['usr_rawmovetwo', 'usr_rawmovethree'];
  const ownerOnly = await perSecond(ownerId, { $set: { ownerId: second } });
  const at = new Date();
  const entry = { from: second, to: third, at, by: { type: 'user', id: ownerId }, run: 'rea_rawmove' };
  const sameFields = await perSecond(second, {
    $set: { ownerId: third, updatedAt: at },
    $push: { owners: entry },
    $inc: { version: 1 },
  });
  await copy.drop();
  return { ownerOnly, sameFields };
}
