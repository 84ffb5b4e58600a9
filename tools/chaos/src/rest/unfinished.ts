import type { StackInfo } from '@seatkeeper/stack';
import type mongoose from 'mongoose';
import { servable } from '../books/waiting.js';
import type { Part } from '../faults/faults.js';

/** Where work lies that somebody has begun, or has to begin: a lease stands in the document until it is done. */
const LEASES = [
  ['identity', 'users', 'flow.lease.until'],
  ['identity', 'accounts', 'opening.lease.until'],
  ['identity', 'imports', 'lease.until'],
  ['identity', 'bulk-jobs', 'lease.until'],
  ['licensing', 'purchases', 'lease.until'],
  ['licensing', 'reductions', 'lease.until'],
  ['notifications', 'deliveries', 'lease.until'],
  ['notifications', 'webhook-deliveries', 'lease.until'],
  ['reassignment', 'runs', 'lease.until'],
  ['reassignment', 'record-imports', 'lease.until'],
] as const;

/** Which other parts are needed for it. */
const NEEDED: Readonly<Record<string, readonly Part[]>> = {
  users: ['licensing', 'rabbitmq'],
  imports: ['licensing', 'rabbitmq', 'redis'],
  'bulk-jobs': ['licensing', 'rabbitmq', 'redis'],
  deliveries: ['mail', 'redis', 'identity', 'rabbitmq'],
  'webhook-deliveries': ['redis', 'rabbitmq'],
  runs: ['redis'],
};

/** Some documents in which something is left to do. */
export interface Unfinished {
  readonly what: string;
  readonly parts: readonly Part[];
}

/**
 * Everything that is left to do, as the databases say: flows, imports, runs, purchases, mails, webhooks, events in an outbox, and
 * people who wait although seats are there for them.
 */
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
  return (await Promise.all([...leased, ...untold, waiting(database)])).flat();
}

/** Who waits for a seat that is free. */
async function waiting(database: (service: string) => mongoose.mongo.Db): Promise<Unfinished[]> {
  const users = await database('identity')
    .collection<{ accountId: string; products: string[] }>('users')
    .find({ status: 'waiting' }, { projection: { accountId: 1, products: 1 } })
    .toArray();
  if (users.length === 0) return [];
  const accountId = { $in: [...new Set(users.map((user) => user.accountId))] };
  const free = await database('licensing')
    .collection<{ accountId: string; product: string }>('seats')
    .find({ accountId, state: 'free' }, { projection: { accountId: 1, product: 1 } })
    .toArray();
  const left = servable(users, free).length;
  const parts: Part[] = ['identity', 'licensing', 'mongodb', 'rabbitmq'];
  return left > 0 ? [{ what: `${left} who wait for a seat that is free`, parts }] : [];
}
