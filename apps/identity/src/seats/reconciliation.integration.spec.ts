import { jest } from '@jest/globals';
import { deactivateUser, tellSeatDifferences } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { metrics, newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { refused, type Stage, startStage } from '../../testing/stage.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReconciliationRoundsService } from './reconciliation-rounds.service.js';
import { ReconciliationService } from './reconciliation.service.js';
import { SeatsClient } from './seats.client.js';

const aMinuteAgo = () => new Date(Date.now() - 60_000);

describe('reconciliation', () => {
  let stage: Stage;
  let reconciliation: ReconciliationService;
  beforeAll(async () => {
    stage = await startStage();
    reconciliation = stage.identity.get(ReconciliationService);
  });
  afterAll(() => stage.close());

  it('finds nothing where all is well, and the one that is not among several pages of seats', async () => {
    const firm = await stage.signUp(20);
    await Promise.all(Array.from({ length: 15 }, (_, n) => firm.invite(`user${n}`)));
    for (let n = 0; n < 450; n += 1) stage.licensing.hold(firm.accountId, 'core', newId('usr'), new Date());
    expect(await reconciliation.reconcile(firm.accountId)).toBe(0);
    const stranger = newId('usr');
    stage.licensing.hold(firm.accountId, 'core', stranger, aMinuteAgo());
    expect(await reconciliation.reconcile(firm.accountId)).toBe(1);
    expect(stage.licensing.holders(firm.accountId)).not.toContain(stranger);
    expect(await metrics.render()).toContain('reconciliation_repairs_total{repair="freed-of-nobody"} 1');
  });

  it('frees what nobody should hold and claims what is missing, and then finds nothing', async () => {
    const firm = await stage.signUp(20);
    const { accountId } = firm;
    const [liam, mei, gone] = [await firm.join('liam'), await firm.invite('mei'), await firm.invite('gone')];
    stage.licensing.drop(accountId, 'core', mei.id);
    stage.licensing.hold(accountId, 'contract', liam.id, aMinuteAgo());
    stage.licensing.hold(accountId, 'core', newId('usr'), aMinuteAgo());
    expect(await reconciliation.reconcile(accountId)).toBe(3);
    const all = [firm.admin.id, liam.id, mei.id, gone.id].sort();
    expect(await firm.seats()).toEqual({ should: all, do: all });
    expect(stage.licensing.holders(accountId, 'contract')).toEqual([]);
    expect(await reconciliation.reconcile(accountId)).toBe(0);
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
  });

  it('leaves alone seats so young that somebody may be at it', async () => {
    const firm = await stage.signUp();
    const stranger = newId('usr');
    stage.licensing.hold(firm.accountId, 'core', stranger, new Date());
    expect(await reconciliation.reconcile(firm.accountId)).toBe(0);
    expect(stage.licensing.holders(firm.accountId)).toContain(stranger);
  });

  it('leaves a user the access when no seat can be had, and says so', async () => {
    const firm = await stage.signUp(2);
    const liam = await firm.join('liam');
    stage.licensing.drop(firm.accountId, 'core', liam.id);
    stage.licensing.hold(firm.accountId, 'core', newId('usr'), new Date());
    expect(await reconciliation.reconcile(firm.accountId)).toBe(1);
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
  });

  it('tells what it could not repair, with who and since when, until a later look finds it right', async () => {
    const firm = await stage.signUp(2);
    const { accountId } = firm;
    const liam = await firm.join('liam');
    const told = () => stage.ask(tellSeatDifferences, { accountId });
    const core = [{ product: 'core', shouldHold: 2 }];
    expect(await told()).toEqual({ products: core, differences: { items: [], more: false } });

    const stranger = newId('usr');
    stage.licensing.drop(accountId, 'core', liam.id);
    stage.licensing.hold(accountId, 'core', stranger, new Date());
    expect(await reconciliation.reconcile(accountId)).toBe(1);
    const { items } = (await told()).differences;
    expect(items).toEqual([
      {
        userId: liam.id,
        product: 'core',
        kind: 'user-without-seat',
        since: expect.any(String),
        seenAt: items[0]?.since,
      },
    ]);
    await reconciliation.reconcile(accountId);
    const again = (await told()).differences.items;
    expect(again).toMatchObject([{ userId: liam.id, since: items[0]?.since }]);
    expect(Date.parse(again[0]!.seenAt)).toBeGreaterThan(Date.parse(again[0]!.since));

    // The seat is had once the other one is free: by the repair itself it is no longer told.
    stage.licensing.drop(accountId, 'core', stranger);
    expect(await reconciliation.reconcile(accountId)).toBe(1);
    expect((await told()).differences.items).toEqual([]);
  });

  it('forgets what has come right by itself, also where nothing differs any more', async () => {
    const firm = await stage.signUp(2);
    const { accountId } = firm;
    const liam = await firm.join('liam');
    stage.licensing.drop(accountId, 'core', liam.id);
    const stranger = newId('usr');
    stage.licensing.hold(accountId, 'core', stranger, new Date());
    await reconciliation.reconcile(accountId);
    const left = async () => (await stage.ask(tellSeatDifferences, { accountId })).differences.items;
    expect(await left()).toHaveLength(1);
    const { by } = firm;
    await stage.ask(deactivateUser, { accountId, by, userId: liam.id });
    stage.licensing.drop(accountId, 'core', stranger);
    const accounts = stage.identity.get(AccountsRepository);
    await eventually(async () => {
      await accounts.markForReconciliation(accountId, new Date(0));
      await stage.identity.get(ReconciliationRoundsService).round();
      expect(await left()).toEqual([]);
    }, 20_000);
  });

  it('is put off, not wrong, while licensing is away', async () => {
    const firm = await stage.signUp();
    stage.licensing.outage = true;
    await expect(reconciliation.reconcile(firm.accountId)).rejects.toMatchObject(
      refused('service-unavailable'),
    );
    stage.licensing.outage = false;
    expect(await reconciliation.reconcile(firm.accountId)).toBe(0);
  });

  it('goes on to the next where one cannot be repaired, and settles the doubts behind one that cannot be', async () => {
    const firm = await stage.signUp();
    const { accountId } = firm;
    const [poison, other] = [newId('usr'), newId('usr')].sort() as [string, string];
    for (const id of [poison, other]) stage.licensing.hold(accountId, 'core', id, aMinuteAgo());
    const { db } = stage.identity.get<Connection>(MONGO_CONNECTION);
    const [checkAt, later] = [aMinuteAgo(), new Date(Date.now() - 50_000)];
    // Licensing refuses what is no name of a product.
    await db!.collection<{ _id: string }>('seat-doubts').insertMany([
      { _id: poison, accountId, version: 1, products: ['No Product!'], checkAt },
      { _id: other, accountId, version: 1, products: ['core'], checkAt: later },
    ] as never);
    await eventually(async () => {
      await reconciliation.settleDoubts();
      expect(stage.licensing.holders(accountId)).not.toContain(other);
    });
    const left = await db!.collection<{ _id: string }>('seat-doubts').find({ accountId }).toArray();
    expect(left).toMatchObject([{ _id: poison }]);

    const client = stage.identity.get(SeatsClient);
    const free = client.freeOfNobody.bind(client);
    jest
      .spyOn(client, 'freeOfNobody')
      .mockImplementation((account, userId, ...rest) =>
        userId === poison ? Promise.reject(new Error('Nobody can read it')) : free(account, userId, ...rest),
      );
    stage.licensing.hold(accountId, 'core', other, aMinuteAgo());
    expect(await reconciliation.reconcile(accountId)).toBeGreaterThan(0);
    expect(stage.licensing.holders(accountId)).toEqual([firm.admin.id, poison].sort());
    jest.restoreAllMocks();
  });
});
