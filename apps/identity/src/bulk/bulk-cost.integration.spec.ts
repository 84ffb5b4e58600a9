import { banUser, bulkJobFinished, userBanned } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { countOperations, eventually } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { Bulk } from '../../testing/bulk.js';
import { type Stage, startStage } from '../../testing/stage.js';

const USERS = 50;
/** Sweepers that look for what is due, the audit and the marks of reconciliation, which cost each way the same. */
const OTHERS = /^(aggregate|find) (?!users|bulk|groups)|accounts|audit|seat-doubts/;

/** What is added here is paid for by each user of each job. */
it('a user of a bulk job costs at most one and a half operations more than the call for that user alone', async () => {
  const stage: Stage = await startStage();
  const bulk = new Bulk(stage);
  const firm = await stage.signUp();
  const [singly, together] = [await bulk.people(firm, USERS), await bulk.people(firm, USERS)];
  const client = stage.identity.get<Connection>(MONGO_CONNECTION).getClient();
  const told = (count: number) =>
    eventually(() => expect(stage.heard.of(userBanned, firm.accountId)).toHaveLength(count));
  const sum = (counts: Record<string, number>) =>
    Object.entries(counts)
      .filter(([command]) => !OTHERS.test(command))
      .reduce((total, [, count]) => total + count, 0);

  const one = countOperations(client);
  for (const userId of singly)
    await stage.ask(banUser, { accountId: firm.accountId, by: firm.by, userId, reason: 'Lost laptop' });
  await told(USERS);
  const alone = one.end();
  const all = countOperations(client);
  const wish = { action: 'ban' as const, reason: 'Lost laptop', select: { ids: together } };
  await bulk.start(firm, wish);
  // Whoever asks how it gets on would be counted, too.
  await eventually(() => expect(stage.heard.of(bulkJobFinished, firm.accountId)).toHaveLength(1));
  await told(2 * USERS);
  const job = all.end();
  expect(sum(alone)).toBeGreaterThanOrEqual(2 * USERS);
  expect(sum(job) - sum(alone)).toBeLessThan(1.5 * USERS);
  await stage.close();
}, 60_000);
