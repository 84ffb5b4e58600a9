import { within } from '@seatkeeper/service';
import { eventually, servers, uniqueName } from '@seatkeeper/testing';
import { CuttableServer } from '../../testing/cuttable.js';
import { testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { checkDatabase } from './database-health.js';
import { DueQuestions } from './due-questions.js';

let server: CuttableServer;
let database: TestDatabase;
beforeEach(async () => {
  server = await CuttableServer.before(servers().mongo);
  database = await testDatabase(uniqueName('mongo'), `${server.uri}&monitorCommands=true`);
});
afterEach(async () => {
  await eventually(() => expect(checkDatabase(database.connection, 0)).resolves.toBeUndefined());
  await database.close();
  await server.cut();
});

const asked = () => DueQuestions.of(database.connection).isAny('people', { score: 1 });

/** How many pings a check takes. */
async function pings(asGoodAsAPingMs?: number) {
  const client = database.connection.getClient();
  let count = 0;
  const note = ({ commandName }: { commandName: string }) => void (count += commandName === 'ping' ? 1 : 0);
  client.on('commandStarted', note);
  await checkDatabase(database.connection, asGoodAsAPingMs);
  client.off('commandStarted', note);
  return count;
}

it('is asked when nothing was asked of late, and not when it has just answered', async () => {
  expect(await pings()).toBe(1);
  await asked();
  expect(await pings()).toBe(0);
  expect(await pings(0)).toBe(1);
});

it('is found standing still once its last answer is old', async () => {
  await asked();
  server.freeze();
  const stands = async () => !(await within(200, () => checkDatabase(database.connection, 300)));
  expect(await stands()).toBe(false);
  await eventually(async () => expect(await stands()).toBe(true));
  await server.cut();
  await server.mend();
});

it('is asked again as soon as a question has failed, however late it answered before', async () => {
  const { connection, close } = await testDatabase(uniqueName('mongo'));
  const ask = () => DueQuestions.of(connection).isAny('people', { score: 1 });
  await ask();
  await close();
  await expect(checkDatabase(connection)).resolves.toBeUndefined();
  await expect(ask()).rejects.toThrow();
  await expect(checkDatabase(connection)).rejects.toThrow();
});
