import { BusModule } from '@seatkeeper/bus';
import { accountUpdated, getAccount, userActor } from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race, testService, type TestService } from '@seatkeeper/testing';
import { EventRecorder, EventRecorderModule } from '../../testing/event-recorder.js';
import { storedAccount } from '../../testing/stored-users.js';
import { AccountAdminsService } from './account-admins.service.js';
import { AccountsModule } from './accounts.module.js';
import { AccountsRepository } from './accounts.repository.js';
import { accounts } from './accounts.schema.js';
import { AccountsService } from './accounts.service.js';

describe('an account', () => {
  const by = userActor(newId('usr'));
  let service: TestService;

  beforeAll(async () => {
    service = await testService({
      name: 'identity',
      imports: [
        MongoModule.forRoot([accounts]),
        BusModule.forRoot({ part: true }),
        AccountsModule,
        EventRecorderModule,
      ],
    });
  });

  afterAll(() => service.close());

  const open = () => service.get(AccountsRepository).begin(storedAccount());

  it('is changed field by field, and tells before and after once', async () => {
    const { _id: accountId } = await open();
    const changes = { name: 'Quai du Port', locale: 'fr-CA' };
    const changed = await service.get(AccountsService).update({ accountId, by, changes });
    expect(changed).toMatchObject({ ...changes, timeZone: 'UTC', version: 2 });
    expect(await service.get(AccountsService).update({ accountId, by, changes })).toEqual(changed);
    expect(await service.bus.request(getAccount, { accountId })).toEqual(changed);
    await eventually(() =>
      expect(service.get(EventRecorder).of(accountUpdated, accountId)).toEqual([
        {
          accountId,
          actor: by,
          account: changed,
          changes: [
            { field: 'name', before: 'Harbour Lane', after: 'Quai du Port' },
            { field: 'locale', before: 'en', after: 'fr-CA' },
          ],
        },
      ]),
    );
  });

  it('of ten who change the version they saw, one does', async () => {
    const { _id: accountId } = await open();
    const { values, refusals } = await race(10, (n) =>
      service.get(AccountsService).update({ accountId, by, changes: { name: `Name ${n}` }, ifVersion: 1 }),
    );
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'precondition-failed': 9 });
  });

  it('keeps its version when its admins change', async () => {
    const { _id: accountId } = await open();
    await service.get(AccountAdminsService).admitAdmin(accountId, newId('usr'), 1);
    const changes = { timeZone: 'Europe/Paris' };
    await expect(
      service.get(AccountsService).update({ accountId, by, changes, ifVersion: 1 }),
    ).resolves.toMatchObject(changes);
  });

  it('that does not exist is not found', async () => {
    const accountId = newId('acc');
    await expect(service.bus.request(getAccount, { accountId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(service.get(AccountsService).update({ accountId, by, changes: {} })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
