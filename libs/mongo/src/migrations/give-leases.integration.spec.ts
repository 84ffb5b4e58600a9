import { eventually } from '@seatkeeper/testing';
import { chore, choresIn } from '../../testing/chores.js';
import { testDatabase } from '../../testing/fixture.js';
import { runMigrations } from './migrations.js';
import { giveLeases } from './give-leases.js';

it('work that was under way before there were leases is found, and nothing that is over or has one', async () => {
  const database = await testDatabase();
  try {
    const { collection, leases } = await choresIn(database);
    const raw = database.db.collection<{ _id: string; [field: string]: unknown }>('chores');
    const { job: _, ...bare } = chore('old');
    await raw.insertMany([
      { ...bare, version: 3, job: { dueAt: new Date() } },
      { ...bare, _id: 'over', version: 3 },
    ]);
    const held = await leases.take(await collection.insert(chore('new')), new Date());
    const migration = giveLeases('2026-01-chores', {
      collection: 'chores',
      path: 'job.lease',
      where: { job: { $exists: true } },
      drop: ['job.dueAt'],
    });
    await runMigrations(database.db, [migration]);
    await eventually(async () => {
      const found = await leases.abandoned(new Date(), 10);
      expect(found.map(({ _id }) => _id)).toEqual(['old']);
    });
    expect(await raw.findOne({ _id: 'old' })).not.toHaveProperty('job.dueAt');
    expect(await collection.findById('acc_one', 'new')).toEqual(held);
  } finally {
    await database.close();
  }
});
