import { jest } from '@jest/globals';
import { listAudit } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId, Repeater } from '@seatkeeper/service';
import { countOperations, eventually, race, TestClock } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { storedAccount } from '../../testing/stored-users.js';
import { type Stage, startStage } from '../../testing/stage.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReconciliationMarksService } from './reconciliation-marks.service.js';
import { accountsToCompare, ReconciliationRoundsService } from './reconciliation-rounds.service.js';

const MINUTE_MS = 60_000;

describe('the rounds of reconciliation', () => {
  const clock = new TestClock();
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ clock });
  }, 60_000);
  afterAll(() => stage.close());

  const accounts = () => stage.identity.get(AccountsRepository);
  const inMs = async (accountId: string) =>
    (await accounts().get(accountId)).reconcileAt.getTime() - clock.now().getTime();
  /** Puts the next look at an account off, as the slow round does. */
  const putOff = async (accountId: string, byMs = 30 * MINUTE_MS) => {
    const next = longAgo(-byMs);
    await eventually(async () => {
      expect(await accounts().takeForReconciliation(await accounts().get(accountId), next)).toBe(true);
    });
  };
  const longAgo = (ms: number) => new Date(clock.now().getTime() - ms);

  it('come to an account soon after it changed, and a burst of changes costs one write', async () => {
    const firm = await stage.signUp(20);
    const { accountId } = firm;
    await putOff(accountId);
    clock.advance(2 * MINUTE_MS);
    const marks = jest.spyOn(accounts(), 'markForReconciliation');
    for (let n = 0; n < 10; n += 1) await firm.invite(`user${n}`);
    await eventually(async () => expect(await inMs(accountId)).toBeLessThanOrEqual(35_000));
    await eventually(async () => {
      const page = { accountId, filter: {}, page: { limit: 200 } };
      const { items } = await stage.ask(listAudit, page);
      expect(items.filter(({ action }) => action === 'licensing.seat.claimed')).toHaveLength(11);
    });
    expect(marks.mock.calls.filter(([marked]) => marked === accountId)).toHaveLength(1);
    marks.mockRestore();
  }, 60_000);

  it('come as soon as they would anyway to an account that is due sooner, and a burst of changes costs a few writes', async () => {
    const { accountId } = await stage.signUp(20);
    clock.advance(2 * MINUTE_MS);
    await putOff(accountId, 10_000);
    const marks = jest.spyOn(accounts(), 'markForReconciliation');
    const service = stage.identity.get(ReconciliationMarksService);
    await Promise.all(Array.from({ length: 50 }, () => service.changed({ accountId })));
    expect(marks.mock.calls.filter(([marked]) => marked === accountId).length).toBeLessThanOrEqual(2);
    marks.mockRestore();
    expect(await inMs(accountId)).toBeLessThanOrEqual(10_000);
  });

  it('come again to an account that changed right after it was looked at', async () => {
    const firm = await stage.signUp(20);
    const { accountId } = firm;
    clock.advance(2 * MINUTE_MS);
    await putOff(accountId, 10_000);
    const marks = jest.spyOn(accounts(), 'markForReconciliation');
    await firm.invite('before');
    await eventually(() => expect(marks.mock.calls.map(([marked]) => marked)).toContain(accountId), 20_000);
    marks.mockRestore();
    clock.advance(11_000);
    await putOff(accountId);
    await firm.invite('after');
    await eventually(async () => expect(await inMs(accountId)).toBeLessThanOrEqual(35_000), 20_000);
  }, 60_000);

  it('compare seat by seat where something differs alone, repair it, and look again', async () => {
    const [right, wrong] = [await stage.signUp(), await stage.signUp()];
    const stranger = newId('usr');
    stage.licensing.hold(wrong.accountId, 'core', stranger, longAgo(MINUTE_MS));
    clock.advance(31 * MINUTE_MS);
    await eventually(async () => {
      await stage.identity.get(ReconciliationRoundsService).round();
      expect(stage.licensing.holders(wrong.accountId)).toEqual([wrong.admin.id]);
    }, 20_000);
    await eventually(async () => expect(await inMs(wrong.accountId)).toBeLessThanOrEqual(5 * MINUTE_MS));
    expect(await inMs(right.accountId)).toBeGreaterThan(25 * MINUTE_MS);
  }, 60_000);

  it('are put off, not wrong, while licensing is away', async () => {
    const { accountId } = await stage.signUp();
    const stranger = newId('usr');
    stage.licensing.hold(accountId, 'core', stranger, longAgo(MINUTE_MS));
    stage.licensing.outage = true;
    clock.advance(31 * MINUTE_MS);
    const round = () => stage.identity.get(ReconciliationRoundsService).round();
    await eventually(async () => {
      await round();
      expect(await inMs(accountId)).toBeGreaterThan(0);
    }, 20_000);
    await eventually(async () => expect(await inMs(accountId)).toBeLessThanOrEqual(5 * MINUTE_MS));
    stage.licensing.outage = false;
    clock.advance(5 * MINUTE_MS + 1);
    await eventually(async () => {
      await round();
      expect(stage.licensing.holders(accountId)).not.toContain(stranger);
    }, 20_000);
  }, 60_000);

  it('take each account once, however many copies look', async () => {
    const { accountId } = await stage.signUp();
    await putOff(accountId);
    const account = await accounts().get(accountId);
    const next = longAgo(-40 * MINUTE_MS);
    const { values } = await race(10, () => accounts().takeForReconciliation(account, next));
    expect(values.filter(Boolean)).toHaveLength(1);
  });

  it('look at five hundred accounts with a handful of reads, so at ten thousand in twenty rounds', async () => {
    const { db } = stage.identity.get<Connection>(MONGO_CONNECTION);
    const begun = longAgo(MINUTE_MS);
    // Or the sweep of digests would write in each of them, too.
    const digest = { nextAt: longAgo(-1_000 * MINUTE_MS) };
    const due = Array.from({ length: 1_500 }, () => storedAccount({ reconcileAt: begun, digest }));
    const stored = due.map((account) => ({ ...account, version: 1 }));
    const operations = countOperations(stage.identity.get<Connection>(MONGO_CONNECTION).getClient());
    await db!.collection<{ _id: string }>('accounts').insertMany(stored);
    stage.identity.get(Repeater).wake(accountsToCompare);
    await eventually(async () => {
      expect(await db!.collection('accounts').countDocuments({ reconcileAt: begun })).toBe(0);
    }, 60_000);
    const counts = operations.end();
    // Three rounds, perhaps one that found the first of them, and one of the accounts of the tests above.
    expect(counts['update accounts']).toBeLessThanOrEqual(due.length + 10);
    // What asks for all sweeps whether anything is due counts here, too.
    const { 'find accounts': found = 0, 'aggregate users': digests = 0, 'find users': users = 0 } = counts;
    expect(found + digests + users).toBeLessThanOrEqual(40);
  }, 120_000);
});
