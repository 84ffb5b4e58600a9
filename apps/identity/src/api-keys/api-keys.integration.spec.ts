import {
  type Actor,
  apiKeyCreated,
  apiKeyRevoked,
  authorizeApiKey,
  banUser,
  createApiKey,
  createGroup,
  deactivateUser,
  listApiKeys,
  listAudit,
  listUserHistory,
  type NewApiKey,
  type Permission,
  reactivateUser,
  revokeApiKey,
  unbanUser,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import { createHash, randomBytes } from 'node:crypto';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { UsersRepository } from '../users/users.repository.js';

const MINUTE = 60_000;

describe('API keys', () => {
  const clock = new TestClock();
  let stage: Stage;
  let firm: Firm;
  let count = 0;

  beforeAll(async () => {
    stage = await startStage({ clock, settings: { API_KEYS: '3' } });
    await stage.addCopy();
    firm = await stage.signUp(100);
  });
  afterAll(() => stage.close());

  const of = ({ id: userId }: User) => ({ accountId: firm.accountId, userId });
  async function group(...permissions: Permission[]) {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    await stage.ask(createGroup, {
      accountId,
      by,
      groupId,
      group: { name: `Group ${++count}`, permissions },
    });
    return groupId;
  }
  /** A machine that holds these permissions. */
  const machine = async (...permissions: Permission[]) =>
    firm.invite(`machine${++count}`, { type: 'service', groups: [await group(...permissions)] });
  const person = async (...permissions: Permission[]) =>
    firm.join(`person${++count}`, { groups: [await group(...permissions)] });

  const secretHash = () => createHash('sha256').update(randomBytes(32)).digest('base64url');
  const key = (...scopes: Permission[]): NewApiKey => ({ name: 'Payroll', scopes });
  async function make(user: User, by: Actor, wanted: NewApiKey) {
    const known = { keyId: newId('key'), secretHash: secretHash() };
    const made = await stage.ask(createApiKey, { ...of(user), by, ...known, key: wanted });
    return { ...known, made };
  }
  type Known = Pick<Awaited<ReturnType<typeof make>>, 'keyId' | 'secretHash'>;
  const enter = ({ keyId, secretHash: hash }: Known) =>
    stage.ask(authorizeApiKey, { keyId, secretHash: hash, address: '192.0.2.1', client: 'curl' });
  const list = async (user: User, by = firm.by) => (await stage.ask(listApiKeys, { ...of(user), by })).items;
  const through = (user: User, { keyId }: Known) => userActor(user.id, keyId);

  it('of a service user do what of their scopes the user holds, for nobody has a seat, a mail or a password to lose', async () => {
    const robot = await machine('users.read', 'users.ban');
    expect(robot).toMatchObject({ type: 'service', status: 'active', invitation: null });
    expect((await firm.seats()).do).not.toContain(robot.id);
    await expect(firm.invite('root', { type: 'service', globalAdmin: true })).rejects.toMatchObject({
      errors: [{ path: 'globalAdmin' }],
    });
    const promoted = stage.ask(updateUser, { ...of(robot), by: firm.by, changes: { globalAdmin: true } });
    await expect(promoted).rejects.toMatchObject(refused('validation-failed'));
    const known = await make(robot, firm.by, key('users.read', 'users.ban'));
    expect(known.made).toMatchObject({
      name: 'Payroll',
      expiresAt: null,
      lastUsedAt: null,
      createdBy: firm.by,
    });
    expect(await enter(known)).toEqual({
      ...of(robot),
      keyId: known.keyId,
      permissions: ['users.read', 'users.ban'],
      seesEverybody: true,
      mustChangePassword: false,
    });
    const groups = [await group('users.read', 'users.update')];
    await stage.ask(updateUser, { ...of(robot), by: firm.by, changes: { groups } });
    expect(await enter(known)).toMatchObject({ permissions: ['users.read'] });
  });

  it('are refused in the same way whatever is wrong', async () => {
    const robot = await machine('users.read');
    const known = await make(robot, firm.by, { ...key('users.read'), expiresAt: in1h() });
    const wrong = [
      { ...known, secretHash: secretHash() },
      { ...known, keyId: newId('key') },
    ];
    clock.advance(61 * MINUTE);
    const told = await Promise.all(
      [known, ...wrong].map((each) => enter(each).catch((error: unknown) => error)),
    );
    expect(told).toEqual([told[0], told[0], told[0]]);
    expect(told[0]).toMatchObject(refused('unauthenticated'));
  });

  const ends: Record<string, (user: User, known: Known) => Promise<unknown>> = {
    'being revoked': (user, { keyId }) => stage.ask(revokeApiKey, { ...of(user), by: firm.by, keyId }),
    'a ban of their user': (user) => stage.ask(banUser, { ...of(user), by: firm.by, reason: 'Leaked' }),
    'the leaving of their user': (user) => stage.ask(deactivateUser, { ...of(user), by: firm.by }),
  };
  it.each(Object.entries(ends))(
    'end at once with %s, on every copy, and never come back',
    async (_by, end) => {
      const robot = await machine('users.read');
      const known = await make(robot, firm.by, key('users.read'));
      await enter(known);
      await end(robot, known);
      const lives = async () => (await race(8, () => enter(known))).values.length;
      expect(await lives()).toBe(0);
      const { status } = await firm.user(robot.id);
      if (status === 'banned') await stage.ask(unbanUser, { ...of(robot), by: firm.by });
      if (status === 'deactivated') await stage.ask(reactivateUser, { ...of(robot), by: firm.by });
      expect((await firm.user(robot.id)).status).toBe('active');
      expect(await lives()).toBe(0);
      expect(await list(robot)).toEqual([]);
    },
  );

  it('are so many a user: of twenty asked for at once three are made, and three told', async () => {
    const robot = await machine('users.read');
    const { values, refusals } = await race(20, () => make(robot, firm.by, key('users.read')));
    expect([values.length, refusals]).toEqual([3, { 'too-many-keys': 17 }]);
    expect(await list(robot)).toHaveLength(3);
    await eventually(() =>
      expect(
        stage.heard.of(apiKeyCreated, firm.accountId).filter(({ userId }) => userId === robot.id),
      ).toHaveLength(3),
    );
  });

  it('asked for twice under one id are one key; revoked in between, none', async () => {
    const robot = await machine('users.read');
    const command = {
      ...of(robot),
      by: firm.by,
      keyId: newId('key'),
      secretHash: secretHash(),
      key: key('users.read'),
    };
    await race(4, () => stage.ask(createApiKey, command));
    expect(await list(robot)).toHaveLength(1);
    const revoke = { ...of(robot), by: firm.by, keyId: command.keyId, commandId: newId('cmd') };
    await race(4, () => stage.ask(revokeApiKey, revoke));
    await expect(stage.ask(createApiKey, command)).rejects.toMatchObject(refused('not-found'));
    expect(await list(robot)).toEqual([]);
    await eventually(() =>
      expect(
        stage.heard.of(apiKeyRevoked, firm.accountId).filter(({ userId }) => userId === robot.id),
      ).toHaveLength(1),
    );
  });

  it('of a person are made by that person alone, and end with time', async () => {
    const liam = await person('users.read');
    await expect(make(liam, firm.by, key('users.read'))).rejects.toMatchObject(refused('forbidden'));
    const { made } = await make(liam, userActor(liam.id), key('users.read'));
    expect(made.expiresAt).toBe(new Date(clock.now().getTime() + 365 * 24 * 60 * MINUTE).toISOString());
    await expect(make(liam, userActor(liam.id), key('users.ban'))).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'scopes[0]' }],
    });
  });

  it('of who holds more are neither made nor revoked', async () => {
    const clerk = userActor((await person('users.credentials')).id);
    const robot = await machine('users.read', 'audit.read');
    await expect(make(robot, clerk, key('users.read'))).rejects.toMatchObject(refused('forbidden'));
    const { keyId } = await make(robot, firm.by, key('users.read'));
    await expect(stage.ask(revokeApiKey, { ...of(robot), by: clerk, keyId })).rejects.toMatchObject(
      refused('forbidden'),
    );
    const stranger = await stage.signUp();
    await expect(
      stage.ask(revokeApiKey, { accountId: stranger.accountId, userId: robot.id, by: stranger.by, keyId }),
    ).rejects.toMatchObject(refused('not-found'));
    expect(await list(robot)).toHaveLength(1);
  });

  it('can make, see and revoke others of their own user for no more than they are for', async () => {
    const robot = await machine('users.read', 'users.ban', 'users.credentials');
    const small = await make(robot, firm.by, key('users.credentials', 'users.read'));
    const large = await make(robot, firm.by, key('users.ban'));
    const by = through(robot, small);
    await expect(make(robot, by, key('users.ban'))).rejects.toMatchObject(refused('forbidden'));
    const next = await make(robot, by, key('users.read'));
    expect(next.made.createdBy).toEqual(by);
    expect((await list(robot, by)).map(({ id }) => id)).toEqual([next.keyId, small.keyId]);
    const revoke = (keyId: string) => stage.ask(revokeApiKey, { ...of(robot), by, keyId });
    await expect(revoke(large.keyId)).rejects.toMatchObject(refused('forbidden'));
    await revoke(next.keyId);
    await revoke(small.keyId);
    expect((await list(robot)).map(({ id }) => id)).toEqual([large.keyId]);
    // Revoked, it holds nothing any more, even if a call of it is still under way.
    await expect(make(robot, by, key('users.read'))).rejects.toMatchObject(refused('forbidden'));
  });

  it('act upon nobody who holds more than the key, not even upon their own user, and make no global admins', async () => {
    const ada = firm.admin;
    const known = await make(ada, firm.by, key('users.update', 'users.ban', 'users.invite'));
    const by = through(ada, known);
    const update = (user: User, changes: object) => stage.ask(updateUser, { ...of(user), by, changes });
    const strong = await person('audit.read');
    const weak = await person('users.update');
    const groups = [await group('audit.read')];
    for (const act of [
      () => update(ada, { email: 'mallory@else.example' }),
      () => update(weak, { globalAdmin: true }),
      () => update(weak, { groups }),
      () => update(strong, { groups: [] }),
      () => stage.ask(banUser, { ...of(strong), by, reason: 'Because' }),
      () => firm.invite('eve', { groups }, { by }),
      () =>
        stage.ask(createGroup, {
          accountId: firm.accountId,
          by,
          groupId: newId('grp'),
          group: { name: 'X', permissions: ['audit.read'] },
        }),
    ])
      await expect(act()).rejects.toMatchObject(refused('forbidden'));
    expect(await update(weak, { title: 'Partner' })).toMatchObject({ title: 'Partner' });

    const liam = await person('users.update', 'audit.read');
    const own = await make(liam, userActor(liam.id), key('users.update'));
    await expect(
      stage.ask(updateUser, {
        ...of(liam),
        by: through(liam, own),
        changes: { email: 'mallory@else.example' },
      }),
    ).rejects.toMatchObject(refused('forbidden'));
  });

  it('show when they were used last, to the minute, at no new version of their user', async () => {
    const robot = await machine('users.read');
    const known = await make(robot, firm.by, key('users.read'));
    const { version } = await firm.user(robot.id);
    const usedAt = async () => (await list(robot))[0]?.lastUsedAt;
    await enter(known);
    const first = clock.now().toISOString();
    clock.advance(MINUTE - 1);
    await race(5, () => enter(known));
    expect(await usedAt()).toBe(first);
    clock.advance(1);
    await race(5, () => enter(known));
    expect(await usedAt()).toBe(clock.now().toISOString());
    expect(await firm.user(robot.id)).toMatchObject({ version, lastActiveAt: clock.now().toISOString() });
    // Another key that is made meanwhile leaves it as it is.
    await make(robot, firm.by, key('users.read'));
    expect((await list(robot)).at(-1)?.lastUsedAt).toBe(clock.now().toISOString());
  });

  it('are named in audit and history: made, revoked, ended with their user, and whatever is done by one', async () => {
    const robot = await machine('users.read', 'users.update');
    const known = await make(robot, firm.by, key('users.update'));
    const liam = await person('users.read');
    const by = through(robot, known);
    await stage.ask(updateUser, { ...of(liam), by, changes: { title: 'Partner' } });
    await stage.ask(deactivateUser, { ...of(robot), by: firm.by });
    await eventually(async () => {
      const { items } = await stage.ask(listUserHistory, { ...of(liam), page: {} });
      expect(items).toContainEqual(expect.objectContaining({ action: 'identity.user.updated', actor: by }));
    });
    await eventually(async () => {
      const { items } = await stage.ask(listUserHistory, { ...of(robot), page: {} });
      const changes = expect.arrayContaining([
        { field: 'apiKeys', before: [known.keyId], after: [] },
      ]) as unknown;
      const ended = { action: 'identity.user.deactivated', changes };
      const made = {
        action: 'identity.api-key.created',
        target: { kind: 'api-key', id: known.keyId },
        detail: expect.objectContaining({
          keyId: known.keyId,
          name: 'Payroll',
          scopes: ['users.update'],
        }) as unknown,
      };
      for (const entry of [ended, made]) expect(items).toContainEqual(expect.objectContaining(entry));
      expect(JSON.stringify(items)).not.toContain(known.secretHash);
    });
    const filter = { target: known.keyId };
    expect((await stage.ask(listAudit, { accountId: firm.accountId, filter, page: {} })).items).toHaveLength(
      1,
    );
  });

  it('no key is stored with its user but as a hash, nor found by scanning all users', async () => {
    const robot = await machine('users.read');
    const known = await make(robot, firm.by, key('users.read'));
    const stored = await stage.identity.get(UsersRepository).findByApiKey(known.keyId);
    expect(stored?.apiKeys).toMatchObject([{ id: known.keyId, secretHash: known.secretHash }]);
    expect(stored?._id).toBe(robot.id);
  });

  const in1h = () => new Date(clock.now().getTime() + 60 * MINUTE).toISOString();
});
