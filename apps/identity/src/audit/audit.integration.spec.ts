import { BusModule } from '@seatkeeper/bus';
import {
  type AuditFilter,
  callsForbidden,
  listAudit,
  listUserHistory,
  seatClaimed,
  sessionStarted,
  systemActor,
  userActor,
  userUpdated,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, tell, testService, type TestService } from '@seatkeeper/testing';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { storedAccount, storedUser } from '../../testing/stored-users.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { accounts } from '../accounts/accounts.schema.js';
import { groups } from '../groups/groups.schema.js';
import { userCodeStems } from '../users/user-codes.repository.js';
import { userEvent } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';
import { users } from '../users/users.schema.js';
import { AuditModule } from './audit.module.js';
import { audit } from './audit.schema.js';
import { auditHeads, auditSeals } from './seals.schema.js';

describe('the audit log', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await testService({
      name: 'identity',
      imports: [
        MongoModule.forRoot([accounts, audit, auditSeals, auditHeads, groups, users, userCodeStems]),
        BusModule.forRoot({ part: true }),
        AuditModule,
      ],
    });
  });

  afterAll(() => service.close());

  const say = (type: string, data: Record<string, unknown>, given: { id?: string; at?: string } = {}) =>
    tell(service.world, {
      id: given.id ?? randomUUID(),
      name: type,
      at: new Date(given.at ?? '2026-11-22T12:00:00Z'),
      subject: 'subject',
      data,
    });
  const entries = async (accountId: string, filter: z.input<typeof AuditFilter> = {}) =>
    (await service.bus.request(listAudit, { accountId, filter, page: {} })).items;
  const history = async (accountId: string, userId: string) =>
    (await service.bus.request(listUserHistory, { accountId, userId, page: {} })).items;

  it('has one entry of an event, however often it comes', async () => {
    const accountId = newId('acc');
    const id = randomUUID();
    const data = { accountId, actor: userActor(newId('usr')), group: { name: 'Hosts' } };
    for (let time = 0; time < 5; time += 1) await say('identity.group.created.v1', data, { id });
    await say('identity.group.deleted.v1', data, { at: '2026-11-22T12:00:01Z' });
    await eventually(async () => expect(await entries(accountId)).toHaveLength(2));
    expect((await entries(accountId))[1]).toEqual({
      id,
      at: '2026-11-22T12:00:00.000Z',
      actor: data.actor,
      actorName: null,
      action: 'identity.group.created',
      target: { kind: 'group', id: 'subject' },
      changes: [],
      detail: { name: 'Hosts' },
      requestId: expect.stringMatching(/^req_/),
      address: null,
      seal: null,
    });
  });

  it('names who acted from another account, as they were called then, and nobody of the own or whom nobody knows', async () => {
    const [own, parent] = [storedAccount(), storedAccount({ name: 'Parent Ltd' })];
    for (const account of [own, parent]) await service.get(AccountsRepository).begin(account);
    const ada = storedUser({ accountId: parent._id, firstName: 'Ada', lastName: 'Lovelace' });
    const ann = storedUser({ accountId: own._id });
    const people = service.get(UsersRepository);
    for (const user of [ada, ann]) await people.create(user);
    const told = (id: string, home?: string) =>
      say('identity.group.created.v1', {
        accountId: own._id,
        actor: userActor(id, undefined, home),
        group: { name: 'Hosts' },
      });
    await told(ada._id, parent._id);
    // Whose id is of another account, as of one that only says it is theirs.
    await told(ann._id, parent._id);
    await told(ada._id);
    await told(ann._id);
    await eventually(async () => expect(await entries(own._id)).toHaveLength(4));
    const names = (await entries(own._id)).map(({ actor, actorName }) => [actor, actorName]);
    expect(names).toEqual(
      expect.arrayContaining([
        [userActor(ada._id, undefined, parent._id), { name: 'Ada Lovelace', account: 'Parent Ltd' }],
        [userActor(ann._id, undefined, parent._id), null],
        [userActor(ada._id), null],
        [userActor(ann._id), null],
      ]),
    );
  });

  it('hears identity, licensing and reassignment, newest first, and filters', async () => {
    const accountId = newId('acc');
    const [ann, ben] = [newId('usr'), newId('usr')];
    const seat = { accountId, actor: userActor(ann), seatId: 'trial:1', product: 'core', userId: ben };
    await say(seatClaimed.name, seat, { at: '2026-11-22T10:00:00Z' });
    await say(
      'identity.account.updated.v1',
      { accountId, actor: userActor(ben) },
      { at: '2026-11-22T11:00:00Z' },
    );
    await say(
      'reassignment.run.finished.v1',
      {
        accountId,
        actor: systemActor('runs'),
        reassignment: { id: newId('rea'), from: ben, state: 'finished', progress: { total: 7 } },
      },
      { at: '2026-11-22T12:00:00Z' },
    );
    await say('notifications.delivery.sent.v1', { accountId, actor: systemActor('mail') });
    const actions = ['reassignment.run.finished', 'identity.account.updated', 'licensing.seat.claimed'];
    await eventually(async () =>
      expect((await entries(accountId)).map(({ action }) => action)).toEqual(actions),
    );

    const found = async (filter: z.input<typeof AuditFilter>) =>
      (await entries(accountId, filter)).map(({ action }) => actions.indexOf(action));
    expect(await found({ actor: ann })).toEqual([2]);
    expect(await found({ target: 'trial:1' })).toEqual([2]);
    expect(await found({ action: 'identity.account.updated' })).toEqual([1]);
    expect(await found({ from: '2026-11-22T11:00:00Z' })).toEqual([0, 1]);
    expect(await found({ from: '2026-11-22T10:30:00Z', to: '2026-11-22T12:00:00Z' })).toEqual([1]);
    expect(await found({ actor: ann, action: 'identity.account.updated' })).toEqual([]);
    expect(await entries(newId('acc'))).toEqual([]);
  });

  it('what gateways count of one user and window is one entry, and each count is in it once', async () => {
    const accountId = newId('acc');
    const [ann, ben] = [newId('usr'), newId('usr')];
    const counted = (userId: string, count: number, minute: string, address: string) => ({
      accountId,
      actor: userActor(userId),
      userId,
      from: '2026-11-22T12:00:00Z',
      until: '2026-11-22T12:10:00Z',
      count,
      firstAt: `2026-11-22T12:0${minute}:00Z`,
      lastAt: `2026-11-22T12:0${minute}:30Z`,
      firstAddress: address,
      lastAddress: address,
      client: 'curl',
    });
    const [one, other] = [newId('tly'), newId('tly')];
    for (let time = 0; time < 3; time += 1)
      await say(callsForbidden.name, counted(ann, 5, '1', '192.0.2.1'), { id: one });
    await eventually(async () => expect(await entries(accountId)).toHaveLength(1));
    for (let time = 0; time < 3; time += 1)
      await say(callsForbidden.name, counted(ann, 7, '2', '192.0.2.2'), { id: other });
    await say(callsForbidden.name, counted(ben, 1, '3', '192.0.2.3'));
    await eventually(async () => expect(await entries(accountId)).toHaveLength(2));
    const [bens, anns] = await entries(accountId);
    expect(bens).toMatchObject({ actor: userActor(ben), detail: { count: 1 } });
    expect(anns).toMatchObject({
      at: '2026-11-22T12:01:00.000Z',
      actor: userActor(ann),
      action: 'gateway.call.forbidden',
      target: { kind: 'user', id: ann },
      detail: {
        count: 12,
        firstAt: '2026-11-22T12:01:00Z',
        lastAt: '2026-11-22T12:02:30Z',
        firstAddress: '192.0.2.1',
        lastAddress: '192.0.2.2',
        until: '2026-11-22T12:10:00Z',
      },
    });
    expect(anns).not.toHaveProperty('parts');
  });

  it('pages through everything once', async () => {
    const accountId = newId('acc');
    const actor = systemActor('test');
    for (let n = 0; n < 7; n += 1) await say('identity.group.updated.v1', { accountId, actor });
    await eventually(async () => expect(await entries(accountId)).toHaveLength(7));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.bus.request(listAudit, {
        accountId,
        filter: {},
        page: { limit: 3, cursor },
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it('the history of a user has its changes and its seats, but not each sign-in, and nobody else sees it', async () => {
    const accountId = newId('acc');
    const user = await service.get(UsersRepository).create(storedUser({ accountId, passwordHash: 'old' }));
    const userId = user._id;
    const actor = userActor(userId);
    const seat = { accountId, actor, seatId: 'trial:2', product: 'core', userId };
    await say(seatClaimed.name, seat, { at: '2020-01-01T10:00:00Z' });
    await say(sessionStarted.name, { accountId, actor, userId, sessionId: newId('ses') });
    await say(seatClaimed.name, { ...seat, userId: newId('usr') }, { at: '2020-01-01T10:00:00Z' });
    const alsoChanged = [{ field: 'password', before: null, after: null }];
    await service.get(UsersRepository).change(accountId, userId, () => ({
      set: { passwordHash: 'new' },
      events: (change) => [userEvent(userUpdated, { ...change, by: actor }, { alsoChanged })],
    }));
    await eventually(async () =>
      expect((await history(accountId, userId)).map(({ action }) => action)).toEqual([
        'identity.user.updated',
        'licensing.seat.claimed',
      ]),
    );
    const [changed] = await history(accountId, userId);
    expect(changed?.changes).toContainEqual({ field: 'password', before: null, after: null });
    await expect(history(newId('acc'), userId)).rejects.toMatchObject({ code: 'not-found' });
  });
});
