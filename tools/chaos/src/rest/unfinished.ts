import type { StackInfo } from '@seatkeeper/stack';
import type mongoose from 'mongoose';
import type { Part } from '../faults/faults.js';

/** Where work lies that somebody has begun, or has to begin: a lease stands in the document until it is done. */
const LEASES = [
  ['identity', 'users', 'flow.lease.until'],
  ['identity', 'accounts', 'opening.lease.until'],
  ['identity', 'imports', 'lease.until'],
  ['identity', 'bulk-jobs', 'lease.until'],
  ['licensing', 'purchases', 'lease.until'],
  ['notifications', 'deliveries', 'lease.until'],
  ['reassignment', 'runs', 'lease.until'],
  ['reassignment', 'record-imports', 'lease.until'],
] as const;

/** Which other parts are needed for it. */
const NEEDED: Readonly<Record<string, readonly Part[]>> = {
  users: ['licensing', 'rabbitmq'],
  imports: ['licensing', 'rabbitmq', 'redis'],
  'bulk-jobs': ['licensing', 'rabbitmq', 'redis'],
  deliveries: ['mail', 'redis', 'identity', 'rabbitmq'],
  runs: ['redis'],
};

/** Some documents in which something is left to do. */
export interface Unfinished {
  readonly what: string;
  readonly parts: readonly Part[];
}

/** Everything that is left to do, as the databases say: flows, imports, runs, purchases, mails, and events in an outbox. */
export async function unfinished(
  mongo: mongoose.mongo.MongoClient,
  { databasePrefix }: Pick<StackInfo, 'databasePrefix'>,
): Promise<Unfinished[]> {
  const database = (service: string) => mongo.db(`${databasePrefix}-${service}`);
  const leased = LEASES.map(async ([service, name, lease]): Promise<Unfinished[]> => {
    const left = await database(service)
      .collection(name)
      .countDocuments({ [lease]: { $exists: true } });
    const parts = [service, 'mongodb', ...(NEEDED[name] ?? [])] as Part[];
    return left > 0 ? [{ what: `${left} of ${name}`, parts }] : [];
  });
  const untold = ['identity', 'licensing', 'notifications', 'reassignment'].map(async (service) => {
    const names = await database(service).listCollections({}, { nameOnly: true }).toArray();
    const counts = await Promise.all(
      names.map(async ({ name }): Promise<Unfinished[]> => {
        const left = await database(service)
          .collection(name)
          .countDocuments({ outboxAt: { $exists: true } });
        const parts = [service, 'mongodb', 'rabbitmq'] as Part[];
        return left > 0 ? [{ what: `${left} outboxes of ${name}`, parts }] : [];
      }),
    );
    return counts.flat();
  });
  return (await Promise.all([...leased, ...untold])).flat();
}
