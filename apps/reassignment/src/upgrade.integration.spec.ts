import { getReassignment, listRecords, ReassignmentPlan, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import mongoose from 'mongoose';
import { reassignmentService, reassignmentWorld } from '../testing/reassignment-world.js';
import { rawRecords, recordsOf, seed } from '../testing/seeded-records.js';
import { newRun } from './runs/runs.js';
import { runs, type StoredRun } from './runs/runs.schema.js';

it('what an older version stored is found by the new search, and what it had begun goes on', async () => {
  const world = await reassignmentWorld();
  const { MONGODB_URI = '', MONGODB_DATABASE_PREFIX = '' } = world.world.settings;
  const dbName = `${MONGODB_DATABASE_PREFIX}-reassignment`;
  const database = await mongoose.createConnection(MONGODB_URI, { dbName, autoIndex: false }).asPromise();
  const accountId = newId('acc');
  const [ann, bob] = [world.people.add(accountId).id, world.people.add(accountId).id];
  const plan = ReassignmentPlan.parse({ from: ann, to: bob });
  const quotas = [{ type: 'task', to: bob, count: 3 }];
  const { lease: _later, ...run } = newRun(accountId, newId('rea'), userActor(ann), plan, quotas, new Date());
  const titles = recordsOf(ann, 3).map((record) => ({ ...record, title: 'Mietvertrag Straße 4' }));
  await seed(rawRecords(database), accountId, titles);
  await rawRecords(database).updateMany({ accountId }, { $set: { terms: ['mietvertrag', 'straße', '4'] } });
  await database.collection<StoredRun>(runs.name).insertOne({ ...run, version: 1 });

  const service = await reassignmentService(world.world);
  try {
    const { bus } = world.peer;
    expect((await bus.request(listRecords, { accountId, filter: { q: 'strasse' }, page: {} })).total).toBe(3);
    await eventually(async () => {
      const found = await bus.request(getReassignment, { accountId, reassignmentId: run._id });
      expect(found).toMatchObject({ state: 'finished', progress: { done: 3 } });
    }, 15_000);
  } finally {
    await service.close();
    await database.close();
    await world.close();
  }
}, 40_000);
