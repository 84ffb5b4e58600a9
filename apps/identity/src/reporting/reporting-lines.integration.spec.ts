import { updateUser, type User } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { race } from '@seatkeeper/testing';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';
import { UsersRepository } from '../users/users.repository.js';
import { PlannedLinesRepository } from '../users/planned-lines.repository.js';

let stage: Stage;
let firm: Firm;
beforeAll(async () => {
  stage = await startStage();
  firm = await stage.signUp(100);
  await stage.licensing.purchase(firm.accountId, 'contract', 2);
});
afterAll(() => stage.close());

const report = ({ id: userId }: User, reportsTo: string | null, more: object = {}) =>
  stage.ask(updateUser, { accountId: firm.accountId, by: firm.by, userId, changes: { reportsTo, ...more } });

/** Whether one comes back to somebody by going up from them. */
async function isInCircle({ id, accountId }: User): Promise<boolean> {
  const users = stage.identity.get(UsersRepository);
  const met = new Set([id]);
  for (const each of met) {
    const { reportsTo } = await users.get(accountId, each);
    if (reportsTo === id) return true;
    if (reportsTo !== null) met.add(reportsTo);
  }
  return false;
}

describe.each([
  ['two', 200, 2, {}],
  ['three', 30, 3, {}],
  ['two, of which one gets a seat in the same act,', 10, 2, { products: ['core', 'contract'] }],
])('a circle of %s', (_how, rounds, size, more) => {
  it('is never closed, however they are drawn at the same time, and is drawn as far as it can be', async () => {
    const names = Array.from({ length: size }, (_, n) => `p${n}-${newId('x').slice(2, 10)}`);
    const people = await Promise.all(names.map((name) => firm.join(name)));
    let drawn = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { values, refusals } = await race(size, (n) =>
        report(people[n]!, people[(n + 1) % size]!.id, n === 0 ? more : {}),
      );
      expect(await isInCircle(people[0]!)).toBe(false);
      expect(['', 'validation-failed']).toContain(Object.keys(refusals).join());
      drawn += values.length;
      const undo = 'products' in more ? { products: ['core'] } : {};
      await Promise.all(values.map((user) => report(user, null, undo)));
    }
    expect(drawn).toBeGreaterThan(rounds * (size - 1) * 0.9);
  }, 90_000);
});

it('a plan of somebody who died on the way lapses, and is no obstacle then', async () => {
  const [ann, ben] = [await firm.join('ann'), await firm.join('ben')];
  const planned = stage.identity.get(PlannedLinesRepository);
  const line = (until: Date) => ({ id: newId('lin'), to: ben.id, until });
  const who = { accountId: firm.accountId, _id: ann.id };
  await planned.plan(who, line(new Date(Date.now() + 60_000)));
  await expect(report(ben, ann.id)).rejects.toMatchObject({ code: 'user-busy' });
  await planned.dropLapsed(who, new Date(Date.now() + 120_000));
  await planned.plan(who, line(new Date(Date.now() - 1)));
  const { version } = await firm.user(ann.id);
  expect(await report(ben, ann.id)).toMatchObject({ reportsTo: ann.id });
  // So that whoever planned it, and was only slow, cannot write it any more.
  expect((await firm.user(ann.id)).version).toBe(version + 1);
});
