import type { mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { MeasuredStack } from './measured-stack.js';

const LOOK_EVERY_MS = 100;
const REST_WITHIN_MS = 180_000;
const SERVICES = ['identity', 'licensing', 'notifications', 'reassignment'];

/**
 * Waits until all that work has caused is done: `done` says so of the work itself, no event waits in an outbox,
 * and the audit has not grown from one look to the next. Looks past the services and the taps, so that looking
 * costs MongoDB a little and nobody else anything.
 */
export async function untilRest(stack: MeasuredStack, done: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + REST_WITHIN_MS;
  let audited = -1;
  for (;;) {
    const before = audited;
    const finished = (await done()) && (await outboxesAreEmpty(stack));
    audited = finished
      ? await databaseOf(stack, 'identity').collection('audit').estimatedDocumentCount()
      : -1;
    if (finished && audited === before) return;
    if (performance.now() > end) throw new Error(`The stack is not at rest after ${REST_WITHIN_MS} ms.`);
    await delay(LOOK_EVERY_MS);
  }
}

export function databaseOf({ mongo, info }: MeasuredStack, service: string) {
  return mongo.db(`${info.databasePrefix}-${service}`);
}

async function outboxesAreEmpty(stack: MeasuredStack): Promise<boolean> {
  for (const collection of await collectionsOf(stack))
    if (await collection.findOne({ outboxAt: { $exists: true } }, { projection: { _id: 1 } })) return false;
  return true;
}

const known = new WeakMap<MeasuredStack, Promise<mongo.Collection[]>>();

/** All collections are there when the stack is ready; to list them with each look would cost more than the look. */
function collectionsOf(stack: MeasuredStack): Promise<mongo.Collection[]> {
  const listed = known.get(stack) ?? listCollections(stack);
  known.set(stack, listed);
  return listed;
}

async function listCollections(stack: MeasuredStack): Promise<mongo.Collection[]> {
  const databases = SERVICES.map((service) => databaseOf(stack, service));
  const ofEach = databases.map(async (database) => {
    const names = await database.listCollections({}, { nameOnly: true }).toArray();
    return names.map(({ name }) => database.collection(name));
  });
  return (await Promise.all(ofEach)).flat();
}
