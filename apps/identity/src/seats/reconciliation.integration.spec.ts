import { metrics, newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { refused, type Stage, startStage } from '../../testing/stage.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ReconciliationService } from './reconciliation.service.js';

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

  it('is put off, not wrong, while licensing is away', async () => {
    const firm = await stage.signUp();
    stage.licensing.outage = true;
    await expect(reconciliation.reconcile(firm.accountId)).rejects.toMatchObject(
      refused('service-unavailable'),
    );
    stage.licensing.outage = false;
    expect(await reconciliation.reconcile(firm.accountId)).toBe(0);
  });

  it('goes round all accounts, and two copies at it compare each of them once', async () => {
    const other = (await stage.addCopy()).get(ReconciliationService);
    const accounts = stage.identity.get(AccountsRepository);
    const stranger = newId('usr');
    const firms = [await stage.signUp(), await stage.signUp(), await stage.signUp()];
    stage.licensing.hold(firms[1]?.accountId ?? '', 'core', stranger, aMinuteAgo());
    for (const { accountId } of firms) {
      const account = await accounts.find(accountId);
      if (account) await accounts.takeForReconciliation(account, aMinuteAgo());
    }
    const rounds = await Promise.all([reconciliation.reconcileDue(), other.reconcileDue()]);
    // The copies look for themselves every few seconds, too, so one of the accounts may be compared by that.
    expect(new Set(rounds.flat()).size).toBe(rounds.flat().length);
    for (const { accountId } of firms)
      expect((await accounts.find(accountId))?.reconcileAt.getTime()).toBeGreaterThan(Date.now() + 60_000);
    await eventually(() =>
      expect(stage.licensing.holders(firms[1]?.accountId ?? '')).not.toContain(stranger),
    );
  });
});
