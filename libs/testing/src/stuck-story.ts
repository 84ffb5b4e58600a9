import type { StuckQuestion, StuckThings } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import type { Connection, mongo } from 'mongoose';
import { uniqueName } from './names.js';
import type { TestService } from './test-service.js';

/** Before everything that a test does; and so late that no sweep of the service under test comes in between. */
const BEFORE = new Date('2020-01-01T12:00:00Z');
const NEVER = new Date('2050-01-01T12:00:00Z');

/** What every service has to show that is asked what does not get on in it. */
export function itTellsWhatIsStuck(
  question: StuckQuestion,
  stage: () => { service: TestService; collection: string },
): void {
  const ask = (limit: number): Promise<StuckThings> => stage().service.bus.request(question, { limit });
  const database = (): mongo.Db => stage().service.get<Connection>(MONGO_CONNECTION).db!;

  it('tells by which account and thing it is stuck, those for the longest first and no more than are asked for', async () => {
    const { collection } = stage();
    const before = await ask(200);
    const stuck = database().collection<{ _id: string }>(collection);
    const ids = [uniqueName('one'), uniqueName('other')];
    const accountId = `acc_${'0'.repeat(20)}`;
    try {
      // Events that nobody took, of which the next try is far away.
      for (const [n, _id] of ids.entries())
        await stuck.insertOne({
          _id,
          ...{ accountId, slug: _id, username: _id, names: [_id], outboxAt: NEVER },
          outbox: [{ at: new Date(BEFORE.getTime() + n) }],
        } as never);
      const { items } = await ask(200);
      expect(items.slice(0, 2)).toEqual(
        ids.map((id, n) => ({
          service: question.name.split('.')[0],
          kind: `outbox of ${collection}`,
          id,
          accountId,
          since: new Date(BEFORE.getTime() + n).toISOString(),
          attempts: null,
          remedy: expect.stringContaining('RabbitMQ'),
        })),
      );
      expect(items).toHaveLength(before.items.length + 2);
      expect(await ask(1)).toEqual({ items: items.slice(0, 1), more: true });
    } finally {
      await stuck.deleteMany({ _id: { $in: ids } });
    }
    expect(await ask(200)).toEqual(before);
  });
}
