// Writes one change with an event and waits; a crash point kills it on the way. The database is the first argument.
import { setTimeout as delay } from 'node:timers/promises';
import { event } from '../src/index.js';
import { person, scored, testDatabase } from './fixture.js';

const { people } = await testDatabase(process.argv[2]);
const stored = await people.insert(person({ _id: 'crashed' }));
await people.change(stored, { set: { score: 7 } }, [
  event(scored, stored._id, { accountId: stored.accountId, score: 7 }, new Date()),
]);
await delay(5_000);
process.exit(0);
