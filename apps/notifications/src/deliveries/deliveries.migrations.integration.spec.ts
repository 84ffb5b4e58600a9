import { servers, uniqueName } from '@seatkeeper/testing';
import mongoose from 'mongoose';
import { deliveryMigrations } from './deliveries.migrations.js';
import { deliveries } from './deliveries.schema.js';

describe('deliveries of an earlier version', () => {
  let connection: mongoose.Connection;
  const of = () => connection.collection<{ _id: string; [field: string]: unknown }>(deliveries.name);
  const migrate = async () => {
    for (const { run } of deliveryMigrations) await run(connection.db!, () => undefined);
  };

  beforeEach(async () => {
    connection = await mongoose.createConnection(servers().mongo, { dbName: uniqueName('old') }).asPromise();
  });
  afterEach(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('have no index of their leases or of when they are due beside the one of their server', async () => {
    await of().createIndex({ 'lease.until': 1 }, { name: 'by-lease' });
    await of().createIndex({ dueAt: 1 }, { name: 'due' });
    await of().createIndex({ accountId: 1, dueAt: 1 }, { name: 'waiting' });
    await of().createIndex({ accountId: 1, createdAt: -1 }, { name: 'newest' });
    for (let times = 0; times < 2; times += 1) {
      await migrate();
      expect((await of().indexes()).map(({ name }) => name)).toEqual(['_id_', 'newest']);
    }
  });

  it('that were due are open to anybody, and those that are over stay as they are', async () => {
    await of().insertMany([
      { _id: 'due', accountId: 'acc_one', state: 'queued', dueAt: new Date() },
      { _id: 'over', accountId: 'acc_one', state: 'sent' },
    ]);
    await migrate();
    const [due, over] = await of().find({}).sort({ _id: 1 }).toArray();
    expect(due).toMatchObject({ state: 'queued', lease: { held: false } });
    expect(due).not.toHaveProperty('dueAt');
    expect(over).toEqual({ _id: 'over', accountId: 'acc_one', state: 'sent' });
  });

  it('of which there are none yet need nothing', async () => {
    await migrate();
    expect(await of().countDocuments()).toBe(0);
  });
});
