/**
 * How fast a run moves records, against one raw `updateMany` over the same records in the same database as the
 * floor. From the top of the repository, with MONGODB_URI set:
 * node --conditions=@seatkeeper/source --import ./libs/testing/src/typescript.mjs tools/bench/moves.bench.ts
 */
import { getReassignment, startReassignment, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import {
  reassignmentService,
  reassignmentWorld,
} from '../../apps/reassignment/testing/reassignment-world.js';
import { rawRecordsIn, recordsOf, seed } from '../../apps/reassignment/testing/seeded-records.js';

const RECORDS = Number(process.argv[2] ?? 20_000);

const world = await reassignmentWorld();
const service = await reassignmentService(world.world);
const accountId = newId('acc');
const ann = world.people.add(accountId).id;
const bob = world.people.add(accountId).id;
const cem = world.people.add(accountId).id;
const raw = rawRecordsIn(service);
await seed(raw, accountId, recordsOf(ann, RECORDS, ['contact', 'matter', 'task']));

const report = (what: string, startedAt: number) => {
  const ms = performance.now() - startedAt;
  const rate = Math.round((RECORDS / ms) * 1_000);
  process.stdout.write(`${what}: ${RECORDS} records in ${Math.round(ms)} ms, ${rate} a second\n`);
};

const { bus } = world.peer;
const reassignmentId = newId('rea');
let startedAt = performance.now();
await bus.request(startReassignment, {
  accountId,
  by: userActor(ann),
  reassignmentId,
  plan: { from: ann, split: [bob, cem] },
});
await eventually(async () => {
  const { state } = await bus.request(getReassignment, { accountId, reassignmentId });
  if (state !== 'finished') throw new Error(`The run is ${state}.`);
}, 300_000);
report('a run, split over two', startedAt);

await raw.updateMany({ accountId }, { $set: { ownerId: ann, owners: [] } });
const entry = { from: ann, to: bob, at: new Date(), by: userActor(ann), run: newId('rea') };
startedAt = performance.now();
await raw.updateMany(
  { accountId, ownerId: ann, 'owners.run': { $ne: entry.run } },
  { $set: { ownerId: bob, updatedAt: entry.at }, $push: { owners: entry }, $inc: { version: 1 } },
);
report('one raw updateMany', startedAt);

await service.close();
await world.close();
