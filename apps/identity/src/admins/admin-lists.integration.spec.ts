import { banUser, deactivateUser } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { metrics, newId } from '@seatkeeper/service';
import type { Connection } from 'mongoose';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AdminListsService } from './admin-lists.service.js';

describe('the list that decides who is the last global admin', () => {
  let stage: Stage;
  let lists: AdminListsService;
  beforeAll(async () => {
    stage = await startStage();
    lists = stage.identity.get(AdminListsService);
  }, 60_000);
  afterAll(() => stage.close());

  const listed = async ({ accountId }: Firm) =>
    (await stage.identity.get(AccountsRepository).get(accountId)).globalAdmins;
  /** As a restored backup or a hand in the database would leave it. */
  const write = async ({ accountId }: Firm, globalAdmins: string[]) => {
    const { db } = stage.identity.get<Connection>(MONGO_CONNECTION);
    await db!
      .collection<{ _id: string }>('accounts')
      .updateOne({ _id: accountId }, { $set: { globalAdmins } });
  };

  it('is left as it is where it agrees with the users', async () => {
    const firm = await stage.signUp();
    const { id } = await firm.join('ben', { globalAdmin: true });
    expect(await lists.reconcile(firm.accountId)).toBe(0);
    expect(await listed(firm)).toEqual([firm.admin.id, id]);
  });

  it('that was too long loses who was deactivated and who never was, so that the last one stays the last', async () => {
    const firm = await stage.signUp();
    const { accountId, admin, by } = firm;
    const gone = await firm.join('gone', { globalAdmin: true });
    await stage.ask(deactivateUser, { accountId, by, userId: gone.id });
    await write(firm, [gone.id, newId('usr'), admin.id]);
    expect(await lists.reconcile(accountId)).toBe(2);
    expect(await listed(firm)).toEqual([admin.id]);
    expect(await lists.reconcile(accountId)).toBe(0);
    const leaving = stage.ask(deactivateUser, { accountId, by, userId: admin.id });
    await expect(leaving).rejects.toMatchObject(refused('last-global-admin'));
    expect(await metrics.render()).toContain('admin_list_repairs_total{repair="struck"} 2');
  });

  it('that was too short gets who is missing, so that either of two may leave', async () => {
    const firm = await stage.signUp();
    const { accountId, admin, by } = firm;
    const ben = await firm.join('ben', { globalAdmin: true });
    await write(firm, [admin.id]);
    expect(await lists.reconcile(accountId)).toBe(1);
    expect(await listed(firm)).toEqual([admin.id, ben.id]);
    await stage.ask(deactivateUser, { accountId, by, userId: admin.id });
    expect(await listed(firm)).toEqual([ben.id]);
    expect(await metrics.render()).toContain('admin_list_repairs_total{repair="counted"} 1');
  });

  it('of nobody but such who are none keeps one until there is somebody', async () => {
    const firm = await stage.signUp();
    const { accountId, admin, by } = firm;
    const ben = await firm.join('ben', { globalAdmin: true });
    await stage.ask(banUser, { accountId, by, userId: ben.id, reason: 'Lost laptop' });
    await write(firm, [ben.id]);
    expect(await lists.reconcile(accountId)).toBe(2);
    expect(await listed(firm)).toEqual([admin.id]);
  });

  it('is never emptied, though nobody in it is an active global admin', async () => {
    const firm = await stage.signUp();
    const { accountId, admin } = firm;
    const { db } = stage.identity.get<Connection>(MONGO_CONNECTION);
    const users = db!.collection<{ _id: string }>('users');
    await users.updateOne({ _id: admin.id }, { $set: { globalAdmin: false } });
    expect(await lists.reconcile(accountId)).toBe(1);
    expect(await listed(firm)).toEqual([admin.id]);
    expect(await metrics.render()).toContain('admin_list_repairs_total{repair="kept"} 1');
  });
});
