import {
  authorizeSession,
  banUser,
  changePassword,
  deactivateUser,
  forgetPassword,
  getPasswordLetter,
  getPasswordResetLink,
  passwordChanged,
  passwordResetIssued,
  resetPassword,
  sendPasswordReset,
  signIn,
  type Tokens,
  updateUser,
  type User,
  userActor,
  viewPasswordReset,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { UsersRepository } from '../users/users.repository.js';

const NEXT = 'another long passphrase';

describe('a forgotten password', () => {
  const clock = new TestClock();
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage({ clock });
    firm = await stage.signUp(50);
  });
  afterAll(() => stage.close());

  let people = 0;
  const join = () => firm.join(`person${++people}`);
  const of = ({ id: userId }: User) => ({ accountId: firm.accountId, userId });
  const enter = ({ username }: User, password = PASSWORD): Promise<Tokens> =>
    stage.ask(signIn, { account: firm.slug, username, password });
  const forget = (username: string, account = firm.slug) => stage.ask(forgetPassword, { account, username });
  const use = (token: string, password = NEXT) => stage.ask(resetPassword, { token, password });
  const issued = ({ id }: User) =>
    stage.heard.of(passwordResetIssued, firm.accountId).filter(({ userId }) => userId === id);
  const tokenOf = async (user: User, resetId: string) =>
    (await stage.ask(getPasswordResetLink, { ...of(user), resetId })).token;
  /** The secret part of the newest of so many links. */
  const link = async (user: User, count = 1): Promise<string> => {
    await eventually(() => expect(issued(user)).toHaveLength(count));
    return (await tokenOf(user, issued(user).at(-1)?.resetId ?? '')) ?? '';
  };
  const asked = async (user: User) => {
    await forget(user.username);
    return link(user);
  };

  it('is answered as before when the bus delivers the request that used the link once more, and not to another', async () => {
    const liam = await join();
    const token = await asked(liam);
    const used = { token, password: NEXT, commandId: newId('cmd') };
    const { values } = await race(3, () => stage.ask(resetPassword, used));
    expect(values).toEqual([{}, {}, {}]);
    const session = sessionOf(await enter(liam, NEXT));
    expect(await stage.ask(resetPassword, used)).toEqual({});
    // Done once: the session that was opened in between has not ended.
    expect(await stage.ask(authorizeSession, session)).toBeDefined();
    const another = stage.ask(resetPassword, { ...used, commandId: newId('cmd') });
    await expect(another).rejects.toMatchObject(refused('password-reset-ended'));
  });

  it('is set anew with a link, once; every session ends, and a mail tells of it', async () => {
    const liam = await join();
    const before = await enter(liam);
    const token = await asked(liam);
    expect(await stage.ask(viewPasswordReset, { token })).toMatchObject({
      username: liam.username,
      account: { slug: firm.slug },
    });
    expect(await stage.ask(authorizeSession, sessionOf(before))).toBeDefined();

    const { values, refusals } = await race(4, (n) => use(token, `${NEXT} ${n}`));
    expect([values.length, refusals]).toEqual([1, { 'password-reset-ended': 3 }]);
    await expect(stage.ask(authorizeSession, sessionOf(before))).rejects.toMatchObject(
      refused('unauthenticated'),
    );
    await expect(enter(liam)).rejects.toMatchObject(refused('sign-in-failed'));
    await expect(stage.ask(viewPasswordReset, { token })).rejects.toMatchObject(
      refused('password-reset-ended'),
    );
    await eventually(() =>
      expect(
        stage.heard.of(passwordChanged, firm.accountId).filter(({ userId }) => userId === liam.id),
      ).toMatchObject([{ sendTo: liam.email, actor: userActor(liam.id) }]),
    );
    expect(await stage.ask(getPasswordLetter, of(liam))).toMatchObject({
      letter: { accountSlug: firm.slug, username: liam.username, changedAt: clock.now().toISOString() },
    });
  });

  it('opens the door with the new one', async () => {
    const liam = await join();
    await use(await asked(liam));
    expect(await enter(liam, NEXT)).toMatchObject({ mustChangePassword: false });
  });

  it('is answered alike whoever asks for whom, and a mail goes to none but those who may sign in', async () => {
    const [invited, banned, gone] = [await firm.invite('invited'), await join(), await join()];
    await stage.ask(banUser, { ...of(banned), by: firm.by, reason: 'Lost laptop' });
    await stage.ask(deactivateUser, { ...of(gone), by: firm.by });
    const liam = await join();
    const usernames = [invited, banned, gone, liam].map(({ username }) => username);
    for (const username of [...usernames, 'nobody@firm.example', '$where'])
      expect(await forget(username.toUpperCase())).toEqual({});
    expect(await forget(liam.username, 'no-such-firm')).toEqual({});
    await link(liam);
    expect([invited, banned, gone].flatMap(issued)).toEqual([]);
  });

  it('sends three mails an hour to one person, and answers as before to the fourth wish', async () => {
    const liam = await join();
    for (let wish = 0; wish < 6; wish += 1) expect(await forget(liam.username)).toEqual({});
    const mei = await join();
    await asked(mei);
    await eventually(() => expect(issued(liam)).toHaveLength(3));
  });

  it('has one link that works, the newest', async () => {
    const liam = await join();
    const old = await asked(liam);
    await forget(liam.username);
    const newer = await link(liam, 2);
    await expect(use(old)).rejects.toMatchObject(refused('not-found'));
    expect(await tokenOf(liam, issued(liam)[0]?.resetId ?? '')).toBeNull();
    await use(newer);
  });

  it.each([
    ['an hour went by', async () => clock.advance(3_600_000)],
    [
      'the password changed',
      (user: User) =>
        stage.ask(changePassword, { ...of(user), current: PASSWORD, next: 'yet another passphrase' }),
    ],
    [
      'the address was corrected, and the new one confirmed',
      async (user: User) => {
        const changes = { email: 'right@firm.example' };
        await stage.ask(updateUser, { ...of(user), by: firm.by, changes });
        await firm.confirmAddress(user);
      },
    ],
    [
      'they were banned',
      (user: User) => stage.ask(banUser, { ...of(user), by: firm.by, reason: 'Lost laptop' }),
    ],
  ] as [string, (user: User) => Promise<unknown>][])(
    'has a link that is void once %s',
    async (_what, happens) => {
      const liam = await join();
      const token = await asked(liam);
      const { resetId } = issued(liam)[0]!;
      await happens(liam);
      await expect(use(token)).rejects.toMatchObject(refused('password-reset-ended'));
      expect(await tokenOf(liam, resetId)).toBeNull();
    },
  );

  it('is no reason to take one that everybody could guess; the link still works', async () => {
    const liam = await join();
    const token = await asked(liam);
    await expect(use(token, liam.username)).rejects.toMatchObject(refused('validation-failed'));
    await use(token);
  });

  it('stores no link: neither the user nor an event holds it', async () => {
    const liam = await join();
    const token = await asked(liam);
    const stored = await stage.identity.get(UsersRepository).find(firm.accountId, liam.id);
    expect(JSON.stringify([stored, issued(liam)])).not.toContain(token);
  });

  it('can be reset by an admin, which ends the sessions at once and says who it was', async () => {
    const liam = await join();
    const before = await enter(liam);
    const sent = await stage.ask(sendPasswordReset, { ...of(liam), by: firm.by });
    expect(sent).toEqual({
      sentTo: liam.email,
      expiresAt: new Date(clock.now().getTime() + 3_600_000).toISOString(),
    });
    await expect(stage.ask(authorizeSession, sessionOf(before))).rejects.toMatchObject(
      refused('unauthenticated'),
    );
    const token = await link(liam);
    const { resetId } = issued(liam)[0]!;
    expect(issued(liam)).toMatchObject([{ actor: firm.by }]);
    expect(await stage.ask(getPasswordResetLink, { ...of(liam), resetId })).toMatchObject({
      letter: { sentBy: 'Ada Quill', sendTo: liam.email },
    });
    await use(token);
    expect(await enter(liam, NEXT)).toBeDefined();
    const invited = await firm.invite(`invited${people}`);
    await expect(stage.ask(sendPasswordReset, { ...of(invited), by: firm.by })).rejects.toMatchObject(
      refused('wrong-status'),
    );
  });

  it.each(['.', 'x'.repeat(200), '{"$gt":""}'])('with the link %j is not found', async (token) => {
    await expect(use(token)).rejects.toMatchObject(refused('not-found'));
  });
});
