import {
  type Actor,
  createApiKey,
  createGroup,
  deleteGroup,
  getGroup,
  inviteUser,
  managerPermissions,
  Permission,
  replaceUser,
  sendPasswordReset,
  setTemporaryPassword,
  updateGroup,
  updateUser,
  type User,
  userActor,
  type Visibility,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { createHash } from 'node:crypto';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

/** Who does not see everybody could come to see them through somebody else: a newcomer, a manager, a successor, a borrowed account. */
describe('somebody who does not see everybody', () => {
  let stage: Stage;
  let firm: Firm;
  /** Holds everything but the right to look beyond the own visibility. */
  let clerk: User;
  let by: Actor;
  let hidden: User;
  let everything: string;
  let count = 0;

  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(60);
    everything = await group(
      Permission.options.filter((each) => each !== 'users.privacy' && !each.startsWith('operator.')),
    );
    clerk = await firm.join('clerk', { groups: [everything], visibility: 'team' });
    by = userActor(clerk.id);
    hidden = await firm.join('hidden');
  });
  afterAll(() => stage.close());

  async function group(permissions: Permission[], managers: string[] = [], actor = firm.by) {
    const wanted = { name: `Group ${++count}`, permissions, managers };
    const named = { accountId: firm.accountId, by: actor, groupId: newId('grp') };
    return (await stage.ask(createGroup, { ...named, group: wanted })).id;
  }
  /** Somebody of the team of the clerk, who therefore sees them. */
  const below = (visibility: Visibility = 'everyone') =>
    firm.join(`below${++count}`, { reportsTo: clerk.id, visibility });
  const person = () => ({
    username: `new${++count}@${firm.slug}.example`,
    firstName: 'Mei',
    lastName: 'Sato',
  });
  const replace = (leaver: { id: string }, replacement: object, more: object = {}) =>
    stage.ask(replaceUser, {
      accountId: firm.accountId,
      by,
      userId: leaver.id,
      replacement: replacement as { userId: string },
      newUserId: newId('usr'),
      ...more,
    });
  const told = (answer: Promise<unknown>) =>
    answer.then(String, ({ code, detail }: { code: string; detail: string }) => ({ code, detail }));
  const permission = { members: { permission: 'users.privacy' } };

  describe('brings in', () => {
    it('who sees nobody, unless more is said by who may say it', async () => {
      expect(await firm.invite('quiet', {}, { by })).toMatchObject({ visibility: 'self' });
      expect(await firm.invite('narrow', { visibility: 'self' }, { by })).toMatchObject({
        visibility: 'self',
      });
      await expect(firm.invite('wide', { visibility: 'everyone' }, { by })).rejects.toMatchObject(
        refused('forbidden'),
      );
      expect(await firm.invite('usual')).toMatchObject({ visibility: 'everyone' });
    });

    it('who sees nobody in the place of another as well', async () => {
      const { replacement } = await replace(await below(), { newUser: person() });
      expect(replacement).toMatchObject({ visibility: 'self' });
      const wide = { newUser: { ...person(), visibility: 'everyone' } };
      await expect(replace(await below(), wide)).rejects.toMatchObject(refused('forbidden'));
    });

    it('who sees nobody as a manager, while a manager who sees everybody brings in who does', async () => {
      const open = await firm.join('open');
      for (const [manager, visibility] of [
        [clerk, 'self'],
        [open, 'everyone'],
      ] as const) {
        await group([], [manager.id]);
        const invited = stage.ask(inviteUser, {
          accountId: firm.accountId,
          by: userActor(manager.id),
          asManager: true,
          userId: newId('usr'),
          user: person(),
          whenNoSeat: 'fail',
        });
        await expect(invited).resolves.toMatchObject({ visibility });
      }
    });
  });

  describe('makes no manager', () => {
    it('of themselves or of anybody, of an old group or a new one', async () => {
      const tax = await group([]);
      const mine = await below();
      for (const managers of [[clerk.id], [mine.id], [newId('usr')]]) {
        const change = { accountId: firm.accountId, by, groupId: tax, changes: { managers } };
        const refusal = { ...refused('forbidden'), ...permission };
        await expect(stage.ask(updateGroup, change)).rejects.toMatchObject(refusal);
        await expect(group([], managers, by)).rejects.toMatchObject(refusal);
      }
      const { accountId } = firm;
      expect(await stage.ask(getGroup, { accountId, groupId: tax })).toMatchObject({ managers: [] });
    });

    it('and unmakes one nevertheless', async () => {
      const tax = await group([], [hidden.id]);
      const change = { accountId: firm.accountId, by, groupId: tax, changes: { managers: [] } };
      expect(await stage.ask(updateGroup, change)).toMatchObject({ managers: [] });
    });

    it('by taking the place of one, or putting somebody there', async () => {
      const manager = await below();
      await group([], [manager.id]);
      for (const replacement of [{ userId: clerk.id }, { newUser: person() }])
        await expect(replace(manager, replacement)).rejects.toMatchObject({
          ...refused('forbidden'),
          ...permission,
        });
      expect(await firm.user(manager.id)).toEqual(manager);
    });
  });

  describe('puts in the place of somebody', () => {
    it('nobody out of sight, who is as if not there, whatever else could be said of them', async () => {
      const leaver = await below();
      const left = await firm.invite('machine', { type: 'service' });
      const unknown = { code: 'not-found' };
      for (const copy of [[], ['groups', 'visibility']])
        for (const userId of [hidden.id, left.id, newId('usr')])
          expect(await told(replace(leaver, { userId }, { copy }))).toMatchObject(unknown);
      // Nor are they told what is wrong with a newcomer in the place of somebody out of sight.
      const wrong = { newUser: { ...person(), visibility: { users: [newId('usr')] } } };
      expect(await told(replace(hidden, wrong))).toEqual(await told(replace({ id: newId('usr') }, wrong)));
      expect(await firm.user(leaver.id)).toEqual(leaver);
    });
  });

  describe('takes over', () => {
    const acts: [string, (userId: string) => Promise<unknown>][] = [
      ['a temporary password', (userId) => stage.ask(setTemporaryPassword, { ...upon(userId), password })],
      ['a link for a new password', (userId) => stage.ask(sendPasswordReset, upon(userId))],
      [
        'another username',
        (userId) => stage.ask(updateUser, { ...upon(userId), changes: fresh('username') }),
      ],
      ['another address', (userId) => stage.ask(updateUser, { ...upon(userId), changes: fresh('email') })],
    ];
    const password = 'first day at the firm';
    const upon = (userId: string) => ({ accountId: firm.accountId, by, userId });
    const fresh = (field: string) => ({ [field]: `fresh${++count}@${firm.slug}.example` });

    it.each(acts)('nobody who sees more, by %s', async (_name, act) => {
      const wider: Visibility[] = ['everyone', 'team', { users: [hidden.id] }];
      for (const visibility of wider) {
        const wide = await below(visibility);
        await expect(act(wide.id)).rejects.toMatchObject({
          ...refused('forbidden'),
          detail: expect.stringContaining('do not see everybody') as unknown,
        });
        expect(await firm.user(wide.id)).toEqual(wide);
      }
      await expect(act((await below('self')).id)).resolves.toBeDefined();
    });

    it('no service user who sees more, by a key', async () => {
      const keyOf = async (visibility: Visibility) => {
        const more = { type: 'service' as const, groups: [everything], reportsTo: clerk.id, visibility };
        const { id } = await firm.invite(`robot${++count}`, more);
        const key = { name: 'nightly', scopes: ['users.read' as const] };
        const made = {
          keyId: newId('key'),
          secretHash: createHash('sha256').update(id).digest('base64url'),
          key,
        };
        return stage.ask(createApiKey, { ...upon(id), ...made });
      };
      await expect(keyOf('everyone')).rejects.toMatchObject(refused('forbidden'));
      await expect(keyOf('self')).resolves.toMatchObject({ name: 'nightly' });
    });

    it('nobody who manages people', async () => {
      const manager = await below('self');
      await group([], [manager.id]);
      await expect(acts[0]![1](manager.id)).rejects.toMatchObject(refused('forbidden'));
    });
  });

  it('learns nothing of somebody out of sight by what is wrong with a change of them', async () => {
    const change = (userId: string) => {
      const changes = { customFields: { nowhere: 'x' } };
      return told(stage.ask(updateUser, { accountId: firm.accountId, by, userId, changes }));
    };
    const unknown = await change(newId('usr'));
    expect(unknown).toMatchObject({ code: 'not-found' });
    expect(await change(hidden.id)).toEqual(unknown);
  });
});

/** What deleting a group takes away is asked for as if it were taken one by one. */
describe('a successor and a group', () => {
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(20);
  });
  afterAll(() => stage.close());

  async function group(name: string, permissions: Permission[], managers: string[] = []) {
    const { accountId, by } = firm;
    const groupId = newId('grp');
    await stage.ask(createGroup, { accountId, by, groupId, group: { name, permissions, managers } });
    return groupId;
  }

  it('who holds more is given nothing by who holds less', async () => {
    const desk = await group('Desk', ['users.deactivate', 'users.update']);
    const finance = await group('Finance', ['audit.read']);
    const by = userActor((await firm.join('clerk', { groups: [desk] })).id);
    const heir = await firm.join('heir', { groups: [finance] });
    const leaver = await firm.join('leaver', { visibility: 'self' });
    const replace = (copy: ('groups' | 'visibility' | 'offices')[]) =>
      stage.ask(replaceUser, {
        accountId: firm.accountId,
        by,
        userId: leaver.id,
        replacement: { userId: heir.id },
        newUserId: newId('usr'),
        copy,
      });
    for (const copy of [['groups'], ['visibility']] as const)
      await expect(replace([...copy])).rejects.toMatchObject(refused('forbidden'));
    expect(await firm.user(heir.id)).toEqual(heir);
    await expect(replace(['offices'])).resolves.toMatchObject({ user: { status: 'deactivated' } });
  });

  it('with managers is deleted by who may unmake them, and by nobody else', async () => {
    const keepers = await group('Keepers', ['groups.manage']);
    const full = await group('Stewards', ['groups.manage', ...managerPermissions]);
    const [keeper, steward] = [
      await firm.join('keeper', { groups: [keepers] }),
      await firm.join('steward', { groups: [full] }),
    ];
    const tax = await group('Tax', [], [keeper.id]);
    const remove = (who: User) =>
      stage.ask(deleteGroup, { accountId: firm.accountId, by: userActor(who.id), groupId: tax });
    await expect(remove(keeper)).rejects.toMatchObject(refused('forbidden'));
    const { accountId } = firm;
    expect(await stage.ask(getGroup, { accountId, groupId: tax })).toMatchObject({ managers: [keeper.id] });
    await expect(remove(steward)).resolves.toEqual({});
  });
});
