import { servers, uniqueName } from '@seatkeeper/testing';
import mongoose from 'mongoose';
import { storedUser } from '../../testing/stored-users.js';
import { accountMigrations } from '../accounts/accounts.migrations.js';
import { newInvitation } from '../invitations/invitations.js';
import { userMigrations } from './users.migrations.js';

const accountId = 'acc_harbourlane';
const by = { type: 'system', id: 'test' } as const;

describe('what an earlier version stored', () => {
  let connection: mongoose.Connection;
  const of = (name: string) => connection.collection<{ _id: string; [field: string]: unknown }>(name);
  const migrate = async () => {
    for (const { run } of [...userMigrations, ...accountMigrations])
      await run(connection.db as mongoose.mongo.Db, () => undefined);
  };
  /** As a version without the fields would have left it. */
  const old = async (given: Partial<ReturnType<typeof storedUser>>, more: object = {}) => {
    const { names: _names, ...user } = storedUser({ accountId, ...given });
    await of('users').insertOne({ ...user, version: 7, search: ['old'], ...more });
    return user._id;
  };
  const user = (_id: string) => of('users').findOne({ _id });

  beforeEach(async () => {
    connection = await mongoose.createConnection(servers().mongo, { dbName: uniqueName('old') }).asPromise();
  });
  afterEach(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('has its usernames, also those from before a rename, unless somebody else took one meanwhile', async () => {
    const renamed = await old({ username: 'new@firm.example' });
    const heir = await old({ username: 'heir@firm.example' });
    for (const before of ['first@firm.example', 'heir@firm.example'])
      await of('audit').insertOne({
        _id: before,
        accountId,
        target: { kind: 'user', id: renamed },
        changes: [{ field: 'title' }, { field: 'username', before, after: 'new@firm.example' }],
      });
    await migrate();
    await migrate();
    expect((await user(renamed))?.['names']).toEqual(
      expect.arrayContaining(['new@firm.example', 'first@firm.example']),
    );
    expect((await user(renamed))?.['names']).not.toContain('heir@firm.example');
    expect((await user(heir))?.['names']).toContain('heir@firm.example');
  });

  it('has its names with what they look like; who looks alike already keeps the name', async () => {
    const bemie = await old({ _id: 'usr_a', username: 'bemie@firn.test' });
    const bernie = await old({ _id: 'usr_b', username: 'bernie@firn.test' });
    const [first, second] = [
      await old({ _id: 'usr_c', username: 'b0b@firn.test' }),
      await old({ _id: 'usr_d', username: 'bоb@firn.test' }),
    ];
    const elsewhere = await old({ _id: 'usr_e', username: 'b0b@firn.test', accountId: 'acc_other' });
    await migrate();
    await migrate();
    const names = async (id: string) => (await user(id))?.['names'];
    // What she looks like is a name, of somebody else.
    expect(await names(bemie)).toEqual(['bemie@firn.test']);
    expect(await names(bernie)).toEqual(['bernie@firn.test']);
    expect(await names(first)).toEqual(['b0b@firn.test', 'bob@firn.test']);
    expect(await names(second)).toEqual(['bоb@firn.test']);
    expect(await names(elsewhere)).toEqual(['b0b@firn.test', 'bob@firn.test']);
  });

  it('is found as all services fold', async () => {
    const mia = await old({ lastName: 'Straße' });
    await migrate();
    const { search } = (await user(mia)) as unknown as { search: string[] };
    expect(search).toContain('strasse');
    expect(search).not.toContain('old');
  });

  it('is found by custom fields; nobody who is just being created is', async () => {
    const customFields = { floor: 3, badge: 'Écru' };
    const mia = await old({ customFields }, { customKeys: { badge: 'tstale' } });
    const created = await old({ customFields, status: 'pending' }, { customKeys: undefined });
    await migrate();
    const keys = (await user(mia))?.['customKeys'];
    expect(keys).toEqual({ badge: 'tecru', floor: expect.stringMatching(/^n[\da-f]{16}$/) });
    expect((await user(created))?.['customKeys'] ?? null).toBeNull();
    await migrate();
    expect((await user(mia))?.['customKeys']).toEqual(keys);
  });

  it('keeps the address of an open invitation, and no other', async () => {
    const given = { id: 'inv_1', token: 't', sentTo: 'Liam@Firm.example', by, now: new Date(), days: 7 };
    const open = await old({ status: 'invited', invitation: newInvitation(given) });
    const over = await old({ status: 'invited', invitation: { ...newInvitation(given), state: 'expired' } });
    await of('users').createIndex({ email: 1 }, { name: 'one-open-invitation-per-address' });
    await migrate();
    expect(await user(open)).toMatchObject({ invitedAt: 'liam@firm.example' });
    expect(await user(over)).not.toHaveProperty('invitedAt');
    expect(await of('users').indexExists('one-open-invitation-per-address')).toBe(false);
  });

  it('is gone on with where a flow was', async () => {
    const leaseUntil = new Date('2026-11-24T12:00:00Z');
    const flow = { id: 'f', kind: 'invite', step: 'claim', input: {}, by, startedAt: leaseUntil };
    const taken = await old({ status: 'pending' }, { flow: { ...flow, leaseUntil, fence: 3, attempts: 0 } });
    const fresh = await old({ status: 'pending' }, { flow: { ...flow, leaseUntil, fence: 1, attempts: 0 } });
    await migrate();
    const lease = { until: leaseUntil, held: true, fence: 7 };
    expect(await user(taken)).toMatchObject({ flow: { ...flow, lease: { ...lease, attempts: 3 } } });
    expect(await user(fresh)).toMatchObject({ flow: { ...flow, lease: { ...lease, attempts: 1 } } });
  });

  it('has no index of last names beside the one that has the first names, too', async () => {
    const name = 'users-by-last-name';
    await of('users').createIndex({ accountId: 1, 'sortKeys.lastName': 1, _id: 1 }, { name });
    await migrate();
    expect(await of('users').indexExists(name)).toBe(false);
  });

  it('does not keep what a repetition was known by', async () => {
    const gone = await old(
      {},
      { lastFlow: { id: 'f', at: new Date() }, offboarding: { flowId: 'f', seatsFreed: 1 } },
    );
    await migrate();
    expect(await user(gone)).not.toHaveProperty('lastFlow');
    expect((await user(gone))?.['offboarding']).toEqual({ seatsFreed: 1 });
  });

  it('is compared with licensing like every other account', async () => {
    await of('accounts').insertOne({ _id: accountId, accountId });
    await migrate();
    expect(await of('accounts').findOne({ _id: accountId })).toMatchObject({ reconcileAt: expect.any(Date) });
  });
});
