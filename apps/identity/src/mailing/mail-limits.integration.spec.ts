import {
  reactivateUser,
  replaceUser,
  resendInvitation,
  revokeInvitation,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

describe('mails to people who never asked for them', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const resend = (firm: Firm, { id: userId }: User) =>
    stage.ask(resendInvitation, { accountId: firm.accountId, by: firm.by, userId });
  const tooMany = (policy: string) => ({
    ...refused('too-many-requests'),
    members: {
      retryAfter: expect.any(Number),
      policy,
      quota: expect.any(Number),
      window: expect.any(Number),
    },
  });

  it('one person gets three new links in an hour, and is told when the next can go out', async () => {
    const firm = await stage.signUp(5);
    const [liam, mia] = [await firm.invite('liam'), await firm.invite('mia')];
    for (let time = 0; time < 3; time += 1) await resend(firm, liam);
    const before = await firm.user(liam.id);
    await expect(resend(firm, liam)).rejects.toMatchObject({
      ...tooMany('resends'),
      detail: expect.stringMatching(/^One person is sent at most 3 new links in 60 minutes. Try again in \d/),
    });
    expect(await firm.user(liam.id)).toEqual(before);
    await expect(resend(firm, mia)).resolves.toBeDefined();
  });

  it('one mailbox gets ten invitations in an hour, from whichever firm, and whatever is added to its address', async () => {
    const [one, other] = [await stage.signUp(20), await stage.signUp(20)];
    const victim = newId('victim');
    const address = (n: number) => `${n % 2 ? victim.toUpperCase() : victim}+${n}@mail.example`;
    for (let n = 0; n < 9; n += 1) await (n % 3 ? one : other).invite(`p${n}`, { email: address(n) });
    // What is refused for another reason sends nothing, and counts for nothing.
    await expect(one.invite('p1', { email: address(50) })).rejects.toMatchObject(refused('username-taken'));
    const last = await one.invite('p9', { email: address(9) });

    await expect(other.invite('p10', { email: address(10) })).rejects.toMatchObject(tooMany('mails'));
    await expect(resend(one, last)).rejects.toMatchObject(tooMany('mails'));
    await expect(
      stage.ask(replaceUser, {
        accountId: one.accountId,
        userId: last.id,
        by: one.by,
        replacement: {
          newUser: {
            username: `heir@${one.slug}.example`,
            email: address(11),
            firstName: 'An',
            lastName: 'Heir',
          },
        },
        newUserId: newId('usr'),
      }),
    ).rejects.toMatchObject(tooMany('mails'));
    const who = { accountId: one.accountId, by: one.by, userId: last.id };
    const stranger = await one.invite('stranger');
    await expect(
      stage.ask(updateUser, { ...who, userId: stranger.id, changes: { email: address(12) } }),
    ).rejects.toMatchObject(tooMany('mails'));
    expect(await one.user(stranger.id)).toMatchObject({
      email: stranger.email,
      invitation: { state: 'open' },
    });
    await stage.ask(revokeInvitation, who);
    await expect(stage.ask(reactivateUser, who)).rejects.toMatchObject(tooMany('mails'));
    expect(await one.user(last.id)).toMatchObject({ status: 'deactivated' });
    expect((await other.users()).map(({ username }) => username)).not.toContain(`p10@${other.slug}.example`);
    const { should, do: held } = await other.seats();
    expect(held).toEqual(should);
    await expect(one.invite('someone-else')).resolves.toBeDefined();
  });
});
