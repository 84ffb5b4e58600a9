import {
  authorizeSession,
  changePassword,
  getSignInDetails,
  listUserHistory,
  passwordChanged,
  requirePasswordChange,
  setTemporaryPassword,
  signIn,
  temporaryPasswordSet,
  type Tokens,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';

const TEMPORARY = 'first day at the firm';

describe('a password that has to be changed', () => {
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(50);
  });
  afterAll(() => stage.close());

  let people = 0;
  const join = () => firm.join(`person${++people}`);
  const of = ({ id: userId }: User) => ({ accountId: firm.accountId, userId });
  const enter = ({ username }: User, password = PASSWORD): Promise<Tokens> =>
    stage.ask(signIn, { account: firm.slug, username, password });
  const give = (user: User, password = TEMPORARY) =>
    stage.ask(setTemporaryPassword, { ...of(user), by: firm.by, password });
  const demand = (user: User) => stage.ask(requirePasswordChange, { ...of(user), by: firm.by });
  const details = async (user: User) => (await stage.ask(getSignInDetails, of(user))).letter;

  it('is set by an admin: the sessions end, the old one is void, and whoever signs in with it has to choose another', async () => {
    const liam = await join();
    const before = await enter(liam);
    expect(await give(liam)).toMatchObject({ mustChangePassword: true, status: 'active' });
    await expect(stage.ask(authorizeSession, sessionOf(before))).rejects.toMatchObject(
      refused('unauthenticated'),
    );
    await expect(enter(liam)).rejects.toMatchObject(refused('sign-in-failed'));
    const tokens = await enter(liam, TEMPORARY);
    expect(tokens.mustChangePassword).toBe(true);
    expect(await stage.ask(authorizeSession, sessionOf(tokens))).toMatchObject({ mustChangePassword: true });

    const own = { ...of(liam), current: TEMPORARY };
    await expect(stage.ask(changePassword, { ...own, next: TEMPORARY })).rejects.toMatchObject(
      refused('validation-failed'),
    );
    expect(await stage.ask(changePassword, { ...own, next: 'a passphrase of my own' })).toMatchObject({
      mustChangePassword: false,
    });
    expect(await firm.user(liam.id)).toMatchObject({ mustChangePassword: false });
  });

  it('is told by a mail with what one signs in with, and not once another was chosen', async () => {
    const liam = await join();
    await give(liam);
    await eventually(() =>
      expect(
        stage.heard.of(temporaryPasswordSet, firm.accountId).filter(({ userId }) => userId === liam.id),
      ).toMatchObject([{ sendTo: liam.email, actor: firm.by }]),
    );
    const letter = await details(liam);
    expect(letter).toMatchObject({ username: liam.username, accountSlug: firm.slug, setBy: 'Ada Quill' });
    expect(JSON.stringify(letter)).not.toContain(TEMPORARY);
    await stage.ask(changePassword, { ...of(liam), current: TEMPORARY, next: 'a passphrase of my own' });
    expect(await details(liam)).toBeNull();
    await eventually(() =>
      expect(
        stage.heard.of(passwordChanged, firm.accountId).filter(({ userId }) => userId === liam.id),
      ).toHaveLength(1),
    );
    await demand(liam);
    expect(await details(liam)).toBeNull();
  });

  it('is demanded by an admin once, however often: the sessions end and the password stays', async () => {
    const liam = await join();
    const before = await enter(liam);
    const first = await demand(liam);
    expect(first).toMatchObject({ mustChangePassword: true });
    await expect(stage.ask(authorizeSession, sessionOf(before))).rejects.toMatchObject(
      refused('unauthenticated'),
    );
    const tokens = await enter(liam);
    expect(await demand(liam)).toEqual(first);
    expect(await stage.ask(authorizeSession, sessionOf(tokens))).toMatchObject({ mustChangePassword: true });
    await eventually(async () => {
      const { items } = await stage.ask(listUserHistory, { ...of(liam), page: {} });
      expect(items[0]).toMatchObject({
        actor: firm.by,
        changes: [{ field: 'mustChangePassword', before: false, after: true }],
      });
    });
  });

  it('is not for oneself, for who was invited, nor for a machine', async () => {
    const liam = await join();
    const own = { ...of(liam), by: userActor(liam.id), password: TEMPORARY };
    await expect(stage.ask(setTemporaryPassword, own)).rejects.toMatchObject(refused('forbidden'));
    await enter(liam);
    const invited = await firm.invite('invited');
    const machine = await firm.invite('machine', { type: 'service' });
    for (const user of [invited, machine]) {
      await expect(give(user)).rejects.toMatchObject(refused('wrong-status'));
      await expect(demand(user)).rejects.toMatchObject(refused('wrong-status'));
    }
  });

  it('is not one that everybody could guess', async () => {
    const liam = await join();
    await expect(give(liam, liam.username)).rejects.toMatchObject(refused('validation-failed'));
    await enter(liam);
  });
});
