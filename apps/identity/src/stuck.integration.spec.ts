import { listStuckInIdentity } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { itTellsWhatIsStuck } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { type Stage, startStage } from '../testing/stage.js';

const NEVER = new Date('2050-01-01T12:00:00Z');
const STARTED = new Date('2026-11-01T12:00:00Z');

describe('what is stuck in identity', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  }, 60_000);
  afterAll(() => stage.close());

  const stuck = async () => (await stage.ask(listStuckInIdentity, { limit: 200 })).items;

  itTellsWhatIsStuck(listStuckInIdentity, () => ({ service: stage.identity, collection: 'groups' }));

  it('is nothing of a firm at work, and a flow of it that is tried again and again since an hour', async () => {
    const firm = await stage.signUp();
    const { id } = await firm.invite('wanda');
    expect(await stuck()).toEqual([]);
    const users = stage.identity.get<Connection>(MONGO_CONNECTION).db!.collection<{ _id: string }>('users');
    const lease = { until: NEVER, held: false, fence: 1, attempts: 12 };
    await users.updateOne(
      { _id: id },
      { $set: { flow: { id: 'cmd_1', kind: 'ban', startedAt: STARTED, lease } } },
    );
    expect(await stuck()).toEqual([
      expect.objectContaining({
        kind: 'flows',
        id,
        accountId: firm.accountId,
        since: STARTED.toISOString(),
        attempts: 12,
      }),
    ]);
    expect(JSON.stringify(await stuck())).not.toContain('wanda');
  });
});
