import { eventually, race, servers, uniqueName } from '@seatkeeper/testing';
import { CuttableServer } from '../../testing/cuttable.js';
import { person, testDatabase } from '../../testing/fixture.js';
import { connect } from './connection.js';

it('answers service-unavailable within five seconds while the database is away, and mends by itself', async () => {
  const server = await CuttableServer.before(servers().mongo);
  const { people, close } = await testDatabase(uniqueName('mongo'), server.uri);
  try {
    const stored = await people.insert(person());
    await server.cut();
    const asked = Date.now();
    const asks = [
      () => people.insert(person()),
      () => people.findById('acc_one', stored._id),
      () => people.insertMissing([person()]),
      () => people.note('acc_one', { _id: stored._id }, { $set: { score: 5 } }),
      () => people.bulkWrite('acc_one', [{ deleteOne: { filter: { _id: stored._id } } }]),
    ];
    const { values, refusals } = await race<unknown>(20, (i) => asks[i % asks.length]!());
    expect(values).toEqual([]);
    expect(refusals).toEqual({ 'service-unavailable': 20 });
    expect(Date.now() - asked).toBeLessThan(5_000);
    await server.mend();
    await eventually(async () => expect(await people.findById('acc_one', stored._id)).toEqual(stored));
    expect(await people.change(stored, { set: { score: 1 } })).toMatchObject({ version: 2 });
  } finally {
    await close();
    await server.cut();
  }
}, 30_000);

it('lets go of what it was writing when a server froze, with the connection', async () => {
  const server = await CuttableServer.before(servers().mongo);
  const { people, connection, close } = await testDatabase(uniqueName('mongo'), server.uri);
  let inUse = 0;
  const client = connection.getClient();
  client.on('connectionCheckedOut', () => (inUse += 1)).on('connectionCheckedIn', () => (inUse -= 1));
  try {
    await people.insert(person());
    server.freeze();
    const { refusals } = await race(3, () => people.insert(person({ lastName: 'x'.repeat(8_000_000) })));
    expect(refusals).toEqual({ 'service-unavailable': 3 });
    await server.cut();
    await server.mend();
    await eventually(() => people.insert(person()));
    expect(inUse).toBe(0);
  } finally {
    await close();
    await server.cut();
  }
}, 40_000);

it('gives up a start with a sentence when there is no database', async () => {
  await expect(connect('mongodb://127.0.0.1:9/?directConnection=true', 'none', 0)).rejects.toThrow(
    /MongoDB cannot be reached.*MONGODB_URI/,
  );
}, 20_000);

it('has the driver look after a pool at rest every ten seconds, not ten times a second', async () => {
  const { connection, close } = await testDatabase(uniqueName('mongo'));
  interface Pool {
    minPoolSizeTimer: { _idleTimeout: number };
  }
  try {
    const { topology } = connection.getClient() as unknown as {
      topology: { s: { servers: Map<string, { pool: Pool }> } };
    };
    const timers = [...topology.s.servers.values()].map(({ pool }) => pool.minPoolSizeTimer._idleTimeout);
    expect(timers).toEqual([10_000]);
  } finally {
    await close();
  }
});
