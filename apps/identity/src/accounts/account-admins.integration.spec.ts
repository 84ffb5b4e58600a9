import { BusModule } from '@seatkeeper/bus';
import { collectionToken, MongoModule, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { testService, type TestService } from '@seatkeeper/testing';
import { storedAccount } from '../../testing/stored-users.js';
import { AccountAdminsService } from './account-admins.service.js';
import { AccountsModule } from './accounts.module.js';
import { AccountsRepository } from './accounts.repository.js';
import { accounts, type StoredAccount } from './accounts.schema.js';

describe('the global admins of an account', () => {
  let service: TestService;
  let admins: AccountAdminsService;

  beforeAll(async () => {
    service = await testService({
      name: 'identity',
      imports: [MongoModule.forRoot([accounts]), BusModule.forRoot({ part: true }), AccountsModule],
    });
    admins = service.get(AccountAdminsService);
  });

  afterAll(() => service.close());

  const firm = async (...globalAdmins: string[]) =>
    (await service.get(AccountsRepository).begin(storedAccount({ globalAdmins })))._id;
  const adminsOf = async (accountId: string) =>
    (await service.get(AccountsRepository).find(accountId))?.globalAdmins;

  it('two who release each other at once leave one, in 200 rounds of 200', async () => {
    const [ann, ben] = [newId('usr'), newId('usr')];
    for (let round = 0; round < 200; round += 1) {
      const accountId = await firm(ann, ben);
      const answers = await Promise.all([
        admins.releaseAdmin(accountId, ben, 1),
        admins.releaseAdmin(accountId, ann, 1),
      ]);
      expect(answers.toSorted()).toEqual(['last', 'released']);
      expect(await adminsOf(accountId)).toHaveLength(1);
    }
  });

  it('ten who leave at once leave one', async () => {
    const all = Array.from({ length: 10 }, () => newId('usr'));
    const accountId = await firm(...all);
    const answers = await Promise.all(all.map((userId) => admins.releaseAdmin(accountId, userId, 1)));
    expect(answers.filter((answer) => answer === 'released')).toHaveLength(9);
    expect(await adminsOf(accountId)).toHaveLength(1);
  });

  it('admitting twice admits once, and releasing who is none says so', async () => {
    const [ann, ben, eve] = [newId('usr'), newId('usr'), newId('usr')];
    const accountId = await firm(ann);
    expect(await admins.admitAdmin(accountId, ben, 1)).toBe('admitted');
    expect(await admins.admitAdmin(accountId, ben, 1)).toBe('admitted');
    expect(await adminsOf(accountId)).toEqual([ann, ben]);
    expect(await admins.releaseAdmin(accountId, eve, 1)).toBe('not-an-admin');
    expect(await admins.releaseAdmin(accountId, ann, 2)).toBe('released');
    expect(await admins.releaseAdmin(accountId, ann, 2)).toBe('not-an-admin');
    expect(await admins.releaseAdmin(accountId, ben, 2)).toBe('last');
  });

  it('whoever decides on an account by its admins decides anew when one of them has left meanwhile', async () => {
    const [ann, ben] = [newId('usr'), newId('usr')];
    const accountId = await firm(ann, ben);
    const seen = (await service.get(AccountsRepository).find(accountId))!;
    expect(await admins.releaseAdmin(accountId, ben, 1)).toBe('released');
    const stored = service.get<TenantCollection<StoredAccount>>(collectionToken(accounts));
    const ssoEnforcement = { connectionId: newId('sso'), exempt: [ben], since: new Date() };
    expect(await stored.change(seen, { set: { ssoEnforcement } })).toBeNull();
  });

  it('are changed by no command that is older than another about the same user', async () => {
    const [ann, ben] = [newId('usr'), newId('usr')];
    const accountId = await firm(ann);
    expect(await admins.admitAdmin(accountId, ben, 20)).toBe('admitted');
    expect(await admins.releaseAdmin(accountId, ben, 10)).toBe('overtaken');
    expect(await adminsOf(accountId)).toEqual([ann, ben]);
    expect(await admins.releaseAdmin(accountId, ben, 30)).toBe('released');
    expect(await admins.admitAdmin(accountId, ben, 20)).toBe('overtaken');
    expect(await admins.releaseAdmin(accountId, ben, 40)).toBe('not-an-admin');
    expect(await admins.admitAdmin(accountId, ben, 35)).toBe('overtaken');
    expect(await adminsOf(accountId)).toEqual([ann]);
    expect(await admins.releaseAdmin(accountId, ann, 5)).toBe('last');
  });

  it('belong to one account: an id of another account is not found', async () => {
    const elsewhere = admins.admitAdmin(newId('acc'), newId('usr'), 1);
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' });
    expect(await admins.releaseAdmin(newId('acc'), newId('usr'), 1)).toBe('not-an-admin');
  });
});
