import {
  deactivateUser,
  type Input,
  reactivateUser,
  refreshSession,
  revokeInvitation,
  signIn,
  updateUser,
  type User,
  userActor,
  userDeactivated,
  userReactivated,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';

describe('leaving and coming back', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const deactivate = (firm: Firm, { id: userId }: User, more: Partial<Input<typeof deactivateUser>> = {}) =>
    stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId, ...more });
  const reactivate = (firm: Firm, { id: userId }: User) =>
    stage.ask(reactivateUser, { accountId: firm.accountId, by: firm.by, userId });
  const enter = (firm: Firm, { username }: User) =>
    stage.ask(signIn, { account: firm.slug, username, password: PASSWORD });

  it('ends sessions, frees the seat, and starts to move the records, as one act', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    const { refreshToken } = await enter(firm, liam);
    const reassignmentId = newId('rea');
    const left = await deactivate(firm, liam, {
      reason: 'Left',
      reassign: { reassignmentId, plan: { to: mei.id } },
    });
    expect(left).toMatchObject({ user: { status: 'deactivated' }, seatsFreed: 1, reassignmentId });
    await expect(stage.ask(refreshSession, { refreshToken })).rejects.toMatchObject(
      refused('unauthenticated'),
    );
    await expect(enter(firm, liam)).rejects.toMatchObject(refused('sign-in-failed'));
    expect(await firm.seats()).toEqual({
      should: [firm.admin.id, mei.id].sort(),
      do: [firm.admin.id, mei.id].sort(),
    });
    expect(stage.reassignment.runsFrom(liam.id)).toMatchObject([
      {
        reassignmentId,
        plan: { to: mei.id },
        users: expect.arrayContaining([
          { id: liam.id, status: 'deactivated' },
          { id: mei.id, status: 'active' },
        ]),
      },
    ]);
    await eventually(() =>
      expect(stage.heard.of(userDeactivated, firm.accountId)).toMatchObject([
        {
          user: { id: liam.id },
          reason: 'Left',
          changes: [{ field: 'status', before: 'active', after: 'deactivated' }],
        },
      ]),
    );
  });

  it('asked again, or five times at once, answers the same and does it once', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
    const { values } = await race(5, () => deactivate(firm, liam, { reassign }));
    expect(values).toHaveLength(5);
    const again = await deactivate(firm, liam);
    for (const answer of [...values, again]) expect(answer).toEqual(values[0]);
    await eventually(() => expect(stage.heard.of(userDeactivated, firm.accountId)).toHaveLength(1));
    expect(stage.reassignment.runsFrom(liam.id)).toHaveLength(1);
  });

  it('of who has left already is refused when it is to move records: nothing is left out in silence', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    const first = await deactivate(firm, liam);
    const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
    await expect(deactivate(firm, liam, { reassign })).rejects.toMatchObject({
      ...refused('wrong-status'),
      message: expect.stringContaining('start one for the records by itself') as string,
    });
    expect(await deactivate(firm, liam)).toEqual(first);
    expect(stage.reassignment.runsFrom(liam.id)).toEqual([]);
  });

  it('is refused before anything is done when nobody can take the records', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const reassign = { reassignmentId: newId('rea'), plan: { to: newId('usr') } };
    await expect(deactivate(firm, liam, { reassign })).rejects.toMatchObject(refused('validation-failed'));
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active', version: liam.version });
  });

  it('of the only global admin is refused, whoever asks', async () => {
    const firm = await stage.signUp();
    const clerk = await firm.join('clerk');
    for (const by of [firm.by, userActor(clerk.id), { type: 'system' as const, id: 'test' }])
      await expect(deactivate(firm, firm.admin, { by })).rejects.toMatchObject(refused('last-global-admin'));
    expect(await enter(firm, firm.admin)).toMatchObject({ expiresIn: 600 });
  });

  it('of a global admin is for global admins', async () => {
    const firm = await stage.signUp();
    const [second, clerk] = [await firm.join('second', { globalAdmin: true }), await firm.join('clerk')];
    const attempt = deactivate(firm, second, { by: userActor(clerk.id) });
    await expect(attempt).rejects.toMatchObject(refused('forbidden'));
  });

  it('two admins who deactivate or demote each other at once leave one, in 20 tries', async () => {
    const firm = await stage.signUp(50);
    let last = firm.admin;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const other = await firm.join(`admin${attempt}`, { globalAdmin: true }, { by: userActor(last.id) });
      const demote = attempt % 2 === 1;
      const remove = (by: User, user: User): Promise<unknown> =>
        demote
          ? stage.ask(updateUser, {
              accountId: firm.accountId,
              by: userActor(by.id),
              userId: user.id,
              changes: { globalAdmin: false },
            })
          : deactivate(firm, user, { by: userActor(by.id) });
      const [one, two] = await Promise.allSettled([remove(last, other), remove(other, last)]);
      expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect([one, two].find(({ status }) => status === 'rejected')).toMatchObject({
        reason: refused('last-global-admin'),
      });
      const left = (await firm.users()).filter(
        ({ globalAdmin, status }) => globalAdmin && status === 'active',
      );
      expect(left).toHaveLength(1);
      last = left[0] ?? last;
    }
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
  });

  it('of who is invited voids the link', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    expect(await deactivate(firm, liam)).toMatchObject({
      seatsFreed: 1,
      user: { status: 'deactivated', invitation: { state: 'revoked' } },
    });
  });

  it('and back claims a seat again and restores the groups, the role and nothing of the old sessions', async () => {
    const firm = await stage.signUp(2);
    const liam = await firm.join('liam', { globalAdmin: true });
    const { refreshToken } = await enter(firm, liam);
    await deactivate(firm, liam);
    expect(await reactivate(firm, liam)).toMatchObject({ status: 'active', globalAdmin: true });
    expect((await firm.seats()).do).toContain(liam.id);
    await expect(stage.ask(refreshSession, { refreshToken })).rejects.toMatchObject(
      refused('unauthenticated'),
    );
    expect(await enter(firm, liam)).toMatchObject({ expiresIn: 600 });
    // Counted as an admin again: the first one may go now.
    await expect(deactivate(firm, firm.admin, { by: userActor(liam.id) })).resolves.toMatchObject({
      seatsFreed: 1,
    });
    await eventually(() => expect(stage.heard.of(userReactivated, firm.accountId)).toHaveLength(1));
  });

  it('and back is refused without a seat, and changes nothing', async () => {
    const firm = await stage.signUp(2);
    const liam = await firm.join('liam');
    await deactivate(firm, liam);
    await firm.invite('mei');
    await expect(reactivate(firm, liam)).rejects.toMatchObject(refused('no-free-seat'));
    expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated' });
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
  });

  it('and back without ever having had a password means a new invitation', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const { accountId, by } = firm;
    await stage.ask(revokeInvitation, { accountId, by, userId: liam.id });
    const back = await reactivate(firm, liam);
    expect(back).toMatchObject({ status: 'invited', userCode: liam.userCode, invitation: { state: 'open' } });
    expect(back.invitation?.id).not.toBe(liam.invitation?.id);
  });

  it.each(['deactivated', 'reactivated'] as const)(
    'is refused for who is %s already or never was',
    async (verb) => {
      const firm = await stage.signUp();
      const liam = await firm.join('liam');
      if (verb === 'reactivated')
        await expect(reactivate(firm, liam)).rejects.toMatchObject(refused('wrong-status'));
      const nobody = { ...liam, id: newId('usr') };
      await expect(deactivate(firm, nobody)).rejects.toMatchObject(refused('not-found'));
    },
  );

  it('while another change runs is refused as busy', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    stage.licensing.outage = true;
    await expect(deactivate(firm, liam)).rejects.toMatchObject(refused('service-unavailable'));
    // The user is out at once, whatever becomes of the seat.
    expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated' });
    await expect(reactivate(firm, liam)).rejects.toMatchObject(refused('user-busy'));
    stage.licensing.outage = false;
    await eventually(async () => expect((await firm.seats()).do).toEqual([firm.admin.id]));
    expect(await deactivate(firm, liam)).toMatchObject({ seatsFreed: 1 });
  });
});
