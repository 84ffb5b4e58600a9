// Works on whatever chore nobody works on, and says so. The arguments are its database and its name.
import { setTimeout as delay } from 'node:timers/promises';
import { LeaseLost } from '../src/index.js';
import { type Chore, choresIn, STEPS } from './chores.js';
import { testDatabase } from './fixture.js';

const [, , database, by = ''] = process.argv;
const { leases } = await choresIn(await testDatabase(database));
const now = () => new Date();
const say = (line: string) => process.stdout.write(`${line}\n`);

async function work(taken: Chore, alive: () => void): Promise<void> {
  for (let chore = taken; chore.job; alive()) {
    await delay(40);
    chore = await leases.write(chore, ({ steps }) => {
      const n = steps.length + 1;
      return { update: { push: { steps: { n, by } }, ...(n === STEPS && { unset: ['job'] }) } };
    });
    say(`step ${chore.steps.length}`);
  }
}

say('ready');
for (;;) {
  for (const chore of await leases.abandoned(now(), 10)) {
    const taken = await leases.take(chore, now());
    if (!taken) continue;
    say('taken');
    await leases
      .whileHeld(taken, now, (alive) => work(taken, alive))
      .catch((error: unknown) => say(error instanceof LeaseLost ? 'lost' : String(error)));
  }
  await delay(50);
}
