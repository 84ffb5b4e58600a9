import type { Migration } from './migrations.js';

type Db = Parameters<Migration['run']>[0];

/** Drops indexes that nothing uses any more, by their names; those that are not there are none to drop. */
export async function dropIndexes(db: Db, collection: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    try {
      await db.collection(collection).dropIndex(name);
    } catch (error) {
      const { codeName } = error as { codeName?: unknown };
      if (codeName !== 'IndexNotFound' && codeName !== 'NamespaceNotFound') throw error;
    }
}
