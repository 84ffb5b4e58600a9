import {
  authorizeSession,
  banUser,
  endSession,
  endSessions,
  listAudit,
  listSessions,
  listUserHistory,
  refreshSession,
  sessionEnded,
  signIn,
  signOut,
  type Tokens,
  type User,
  userActor,
  userSessionsEnded,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';

describe('the sessions of a user', () => {
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
  const enter = ({ username }: User, client = 'curl/8.5.0', address = '192.0.2.1') =>
    stage.ask(signIn, { account: firm.slug, username, password: PASSWORD, address, client });
  const of = ({ id: userId }: User) => ({ accountId: firm.accountId, userId });
  const list = async (user: User, current?: string) =>
    (await stage.ask(listSessions, { ...of(user), current })).items;
  const lives = (tokens: Tokens) =>
    stage.ask(authorizeSession, sessionOf(tokens)).then(
      () => true,
      () => false,
    );

  it('are listed with since when, last seen, from where and by which program, the one seen last first', async () => {
    const liam = await join();
    const old = await enter(liam, 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0');
    const startedAt = clock.now().toISOString();
    clock.advance(60_000);
    const other = await enter(liam);
    clock.advance(60_000);
    await stage.ask(refreshSession, {
      refreshToken: old.refreshToken,
      address: '192.0.2.2',
      client: 'curl/9',
    });
    const { sessionId } = sessionOf(old);
    const [first, second, invited] = await list(liam, sessionId);
    expect(first).toEqual({
      id: sessionId,
      startedAt,
      lastSeenAt: clock.now().toISOString(),
      endsAt: new Date(Date.parse(startedAt) + 30 * 86_400_000).toISOString(),
      address: '192.0.2.2',
      client: 'curl 9',
      current: true,
    });
    expect(second).toMatchObject({ id: sessionOf(other).sessionId, client: 'curl 8.5.0', current: false });
    expect(invited).toMatchObject({ client: null, address: null });
    clock.advance(60_000);
    await stage.ask(authorizeSession, sessionOf(other));
    expect((await list(liam)).map(({ id }) => id)[0]).toBe(sessionOf(other).sessionId);
  });

  it('that have ended, in whatever way, are not among them', async () => {
    const liam = await join();
    const gone = await enter(liam);
    await stage.ask(signOut, sessionOf(gone));
    expect(await list(liam)).toHaveLength(1);
    clock.advance(30 * 86_400_000);
    expect(await list(liam)).toEqual([]);
    await enter(liam);
    expect(await list(liam)).toHaveLength(1);
    await stage.ask(banUser, { ...of(liam), by: firm.by, reason: 'Lost laptop' });
    expect(await list(liam)).toEqual([]);
  });

  it('end one by one, and can be ended again', async () => {
    const liam = await join();
    const [here, there] = [await enter(liam), await enter(liam)];
    const { sessionId } = sessionOf(there);
    const end = { ...of(liam), by: userActor(liam.id), sessionId };
    await race(3, () => stage.ask(endSession, end));
    expect([await lives(here), await lives(there)]).toEqual([true, false]);
    await eventually(() =>
      expect(
        stage.heard.of(sessionEnded, firm.accountId).filter((each) => each.sessionId === sessionId),
      ).toEqual([expect.objectContaining({ userId: liam.id, cause: 'ended', actor: userActor(liam.id) })]),
    );
  });

  it('end all at once but the one that asks, which goes on until all are ended again', async () => {
    const liam = await join();
    const [here, there] = [await enter(liam), await enter(liam)];
    const { sessionId } = sessionOf(here);
    const own = { ...of(liam), by: userActor(liam.id) };
    await stage.ask(endSessions, { ...own, except: sessionId });
    expect([await lives(here), await lives(there)]).toEqual([true, false]);
    await stage.ask(endSessions, { ...own, except: sessionId });
    expect(await list(liam, sessionId)).toMatchObject([{ id: sessionId, current: true }]);
    const next = await stage.ask(refreshSession, { refreshToken: here.refreshToken });
    const later = await enter(liam);
    expect([await lives(next), await lives(later)]).toEqual([true, true]);

    await stage.ask(endSessions, { ...of(liam), by: firm.by });
    expect([await lives(next), await lives(later)]).toEqual([false, false]);
    await eventually(() =>
      expect(
        stage.heard.of(userSessionsEnded, firm.accountId).filter(({ user }) => user.id === liam.id),
      ).toMatchObject([
        { actor: own.by },
        { actor: own.by },
        { actor: firm.by, changes: [{ field: 'sessions' }] },
      ]),
    );
    await eventually(async () => {
      const { items } = await stage.ask(listUserHistory, { ...of(liam), page: {} });
      const ended = { action: 'identity.user.sessions-ended', actor: firm.by };
      expect(items).toContainEqual(expect.objectContaining(ended));
    });
  });

  it('a session that has ended itself is not kept when it ends the others', async () => {
    const liam = await join();
    const [here, there] = [await enter(liam), await enter(liam)];
    await stage.ask(signOut, sessionOf(here));
    const except = sessionOf(here).sessionId;
    await stage.ask(endSessions, { ...of(liam), by: userActor(liam.id), except });
    expect([await lives(here), await lives(there)]).toEqual([false, false]);
  });

  it('of one user are none of another, of one account none of another', async () => {
    const [liam, mei] = [await join(), await join()];
    const tokens = await enter(mei);
    const { sessionId } = sessionOf(tokens);
    const stranger = await stage.signUp();
    for (const whose of [
      of(liam),
      { accountId: stranger.accountId, userId: mei.id },
      of({ ...mei, id: newId('usr') }),
    ])
      await expect(stage.ask(endSession, { ...whose, by: firm.by, sessionId })).rejects.toMatchObject(
        refused('not-found'),
      );
    await expect(
      stage.ask(listSessions, { accountId: stranger.accountId, userId: mei.id }),
    ).rejects.toMatchObject(refused('not-found'));
    await stage.ask(endSessions, { ...of(liam), by: userActor(liam.id), except: sessionId });
    expect(await lives(tokens)).toBe(true);
  });

  it('are told to the audit by whoever ended them', async () => {
    const liam = await join();
    const { sessionId } = sessionOf(await enter(liam));
    await stage.ask(endSession, { ...of(liam), by: firm.by, sessionId });
    await eventually(async () => {
      const filter = { target: sessionId, action: 'identity.session.ended' };
      const { items } = await stage.ask(listAudit, { accountId: firm.accountId, filter, page: {} });
      expect(items).toMatchObject([{ actor: firm.by, detail: { userId: liam.id, cause: 'ended' } }]);
    });
  });
});
