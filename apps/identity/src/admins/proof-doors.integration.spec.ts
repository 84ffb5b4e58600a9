import {
  acceptOffer,
  type Actor,
  admitMailSender,
  banUser,
  changeMailSender,
  changeProvisionedGroup,
  changeProvisionedUser,
  createApiKey,
  createGroup,
  createSsoConnection,
  deactivateUser,
  deleteGroup,
  deleteSsoConnection,
  forgetSso,
  getAccount,
  getBulkJob,
  getGroup,
  inviteArrival,
  inviteUser,
  leaveParent,
  listSsoConnections,
  offerAffiliation,
  planArrival,
  planDeparture,
  previewReplacement,
  provisionGroup,
  provisionUser,
  reactivateUser,
  removeProvisionedUser,
  replaceUser,
  type RequestContract,
  requests,
  requirePasswordChange,
  resetFactor,
  retryBulkJob,
  sendPasswordReset,
  setTemporaryPassword,
  startBulkJob,
  startOffboarding,
  unbanUser,
  updateAccount,
  updateGroup,
  updateSsoConnection,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { Bulk } from '../../testing/bulk.js';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

type Input = Record<string, unknown>;

/** One way to what takes a proof: what is asked, of whom it is about, and what must be as before when it is refused. */
interface Door {
  what: string;
  contract: RequestContract;
  /** What the second admin was before. */
  status?: User['status'];
  input: (on: On) => Input | Promise<Input>;
}
interface On {
  firm: Firm;
  /** Another global admin. */
  admin: User;
  /** Somebody who holds nothing. */
  clerk: User;
  fresh: string;
}

describe('a session alone', () => {
  let stage: Stage;
  let firm: Firm;
  let bulk: Bulk;
  let count = 0;

  beforeAll(async () => {
    stage = await startStage({ settings: { SSO_PLAIN_HTTP: 'true' } });
    firm = await stage.signUp(200);
    bulk = new Bulk(stage);
  });
  afterAll(() => stage.close());

  const ask = (contract: RequestContract, input: Input, proved: boolean) =>
    (proved ? stage.ask<RequestContract> : stage.askUnproved<RequestContract>)(contract, input);
  const upon =
    (more: object = {}) =>
    ({ admin }: On) => ({ userId: admin.id, ...more });
  const person = ({ fresh }: On, more: object = {}) => ({
    username: fresh,
    firstName: 'Mei',
    lastName: 'Sato',
    ...more,
  });
  const planned = async (on: On) => {
    const userId = newId('usr');
    const { accountId, by } = on.firm;
    const joinsOn = '2031-06-30';
    await stage.ask(inviteUser, { accountId, by, userId, user: person(on, { globalAdmin: true }), joinsOn });
    return { userId };
  };
  const demanding = async ({ firm: { accountId, by } }: On) => {
    const groupId = newId('grp');
    const group = { name: groupId, permissions: [], secondFactor: 'required' as const };
    await stage.ask(createGroup, { accountId, by, groupId, group });
    return { groupId };
  };
  const provider = { issuer: 'http://127.0.0.1:1', clientId: 'us', clientSecret: 'a secret' };
  const connected = async ({ firm: { accountId, by }, fresh }: On) => {
    const connectionId = newId('sso');
    await stage.ask(createSsoConnection, {
      ...{ accountId, by, connectionId },
      connection: { name: fresh, ...provider },
    });
    return { connectionId };
  };
  const offered = async ({ firm: { accountId, by, slug } }: On) => {
    const above = await stage.signUp();
    const offer = { accountId: above.accountId, by: above.by, offerId: newId('off'), account: slug };
    await stage.ask(leaveParent, { accountId, by }).catch(() => undefined);
    return { offerId: (await stage.ask(offerAffiliation, offer)).id };
  };
  const refusedJob = async ({ firm, admin }: On) => {
    const { id: jobId } = await bulk.done(firm, { action: 'unban', select: { ids: [admin.id] } });
    return { jobId };
  };

  const doors: Door[] = [
    {
      what: 'inviting a global admin',
      contract: inviteUser,
      input: (on) => ({ userId: newId('usr'), user: person(on, { globalAdmin: true }), whenNoSeat: 'fail' }),
    },
    {
      what: 'inviting one to the wait list',
      contract: inviteUser,
      input: (on) => ({ userId: newId('usr'), user: person(on, { globalAdmin: true }), whenNoSeat: 'wait' }),
    },
    {
      what: 'making somebody one',
      contract: updateUser,
      input: ({ clerk }) => ({ userId: clerk.id, changes: { globalAdmin: true } }),
    },
    { what: 'taking it away', contract: updateUser, input: upon({ changes: { globalAdmin: false } }) },
    {
      what: 'another username for one',
      contract: updateUser,
      input: ({ admin, fresh }) => ({ userId: admin.id, changes: { username: fresh } }),
    },
    {
      what: 'another address for one',
      contract: updateUser,
      input: ({ admin, fresh }) => ({ userId: admin.id, changes: { email: fresh } }),
    },
    {
      what: 'another address for oneself',
      contract: updateUser,
      input: ({ firm: { admin }, fresh }) => ({ userId: admin.id, changes: { email: fresh } }),
    },
    { what: 'deactivating one', contract: deactivateUser, input: upon() },
    { what: 'deactivating one with a report', contract: startOffboarding, input: upon() },
    { what: 'a day on which one leaves', contract: planDeparture, input: upon({ on: '2031-06-30' }) },
    {
      what: 'another day on which one joins',
      contract: planArrival,
      input: async (on) => ({ ...(await planned(on)), on: '2031-07-31' }),
    },
    { what: 'a joining of one at once', contract: inviteArrival, input: (on) => planned(on) },
    {
      what: 'a day on which one joins',
      contract: inviteUser,
      input: (on) => ({
        ...{ userId: newId('usr'), user: person(on, { globalAdmin: true }) },
        ...{ whenNoSeat: 'fail', joinsOn: '2031-06-30' },
      }),
    },
    { what: 'bringing one back', contract: reactivateUser, status: 'deactivated', input: upon() },
    { what: 'banning one', contract: banUser, input: upon({ reason: 'Lost laptop' }) },
    { what: 'the end of a ban', contract: unbanUser, status: 'banned', input: upon() },
    {
      what: 'somebody in the place of one',
      contract: replaceUser,
      input: (on) => ({
        ...upon({ copy: [] })(on),
        replacement: { newUser: person(on) },
        newUserId: newId('usr'),
      }),
    },
    {
      what: 'a global admin in the place of somebody',
      contract: replaceUser,
      input: (on) => ({
        ...{ userId: on.clerk.id, newUserId: newId('usr'), copy: [] },
        replacement: { newUser: person(on, { globalAdmin: true }) },
      }),
    },
    {
      what: 'a leaving of one that a provider tells of',
      contract: changeProvisionedUser,
      input: upon({ changes: {}, active: false }),
    },
    {
      what: 'another address for one from a provider',
      contract: changeProvisionedUser,
      input: ({ admin, fresh }) => ({ userId: admin.id, changes: { email: fresh } }),
    },
    { what: 'an end of one at a provider', contract: removeProvisionedUser, input: upon() },
    { what: 'the end of a second factor', contract: resetFactor, input: upon() },
    {
      what: 'a temporary password',
      contract: setTemporaryPassword,
      input: upon({ password: 'first day at the firm' }),
    },
    { what: 'the demand for a new password', contract: requirePasswordChange, input: upon() },
    { what: 'a link for a new password', contract: sendPasswordReset, input: upon() },
    { what: 'another identity', contract: forgetSso, input: upon() },
    { what: 'another mail server', contract: admitMailSender, input: () => ({}) },
    {
      what: 'an API key',
      contract: createApiKey,
      input: ({ firm: { admin }, fresh }) => ({
        ...{ userId: admin.id, keyId: newId('key'), secretHash: 'x'.repeat(43) },
        key: { name: fresh, scopes: ['users.read'] },
      }),
    },
    {
      what: 'no second factor any more for the account',
      contract: updateAccount,
      input: async ({ firm: { accountId, by } }) => {
        await stage.ask(updateAccount, {
          accountId,
          by,
          changes: { policies: { secondFactor: 'required' } },
        });
        return { changes: { policies: { secondFactor: 'optional' } } };
      },
    },
    {
      what: 'none any more for a group',
      contract: updateGroup,
      input: async (on) => ({ ...(await demanding(on)), changes: { secondFactor: 'optional' } }),
    },
    { what: 'the end of a group that demands one', contract: deleteGroup, input: demanding },
    {
      what: 'a connection to a provider',
      contract: createSsoConnection,
      input: ({ fresh }) => ({ connectionId: newId('sso'), connection: { name: fresh, ...provider } }),
    },
    {
      what: 'another provider behind it',
      contract: updateSsoConnection,
      input: async (on) => ({ ...(await connected(on)), changes: { issuer: 'http://127.0.0.1:2' } }),
    },
    { what: 'the end of it', contract: deleteSsoConnection, input: connected },
    { what: 'an account above, whose people may act in it', contract: acceptOffer, input: offered },
    ...(['deactivate', 'require-password-change'] as const).map((action) => ({
      what: `${action} for many, one of whom is one`,
      contract: startBulkJob,
      input: ({ admin, clerk }: On) => ({
        jobId: newId('job'),
        wish: { action, select: { ids: [clerk.id, admin.id] } },
      }),
    })),
    { what: 'the same once more', contract: retryBulkJob, input: refusedJob },
  ];

  const set = async (status: User['status'] = 'active'): Promise<On> => {
    count += 1;
    const admin = await firm.join(`admin${count}`, { globalAdmin: true });
    const clerk = await firm.join(`clerk${count}`);
    const command = { accountId: firm.accountId, by: firm.by, userId: admin.id };
    if (status === 'banned') await stage.ask(banUser, { ...command, reason: 'Lost laptop' });
    if (status === 'deactivated') await stage.ask(deactivateUser, command);
    return { firm, admin, clerk, fresh: `fresh${count}@${firm.slug}.example` };
  };

  /** What a door that opened would have changed. */
  const state = async ({ admin, clerk }: On, input: Input) => {
    const { accountId } = firm;
    const { groupId, jobId } = input as { groupId?: string; jobId?: string };
    return {
      people: await Promise.all([firm.admin, admin, clerk].map(({ id }) => firm.user(id))),
      named: (await firm.users()).map(({ username }) => username),
      account: await stage.ask(getAccount, { accountId }),
      connections: await stage.ask(listSsoConnections, { accountId }),
      group: groupId && (await stage.ask(getGroup, { accountId, groupId })),
      job:
        jobId &&
        (await stage
          .ask(getBulkJob, { accountId, by: firm.by, jobId, page: { limit: 50 } })
          .catch(({ code }: { code: string }) => code)),
    };
  };

  it.each(doors)(
    'does not open $what: it takes a proof, and opens with it',
    async ({ contract, status, input }) => {
      const on = await set(status);
      const said = await input(on);
      const command = { accountId: firm.accountId, by: firm.by, ...said };
      const before = await state(on, said);
      await expect(ask(contract, command, false)).rejects.toMatchObject(refused('proof-required'));
      expect(await state(on, said)).toEqual(before);
      await expect(ask(contract, command, true)).resolves.toBeDefined();
    },
  );

  it('each call that may be refused for want of a proof is among these', () => {
    const others = [
      // Notifications asks by `admitMailSender`, which is among these.
      changeMailSender,
      // Tells among its refusals what the replacement would be refused for, and does nothing.
      previewReplacement,
      // They act by the services behind the doors above.
      ...[provisionUser, provisionGroup, changeProvisionedGroup],
    ];
    const known = new Set([...doors.map(({ contract }) => contract), ...others].map(({ name }) => name));
    const may = requests.filter(({ faults }) => faults.includes('proof-required')).map(({ name }) => name);
    expect(may.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each<[string, RequestContract, (on: On) => Input | Promise<Input>]>([
    [
      'inviting a colleague',
      inviteUser,
      (on) => ({ userId: newId('usr'), user: person(on), whenNoSeat: 'fail' }),
    ],
    ['a title of an admin', updateUser, ({ admin }) => ({ userId: admin.id, changes: { title: 'Partner' } })],
    [
      'another address for a colleague',
      updateUser,
      ({ clerk, fresh }) => ({ userId: clerk.id, changes: { email: fresh } }),
    ],
    ['a leaving of a colleague', deactivateUser, ({ clerk }) => ({ userId: clerk.id })],
    ['a name of the account', updateAccount, () => ({ changes: { name: 'Harbour Lane & Daughters' } })],
    [
      'the demand for a second factor',
      updateAccount,
      () => ({ changes: { policies: { secondFactor: 'required' } } }),
    ],
    [
      'a name of a group',
      updateGroup,
      async (on) => ({ ...(await demanding(on)), changes: { name: on.fresh } }),
    ],
    [
      'an act upon many colleagues',
      startBulkJob,
      ({ clerk }) => ({ jobId: newId('job'), wish: { action: 'deactivate', select: { ids: [clerk.id] } } }),
    ],
  ])('is enough for %s', async (_what, contract, input) => {
    const command = { accountId: firm.accountId, by: firm.by, ...(await input(await set())) };
    await expect(ask(contract, command, false)).resolves.toBeDefined();
  });

  it('that was proved when a bulk job began is not asked for each of its users', async () => {
    const { admin, clerk } = await set();
    const { id } = await bulk.start(firm, {
      action: 'deactivate',
      select: { ids: [admin.id, clerk.id] },
    });
    const { results } = await bulk.ended(firm, { id });
    expect(results.items.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    await eventually(async () => expect((await firm.user(admin.id)).status).toBe('deactivated'));
  });

  it.each<[string, (by: Actor) => Promise<unknown>]>([
    [
      'no second factor any more for the account',
      async (by) => {
        const { accountId } = firm;
        await stage.ask(updateAccount, {
          ...{ accountId, by: firm.by },
          changes: { policies: { secondFactor: 'required' } },
        });
        return stage.ask(updateAccount, {
          accountId,
          by,
          changes: { policies: { secondFactor: 'optional' } },
        });
      },
    ],
    [
      'the end of a group that demands one',
      async (by) =>
        stage.ask(deleteGroup, { accountId: firm.accountId, by, ...(await demanding(await set())) }),
    ],
  ])('is not what an API key has, which proves nothing: %s', async (_what, act) => {
    const { accountId, admin, by } = firm;
    const keyId = newId('key');
    await stage.ask(createApiKey, {
      ...{ accountId, by, userId: admin.id, keyId, secretHash: 'y'.repeat(43) },
      key: { name: keyId, scopes: ['account.update', 'groups.manage'] },
    });
    await expect(act({ ...by, keyId })).rejects.toMatchObject({
      code: 'forbidden',
      members: { needs: 'session' },
    });
  });
});
