import {
  createGroup,
  type Input,
  replaceUser,
  type User,
  userActor,
  userInvited,
  userReplaced,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

describe('a replacement', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const replace = (
    firm: Firm,
    { id: userId }: User,
    replacement: Input<typeof replaceUser>['replacement'],
    more: Partial<Input<typeof replaceUser>> = {},
  ) =>
    stage.ask(replaceUser, {
      accountId: firm.accountId,
      by: firm.by,
      userId,
      replacement,
      newUserId: newId('usr'),
      copy: [],
      ...more,
    });
  const newcomer = (firm: Firm, name = 'mei') => ({
    newUser: { username: `${name}@${firm.slug}.example`, firstName: 'Mei', lastName: 'Sato' },
  });

  it('by somebody new needs no free seat: the seats change hands, and reports and records follow', async () => {
    const firm = await stage.signUp(3);
    const { accountId, by } = firm;
    const groupId = newId('grp');
    await stage.ask(createGroup, { accountId, by, groupId, group: { name: 'Tax', permissions: [] } });
    const liam = await firm.join('liam', { groups: [groupId], offices: ['Lyon'], reportsTo: firm.admin.id });
    const report = await firm.join('report', { reportsTo: liam.id });
    const reassignmentId = newId('rea');
    const done = await replace(firm, liam, newcomer(firm), {
      reassignmentId,
      copy: ['groups', 'offices', 'visibility'],
    });
    const mei = done.replacement;
    expect(done).toMatchObject({ user: { status: 'deactivated' }, seatsSwapped: 1, reassignmentId });
    expect(mei).toMatchObject({
      status: 'invited',
      userCode: 'MSA',
      groups: [groupId],
      offices: ['Lyon'],
      reportsTo: firm.admin.id,
      invitation: { state: 'open' },
    });
    expect(await firm.user(report.id)).toMatchObject({ reportsTo: mei.id });
    expect(stage.reassignment.runsFrom(liam.id)).toMatchObject([{ reassignmentId, plan: { to: mei.id } }]);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    expect(held).toContain(mei.id);
    await eventually(() =>
      expect(stage.heard.of(userReplaced, accountId)).toMatchObject([
        {
          user: { id: liam.id },
          changes: expect.arrayContaining([{ field: 'replacedBy', before: null, after: mei.id }]) as unknown,
        },
      ]),
    );
    expect(stage.heard.of(userInvited, accountId).filter(({ user }) => user.id === mei.id)).toHaveLength(1);
  });

  it('asked for four times at once, or again, is done once', async () => {
    const firm = await stage.signUp(2);
    const liam = await firm.join('liam');
    const same = { commandId: newId('cmd'), newUserId: newId('usr'), reassignmentId: newId('rea') };
    const { values } = await race(4, () => replace(firm, liam, newcomer(firm), same));
    expect(values).toHaveLength(4);
    for (const answer of [...values, await replace(firm, liam, newcomer(firm), same)])
      expect(answer).toEqual(values[0]);
    expect((await firm.seats()).do).toHaveLength(2);
  });

  it('by a colleague adds the products, and frees the seat that would be the second', async () => {
    const firm = await stage.signUp(3);
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    const liam = await firm.join('liam', { products: ['core', 'contract'] });
    const mei = await firm.join('mei', { reportsTo: liam.id });
    const done = await replace(firm, liam, { userId: mei.id });
    expect(done).toMatchObject({
      seatsSwapped: 1,
      replacement: { status: 'active', products: ['core', 'contract'], reportsTo: null },
    });
    expect(stage.licensing.holders(firm.accountId, 'contract')).toEqual([mei.id]);
    expect((await firm.seats()).do).toEqual([firm.admin.id, mei.id].sort());
  });

  it('of the only global admin by who is none is refused, and leaves everybody as they were', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    for (const by of [newcomer(firm), { userId: liam.id }])
      await expect(replace(firm, firm.admin, by)).rejects.toMatchObject(refused('last-global-admin'));
    expect(await firm.users()).toHaveLength(2);
    await expect(replace(firm, liam, newcomer(firm))).resolves.toMatchObject({ seatsSwapped: 1 });
  });

  it('of a global admin by another leaves that one', async () => {
    const firm = await stage.signUp();
    const second = await firm.join('second', { globalAdmin: true });
    await expect(replace(firm, firm.admin, { userId: second.id })).resolves.toMatchObject({
      user: { status: 'deactivated' },
    });
    const last = replace(firm, second, newcomer(firm), { by: userActor(second.id) });
    await expect(last).rejects.toMatchObject(refused('last-global-admin'));
  });

  it('by a username that is taken is refused, and leaves everybody as they were', async () => {
    const firm = await stage.signUp();
    const [liam] = [await firm.join('liam'), await firm.join('mei')];
    await expect(replace(firm, liam, newcomer(firm))).rejects.toMatchObject(refused('username-taken'));
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
    await expect(replace(firm, liam, newcomer(firm, 'mei2'))).resolves.toMatchObject({ seatsSwapped: 1 });
  });

  it('of two by each other at once leaves at least one', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    await Promise.allSettled([
      replace(firm, liam, { userId: mei.id }),
      replace(firm, mei, { userId: liam.id }),
    ]);
    await eventually(async () => {
      const { should, do: held } = await firm.seats();
      expect(held).toEqual(should);
      expect(held.length).toBeGreaterThanOrEqual(2);
    });
  });

  it('of two people by one colleague at once ends with every seat where it should be', async () => {
    const firm = await stage.signUp();
    const [liam, ann, mei] = [await firm.join('liam'), await firm.join('ann'), await firm.join('mei')];
    await Promise.allSettled([liam, ann].map((user) => replace(firm, user, { userId: mei.id })));
    await eventually(async () => {
      const { should, do: held } = await firm.seats();
      expect(held).toEqual(should);
      expect(held).toContain(mei.id);
    });
  });

  it.each([
    ['oneself', (firm: Firm, liam: User) => replace(firm, liam, { userId: liam.id }), 'validation-failed'],
    ['nobody', (firm: Firm, liam: User) => replace(firm, liam, { userId: newId('usr') }), 'not-found'],
  ])('by %s is refused', async (_case, attempt, code) => {
    const firm = await stage.signUp();
    await expect(attempt(firm, await firm.join('liam'))).rejects.toMatchObject(refused(code as 'not-found'));
  });
});
