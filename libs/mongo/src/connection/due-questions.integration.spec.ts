import { countOperations, servers, uniqueName } from '@seatkeeper/testing';
import { person, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { DueQuestions } from './due-questions.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase(uniqueName('mongo'));
});
afterEach(() => database.close());

const sweepFor = (score: number, { people } = database) =>
  people.acrossAccounts.findDue({ score: { $lte: score } }, { limit: 10 });

it('answers each who asks in the same moment for itself, whichever collection it is about', async () => {
  await database.people.insert(person({ score: 5 }));
  const due = DueQuestions.of(database.connection);
  const asked = [
    due.isAny('people', { score: { $lte: 4 } }),
    due.isAny('no-such-collection', { score: { $lte: 9 } }),
    due.isAny('people', { score: { $lte: 5 } }),
    due.isAny('people', { score: { $gt: 5 } }),
  ];
  expect(await Promise.all(asked)).toEqual([false, false, true, false]);
});

it('finds for a sweep what is due, of all accounts, and nothing when nothing is', async () => {
  const { people } = database;
  const due = await people.insert(person({ score: 1 }));
  const other = await people.insert({ ...person({ score: 2 }), accountId: 'acc_two' });
  const [none, one, both] = await Promise.all([0, 1, 2].map((score) => sweepFor(score)));
  expect(none).toEqual([]);
  expect(one).toEqual([due]);
  expect(new Set(both?.map(({ _id }) => _id))).toEqual(new Set([due._id, other._id]));
});

it('is one command for all who ask in the same moment', async () => {
  const uri = servers().mongo;
  const monitored = await testDatabase(
    uniqueName('mongo'),
    `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`,
  );
  try {
    const operations = countOperations(monitored.connection.getClient());
    await Promise.all([1, 2, 3, 4].map((score) => sweepFor(score, monitored)));
    expect(operations.end()).toEqual({ 'aggregate people': 1 });
  } finally {
    await monitored.close();
  }
});

it('fails for each of those who asked when the database is away', async () => {
  const away = await testDatabase(uniqueName('mongo'));
  const due = DueQuestions.of(away.connection);
  await away.close();
  const outcomes = await Promise.allSettled([due.isAny('people', {}), due.isAny('people', {})]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
