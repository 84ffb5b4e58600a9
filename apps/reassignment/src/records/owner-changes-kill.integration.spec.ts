import {
  listOwnerChanges,
  type OwnerChange,
  ReassignmentPlan,
  startReassignment,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { processStage } from '../../testing/process-stage.js';
import type { ReassignmentWorld } from '../../testing/reassignment-world.js';
import { type RawRecords, recordsOf, seed } from '../../testing/seeded-records.js';
import { serviceProcess } from '../../testing/service-process.js';

let world: ReassignmentWorld;
let raw: RawRecords;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ world, raw, close } = await processStage());
});
afterAll(() => close());

it('a change is told once though the process dies between listing it and noting that it is listed', async () => {
  const accountId = newId('acc');
  const [ann, bob] = [1, 2].map(() => world.people.add(accountId).id) as [string, string];
  await seed(raw, accountId, recordsOf(ann, 2_500));
  const first = serviceProcess(world.world, 'reassignment.changes.afterAppend');
  const plan = ReassignmentPlan.parse({ from: ann, to: bob });
  const run = { accountId, by: userActor(ann), reassignmentId: newId('rea'), plan };
  await eventually(() => world.peer.bus.request(startReassignment, run), 20_000);
  expect(await first.ended).toBe('SIGKILL');

  serviceProcess(world.world);
  const seen: OwnerChange[] = [];
  let after: string | undefined;
  await eventually(async () => {
    const page = await world.peer.bus.request(listOwnerChanges, { accountId, after, limit: 1_000 });
    seen.push(...page.items);
    after = page.next;
    expect(seen.length).toBeGreaterThanOrEqual(2_500);
  }, 60_000);
  expect(new Set(seen.map(({ externalId }) => externalId)).size).toBe(2_500);
  await eventually(async () =>
    expect(await raw.countDocuments({ accountId, 'unlisted.0': { $exists: true } })).toBe(0),
  );
  const { next } = await world.peer.bus.request(listOwnerChanges, { accountId, after: 'now' });
  expect([seen.length, seen.at(-1)?.number, next]).toEqual([2_500, 2_500, after]);
}, 120_000);
