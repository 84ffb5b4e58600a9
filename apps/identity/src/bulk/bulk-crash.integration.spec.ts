// First: it says where to crash.
import { BULK_POINTS } from '../../testing/bulk-crash-points.js';
import { jest } from '@jest/globals';
import {
  type BulkWish,
  bulkJobRetried,
  bulkJobStarted,
  retryBulkJob,
  updateGroup,
  userActor,
  userDeactivated,
  userSessionsEnded,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import type { z } from 'zod';
import { Bulk, told } from '../../testing/bulk.js';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';

/** A kill is played by an error: what came before it is done, what comes after it never happens. */
describe('a bulk job whose process dies at every line in turn', () => {
  let stage: Stage;
  let bulk: Bulk;
  let firm: Firm;
  let killed: string[];

  beforeAll(async () => {
    jest.spyOn(process, 'kill').mockImplementation(() => {
      killed.push('here');
      throw new Error('killed');
    });
    stage = await startStage();
    bulk = new Bulk(stage);
  });
  beforeEach(async () => {
    killed = [];
    firm = await stage.signUp(5);
  });
  afterAll(async () => {
    await stage.close();
    jest.restoreAllMocks();
  });

  const ended = () => stage.heard.of(userSessionsEnded, firm.accountId).map(({ user }) => user.id);
  const gone = () => stage.heard.of(userDeactivated, firm.accountId).map(({ user }) => user.id);
  const ending = (ids: string[]): z.input<typeof BulkWish> => ({
    action: 'end-sessions',
    select: { ids },
  });

  it('begins once, reaches everybody once, and says of each that it is done', async () => {
    const ids = await bulk.people(firm, 12);
    const jobId = newId('job');
    // A caller who gets no answer asks again: here once for the list and once for the job.
    for (let asked = 0; asked < 2; asked += 1)
      await expect(bulk.start(firm, ending(ids), { jobId })).rejects.toThrow();
    expect(await bulk.start(firm, ending(ids), { jobId })).toMatchObject({ progress: { total: 12 } });
    const job = await bulk.ended(firm, { id: jobId }, 60_000);
    expect(killed).toHaveLength([...BULK_POINTS.start, ...BULK_POINTS.work].length);
    expect(job).toMatchObject({ state: 'finished', progress: { total: 12, done: 12 } });
    expect(new Set(told(job))).toEqual(new Set(['done']));
    await eventually(() => expect(ended().toSorted()).toEqual(ids.toSorted()));
    expect(stage.heard.of(bulkJobStarted, firm.accountId)).toHaveLength(1);
  }, 90_000);

  it('stops once when the permission is lost, and is tried again once', async () => {
    const groupId = await bulk.group(firm, 'users.deactivate');
    const { id: userId } = await firm.join('author', { groups: [groupId] });
    const ids = await bulk.people(firm, 8);
    const { accountId, by } = firm;
    stage.licensing.outage = true;
    const wish = { action: 'deactivate' as const, select: { ids } };
    const { id: jobId } = await bulk.start(firm, wish, { by: userActor(userId) });
    await stage.ask(updateGroup, { accountId, by, groupId, changes: { permissions: [] } });
    const stopped = await bulk.ended(firm, { id: jobId }, 60_000);
    stage.licensing.outage = false;
    expect(stopped).toMatchObject({ state: 'stopped', progress: { total: 8, waiting: 0, refused: 8 } });
    expect(killed).toHaveLength(1);

    const command = { accountId, by, jobId, commandId: newId('cmd') };
    await expect(stage.ask(retryBulkJob, command)).rejects.toThrow();
    expect(killed).toHaveLength(2);
    expect(await stage.ask(retryBulkJob, command)).toMatchObject({ retriedBy: by });
    const again = await bulk.ended(firm, { id: jobId }, 60_000);
    expect(again.progress).toMatchObject({ total: 8, refused: 0, waiting: 0 });
    expect(stage.heard.of(bulkJobRetried, accountId)).toHaveLength(1);
    await eventually(() => expect(gone().toSorted()).toEqual(ids.toSorted()));
  }, 90_000);
});
