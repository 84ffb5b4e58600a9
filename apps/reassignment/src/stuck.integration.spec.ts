import { listStuckInReassignment } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { itTellsWhatIsStuck } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { type ReassignmentStage, reassignmentStage } from '../testing/reassignment-stage.js';

describe('what is stuck in reassignment', () => {
  let stage: ReassignmentStage;
  beforeAll(async () => {
    stage = await reassignmentStage();
  }, 60_000);
  afterAll(() => stage.close());

  itTellsWhatIsStuck(listStuckInReassignment, () => ({ service: stage.service, collection: 'runs' }));

  it('is a run whose workers die one after the other', async () => {
    const [_id, accountId, createdAt] = [newId('rea'), newId('acc'), new Date('2026-11-01T12:00:00Z')];
    const lease = { until: new Date('2050-01-01T12:00:00Z'), held: true, fence: 9, attempts: 11 };
    const runs = stage.service.get<Connection>(MONGO_CONNECTION).db!.collection<{ _id: string }>('runs');
    await runs.insertOne({ _id, ...{ accountId, createdAt, lease } });
    const { items } = await stage.peer.bus.request(listStuckInReassignment, { limit: 200 });
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'runs',
        id: _id,
        accountId,
        since: createdAt.toISOString(),
        attempts: 11,
      }),
    ]);
  });
});
