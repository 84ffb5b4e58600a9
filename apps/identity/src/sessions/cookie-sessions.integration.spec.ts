import {
  authorizeSession,
  type OpenedSession,
  refreshSession,
  sessionEnded,
  signIn,
  signOutByCookie,
} from '@seatkeeper/contracts';
import { eventually, race } from '@seatkeeper/testing';
import {
  type Member,
  PASSWORD,
  refused,
  sessionOf,
  type SignInStage,
  startSignInStage,
} from '../../testing/sign-in-stage.js';

const MINUTES = 60_000;

describe('a session that a cookie keeps', () => {
  let stage: SignInStage;

  beforeAll(async () => {
    stage = await startSignInStage();
  });

  afterAll(() => stage.close());

  const enter = ({ account, user }: Member): Promise<OpenedSession> =>
    stage.service.bus.request(signIn, {
      account: account.slug,
      username: user.username,
      password: PASSWORD,
      kept: 'cookie',
    });
  const goOn = ({ refreshToken }: OpenedSession, kept?: 'cookie'): Promise<OpenedSession> =>
    stage.service.bus.request(refreshSession, { refreshToken, kept });
  const byCookie = (opened: OpenedSession) => goOn(opened, 'cookie');
  const use = (opened: OpenedSession) =>
    stage.service.bus.request(authorizeSession, {
      ...sessionOf(opened),
      issuedAt: Math.floor(stage.clock.now().getTime() / 1_000),
    });
  const endings = ({ account }: Member) =>
    stage.heard.of(sessionEnded, account._id).map(({ cause }) => cause);

  it('is as old as any other, and says how long the cookie is to be kept', async () => {
    const opened = await enter(await stage.member());
    expect(opened.keptSeconds).toBe(30 * 86_400);
    stage.clock.advance(86_400_000);
    expect((await byCookie(opened)).keptSeconds).toBe(29 * 86_400);
  });

  it('of ten tabs that ask at once all go on with the same next token', async () => {
    const ada = await stage.member();
    const first = await enter(ada);
    stage.clock.advance(9 * MINUTES);
    const { values } = await race(10, () => byCookie(first));
    expect(values).toHaveLength(10);
    const [second] = [...new Set(values.map(({ refreshToken }) => refreshToken))];
    expect(new Set(values.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    expect(second).not.toBe(first.refreshToken);
    for (const value of values) await use(value);
    expect((await byCookie(first)).refreshToken).toBe(second);
    expect(endings(ada)).toEqual([]);
  });

  it('survives that an answer was lost, however late the browser asks again', async () => {
    const ada = await stage.member();
    const first = await enter(ada);
    stage.clock.advance(9 * MINUTES);
    const lost = await byCookie(first);
    stage.clock.advance(3 * 86_400_000);
    const again = await byCookie(first);
    expect(again.refreshToken).toBe(lost.refreshToken);
    await use(again);
    stage.clock.advance(2 * MINUTES);
    expect((await byCookie(again)).refreshToken).not.toBe(again.refreshToken);
    expect(endings(ada)).toEqual([]);
  });

  it('ends when a copy of its token comes after the next one is in use', async () => {
    const ada = await stage.member();
    const first = await enter(ada);
    stage.clock.advance(9 * MINUTES);
    const second = await byCookie(first);
    await use(second);
    stage.clock.advance(2 * MINUTES);
    await expect(byCookie(first)).rejects.toEqual(refused('unauthenticated'));
    await expect(byCookie(second)).rejects.toEqual(refused('unauthenticated'));
    await eventually(() => expect(endings(ada)).toEqual(['token-reuse']));
  });

  it('ends, too, when a thief was faster than the browser that lost an answer', async () => {
    const ada = await stage.member();
    const first = await enter(ada);
    stage.clock.advance(9 * MINUTES);
    await use(await byCookie(first));
    stage.clock.advance(2 * MINUTES);
    await expect(byCookie(first)).rejects.toEqual(refused('unauthenticated'));
    await eventually(() => expect(endings(ada)).toEqual(['token-reuse']));
  });

  it('goes on by its cookie alone, and no other session by a cookie; to try ends neither', async () => {
    const ada = await stage.member();
    const [page, script] = [await enter(ada), await stage.enter(ada)];
    await expect(goOn(page)).rejects.toEqual(refused('unauthenticated'));
    await expect(byCookie(script)).rejects.toEqual(refused('unauthenticated'));
    await stage.service.bus.request(signOutByCookie, { refreshToken: script.refreshToken });
    await expect(byCookie(page)).resolves.toBeDefined();
    await expect(goOn(script)).resolves.toBeDefined();
  });

  it('is signed out by its cookie, once, and by nothing that only looks like one', async () => {
    const ada = await stage.member();
    const opened = await enter(ada);
    const stranger = await enter(await stage.member());
    const [accountId, sessionId] = opened.refreshToken.split('.');
    const [, , family, secret] = stranger.refreshToken.split('.');
    const leave = (refreshToken: string) => stage.service.bus.request(signOutByCookie, { refreshToken });
    for (const forged of ['x', `${accountId}.${sessionId}.${family}.${secret}`]) await leave(forged);
    await expect(use(opened)).resolves.toBeDefined();
    await leave(opened.refreshToken);
    await leave(opened.refreshToken);
    await expect(use(opened)).rejects.toEqual(refused('unauthenticated'));
    await expect(use(stranger)).resolves.toBeDefined();
    await eventually(() => expect(endings(ada)).toEqual(['signed-out']));
  });
});
