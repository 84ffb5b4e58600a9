import { listOwnershipChanges, userActor } from '@seatkeeper/contracts';
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

it('a record whose older owners are put away keeps each of them once though the process dies in the middle', async () => {
  const accountId = newId('acc');
  const [ann, bob] = [1, 2].map(() => world.people.add(accountId).id) as [string, string];
  await seed(raw, accountId, recordsOf(ann, 1, ['task']));
  const owners = Array.from({ length: 450 }, (_, n) => ({
    ...{ from: n % 2 ? bob : ann, to: n % 2 ? ann : bob },
    ...{ at: new Date(), by: userActor(ann) },
  }));
  const record = await raw.findOneAndUpdate({ accountId }, { $set: { owners } });
  expect(await serviceProcess(world.world, 'reassignment.history.afterInsert').ended).toBe('SIGKILL');
  expect((await raw.findOne({ accountId }))?.owners).toHaveLength(450);

  serviceProcess(world.world);
  await eventually(
    async () => expect(await raw.findOne({ accountId })).toMatchObject({ archived: 350 }),
    90_000,
  );
  const ask = { accountId, type: 'task', externalId: record?.externalId ?? '' };
  const { total } = await eventually(
    () => world.peer.bus.request(listOwnershipChanges, { ...ask, page: { limit: 1, count: 'exact' } }),
    20_000,
  );
  expect(total).toBe(451);
}, 180_000);
