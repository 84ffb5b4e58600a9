import {
  authorizeSession,
  createGroup,
  deleteGroup,
  groupUpdated,
  listFactors,
  type Permission,
  previewGroup,
  refreshSession,
  signIn,
  type Tokens,
  updateAccount,
  updateGroup,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { GroupsRepository } from '../groups/groups.repository.js';
import { UsersRepository } from '../users/users.repository.js';

describe('a second factor that a group demands', () => {
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage();
  });
  beforeEach(async () => {
    firm = await stage.signUp(8);
  });
  afterAll(() => stage.close());

  const group = async (secondFactor?: 'required', permissions: Permission[] = []) => {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    const group = { name: groupId.slice(4), permissions, secondFactor };
    await stage.ask(createGroup, { accountId, by, groupId, group });
    return groupId;
  };
  const demand = (groupId: string, secondFactor: 'optional' | 'required', by = firm.by) =>
    stage.ask(updateGroup, { accountId: firm.accountId, by, groupId, changes: { secondFactor } });
  const regroup = ({ id: userId }: User, groups: string[]) =>
    stage.ask(updateUser, { accountId: firm.accountId, by: firm.by, userId, changes: { groups } });
  const enter = ({ username }: User) =>
    stage.ask(signIn, { account: firm.slug, username, password: PASSWORD, address: '192.0.2.1' });
  const must = async (tokens: Tokens) => (await stage.ask(authorizeSession, sessionOf(tokens))).mustAddFactor;
  const isRequiredOf = async ({ id: userId }: User) =>
    (await stage.ask(listFactors, { accountId: firm.accountId, userId })).required;
  const secure = ({ id }: User) =>
    stage.identity.get(UsersRepository).change(firm.accountId, id, (_, now) => ({
      set: { secondFactor: { id: newId('fac'), secret: 'sealed', addedAt: now, recoveryCodes: [] } },
    }));
  const preview = async (
    groupId: string,
    changes: {
      secondFactor?: 'optional' | 'required';
      members?: { add?: string[]; remove?: string[] };
    },
  ) => {
    const { accountId, by } = firm;
    const asked = { accountId, by, groupId, changes, page: { limit: 50 } };
    const { factorAsked } = await stage.ask(previewGroup, asked);
    return { total: factorAsked.total, ids: factorAsked.items.map(({ userId }) => userId) };
  };

  it('is asked of its members and of nobody else, from the next call on, for as long as one of their groups demands it', async () => {
    const [tax, law, idle] = [await group(), await group('required'), await group()];
    const [ann, ben] = [
      await firm.join('ann', { groups: [tax] }),
      await firm.join('ben', { groups: [idle] }),
    ];
    const [tokens, others] = [await enter(ann), await enter(ben)];
    expect([tokens.mustAddFactor, await must(tokens)]).toEqual([false, false]);
    await demand(tax, 'required');
    expect([await must(tokens), await must(others)]).toEqual([true, false]);
    expect((await enter(ann)).mustAddFactor).toBe(true);
    const { refreshToken } = await enter(ann);
    expect((await stage.ask(refreshSession, { refreshToken })).mustAddFactor).toBe(true);
    expect([await isRequiredOf(ann), await isRequiredOf(ben)]).toEqual([true, false]);

    await regroup(ann, [tax, law]);
    await demand(tax, 'optional');
    expect(await must(tokens)).toBe(true);
    await stage.ask(deleteGroup, { accountId: firm.accountId, by: firm.by, groupId: law });
    expect(await must(tokens)).toBe(false);
    // Also for members of whom the group is not taken yet.
    expect(await stage.identity.get(GroupsRepository).demandsFactor(firm.accountId, [law])).toBe(false);
    await eventually(() =>
      expect(stage.heard.of(groupUpdated, firm.accountId).map(({ changes }) => changes)).toEqual([
        [{ field: 'secondFactor', before: 'optional', after: 'required' }],
        [{ field: 'secondFactor', before: 'required', after: 'optional' }],
      ]),
    );
  });

  it('is for people who have none: whoever has one goes on', async () => {
    const ann = await firm.join('ann', { groups: [await group('required')] });
    const tokens = await enter(ann);
    expect(await must(tokens)).toBe(true);
    await secure(ann);
    expect(await must(tokens)).toBe(false);
  });

  it('is decided by who holds what the group carries', async () => {
    const strong = await group(undefined, ['audit.read']);
    const clerks = await group(undefined, ['groups.manage']);
    const clerk = userActor((await firm.join('clerk', { groups: [clerks] })).id);
    await expect(demand(strong, 'required', clerk)).rejects.toMatchObject(refused('forbidden'));
    await expect(demand(clerks, 'required', clerk)).resolves.toMatchObject({ secondFactor: 'required' });
  });

  it('a preview names who would be asked, and nobody who is asked already, has one, or has left', async () => {
    const [tax, law] = [await group(), await group('required')];
    const ann = await firm.join('ann', { groups: [tax] });
    const secured = await firm.join('sec', { groups: [tax] });
    await secure(secured);
    await firm.join('both', { groups: [tax, law] });
    const ben = await firm.join('ben');
    expect(await preview(tax, { secondFactor: 'required' })).toEqual({ total: 1, ids: [ann.id] });
    expect(await preview(tax, { secondFactor: 'required', members: { add: [ben.id] } })).toEqual({
      total: 2,
      ids: [ben.id, ann.id],
    });
    expect(await preview(tax, { secondFactor: 'required', members: { remove: [ann.id] } })).toEqual({
      total: 0,
      ids: [],
    });
    expect(await preview(law, { members: { add: [ben.id, secured.id] } })).toEqual({
      total: 1,
      ids: [ben.id],
    });
    expect(await preview(law, { secondFactor: 'optional' })).toEqual({ total: 0, ids: [] });
    const { accountId, by } = firm;
    await stage.ask(updateAccount, { accountId, by, changes: { policies: { secondFactor: 'required' } } });
    expect(await preview(tax, { secondFactor: 'required' })).toEqual({ total: 0, ids: [] });
  });
});
