import {
  getReassignment,
  previewReassignment,
  type Reassignment,
  startReassignment,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { processStage } from '../../testing/process-stage.js';
import type { ReassignmentWorld } from '../../testing/reassignment-world.js';
import { holdings, type RawRecords, recordsOf, seed } from '../../testing/seeded-records.js';
import { serviceProcess, stopService } from '../../testing/service-process.js';

let world: ReassignmentWorld;
let raw: RawRecords;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ world, raw, close } = await processStage());
});
afterAll(() => close());

/** Where the processes die, one after the other, all in one run. */
const DEATHS = [
  'reassignment.run.afterStart',
  'reassignment.chunk.afterPlan',
  'reassignment.chunk.afterMove',
  'reassignment.chunk.afterPlan#2',
  'reassignment.run.afterFinish',
];

it('a run that is bound to a preview moves nothing that was written since, though every process that moves is killed', async () => {
  const accountId = newId('acc');
  const [ann, bob] = [1, 2].map(() => world.people.add(accountId).id) as [string, string];
  await seed(raw, accountId, recordsOf(ann, 6_000));
  const { bus } = world.peer;
  const plan = { from: ann, to: bob };
  const looking = serviceProcess(world.world);
  const { manifest } = await eventually(() => bus.request(previewReassignment, { accountId, plan }), 30_000);
  await stopService(looking);

  /** Somebody writes the records that would be moved next, which the chunk that was planned has in it. */
  const written: string[] = [];
  const write = async () => {
    const next = await raw
      .find({ accountId, ownerId: ann, title: { $ne: 'Since' } })
      .sort({ _id: 1 })
      .limit(3)
      .toArray();
    for (const { _id, externalId } of next) {
      const change = { $set: { title: 'Since', updatedAt: new Date() }, $inc: { version: 1 } };
      const { modifiedCount } = await raw.updateOne({ _id, ownerId: ann }, change);
      if (modifiedCount === 1) written.push(externalId);
    }
  };
  const reassignmentId = newId('rea');
  const request = { accountId, by: userActor(ann), reassignmentId, plan, bound: { manifest: manifest! } };
  const starting = eventually(() => bus.request(startReassignment, request), 30_000);
  for (const point of DEATHS) {
    expect([point, await serviceProcess(world.world, point).ended]).toEqual([point, 'SIGKILL']);
    await write();
  }
  await starting;

  const last = serviceProcess(world.world);
  const run = await eventually(async (): Promise<Reassignment> => {
    const current = await bus.request(getReassignment, { accountId, reassignmentId });
    expect(current.state).toBe('finished');
    return current;
  }, 30_000);
  await stopService(last);

  expect(written.length).toBeGreaterThanOrEqual(9);
  const kept = await raw.find({ accountId, ownerId: ann }).toArray();
  expect(kept.map(({ externalId }) => externalId).sort()).toEqual([...written].sort());
  const moved = 6_000 - written.length;
  expect(run).toMatchObject({
    progress: { done: moved },
    bound: { previewed: 6_000, skipped: written.length },
  });
  // Whoever has one has it by one line of this run.
  expect(new Set(await holdings(raw, accountId, reassignmentId))).toEqual(
    new Set([
      { type: 'task', owner: ann, links: 0, ofRun: 0, count: written.length },
      { type: 'task', owner: bob, links: 1, ofRun: 1, count: moved },
    ]),
  );
}, 120_000);
