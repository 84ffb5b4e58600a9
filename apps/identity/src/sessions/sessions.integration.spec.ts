import { authorizeSession, refreshSession, sessionEnded, signOut, type Tokens } from '@seatkeeper/contracts';
import { derivedId, newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { refused, sessionOf, type SignInStage, startSignInStage } from '../../testing/sign-in-stage.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { SessionsRepository } from './sessions.repository.js';

describe('a session', () => {
  let stage: SignInStage;

  beforeAll(async () => {
    stage = await startSignInStage();
  });

  afterAll(() => stage.close());

  it('a refresh token works once, and the next one after it', async () => {
    const first = await stage.enter(await stage.member());
    const second = await stage.refresh(first);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(sessionOf(second).sessionId).toBe(sessionOf(first).sessionId);
    const third = await stage.refresh(second);
    await expect(stage.authorize(third)).resolves.toBeDefined();
  });

  it('of ten who bring one refresh token at once, one gets the next, and the session ends', async () => {
    const ada = await stage.member();
    const tokens = await stage.enter(ada);
    const { values, refusals } = await race(10, () => stage.refresh(tokens));
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ unauthenticated: 9 });
    await expect(stage.authorize(tokens)).rejects.toEqual(refused('unauthenticated'));
    await expect(stage.refresh(values[0] as Tokens)).rejects.toEqual(refused('unauthenticated'));
    await eventually(() =>
      expect(stage.heard.of(sessionEnded, ada.account._id)).toEqual([
        expect.objectContaining({ userId: ada.user._id, cause: 'token-reuse' }),
      ]),
    );
  });

  it('the request that used a refresh token gets the same answer when it comes again, another one does not', async () => {
    const ada = await stage.member();
    const first = await stage.enter(ada);
    const commandId = newId('cmd');
    const { values } = await race(5, () => stage.refresh(first, commandId));
    expect(new Set(values.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    const [second] = values as [Tokens];
    const third = await stage.refresh(second);
    // The client has gone on, and only now the broker delivers the request again.
    expect((await stage.refresh(first, commandId)).refreshToken).toBe(second.refreshToken);
    await expect(stage.authorize(third)).resolves.toBeDefined();
    expect(stage.heard.of(sessionEnded, ada.account._id)).toEqual([]);
    await expect(stage.refresh(first, newId('cmd'))).rejects.toEqual(refused('unauthenticated'));
    await expect(stage.authorize(third)).rejects.toEqual(refused('unauthenticated'));
  });

  it('an invented refresh token, even one that names the session, ends nothing', async () => {
    const tokens = await stage.enter(await stage.member());
    const [accountId, sessionId, family = '', secret = ''] = tokens.refreshToken.split('.');
    const stranger = await stage.enter(await stage.member());
    const [, , strangeFamily, strangeSecret] = stranger.refreshToken.split('.');
    for (const refreshToken of [
      'hello',
      `${accountId}.${sessionId}.${strangeFamily}.${strangeSecret}`,
      `${accountId}.${sessionId}.${strangeFamily}.${secret}`,
      `${derivedId('acc', 'another')}.${sessionId}.${family}.${secret}`,
    ])
      await expect(stage.service.bus.request(refreshSession, { refreshToken })).rejects.toEqual(
        refused('unauthenticated'),
      );
    await expect(stage.refresh(tokens)).resolves.toBeDefined();
  });

  it('a session nobody refreshes for thirty days is over', async () => {
    const tokens = await stage.enter(await stage.member());
    stage.clock.advance(29 * 86_400_000);
    const next = await stage.refresh(tokens);
    stage.clock.advance(30 * 86_400_000);
    await expect(stage.authorize(next)).rejects.toEqual(refused('unauthenticated'));
    await expect(stage.refresh(next)).rejects.toEqual(refused('unauthenticated'));
  });

  it('a session gets no older than the account lets it, however often it is used, also when that was decided later', async () => {
    const ada = await stage.member();
    const days = (sessionDays: number) =>
      stage.service
        .get(AccountsRepository)
        .decide(ada.account._id, () => ({ update: { set: { policies: { sessionDays } } } }));
    await days(60);
    let tokens = await stage.enter(ada);
    for (const _week of [1, 2, 3, 4, 5]) {
      stage.clock.advance(7 * 86_400_000);
      tokens = await stage.refresh(tokens);
    }
    await days(36);
    tokens = await stage.refresh(tokens);
    stage.clock.advance(86_400_000);
    await expect(stage.authorize(tokens)).rejects.toEqual(refused('unauthenticated'));
    await expect(stage.refresh(tokens)).rejects.toEqual(refused('unauthenticated'));
    const next = await stage.enter(ada);
    await days(1);
    stage.clock.advance(86_400_000);
    await expect(stage.authorize(next)).resolves.toBeDefined();
    await expect(stage.refresh(next)).rejects.toEqual(refused('unauthenticated'));
  });

  it('signing out ends this session and no other, and can be repeated', async () => {
    const ada = await stage.member();
    const [here, there] = [await stage.enter(ada), await stage.enter(ada)];
    const session = sessionOf(here);
    const stranger = await stage.member();
    await stage.service.bus.request(signOut, { ...session, userId: stranger.user._id });
    await expect(stage.authorize(here)).resolves.toBeDefined();
    await stage.service.bus.request(signOut, session);
    await stage.service.bus.request(signOut, session);
    await expect(stage.authorize(here)).rejects.toEqual(refused('unauthenticated'));
    await expect(stage.refresh(here)).rejects.toEqual(refused('unauthenticated'));
    await expect(stage.authorize(there)).resolves.toBeDefined();
    await eventually(() =>
      expect(stage.heard.of(sessionEnded, ada.account._id)).toEqual([
        expect.objectContaining({ sessionId: session.sessionId, cause: 'signed-out' }),
      ]),
    );
  });

  it.each([
    ['is deactivated', { status: 'deactivated' as const }],
    ['has a new epoch, as after a ban or a password reset', { sessionEpoch: 1 }],
  ])('every session is dead at once when the user %s', async (_case, set) => {
    const ada = await stage.member();
    const all = [await stage.enter(ada), await stage.enter(ada)];
    await stage.change(ada, set);
    for (const tokens of all) {
      await expect(stage.authorize(tokens)).rejects.toEqual(refused('unauthenticated'));
      await expect(stage.refresh(tokens)).rejects.toEqual(refused('unauthenticated'));
    }
  });

  it('a session of one account or user is none of another', async () => {
    const [ada, eve] = [await stage.member(), await stage.member()];
    const tokens = await stage.enter(ada);
    const own = sessionOf(tokens);
    for (const forged of [
      { ...own, accountId: eve.account._id, userId: eve.user._id },
      { ...own, userId: eve.user._id },
      { ...own, accountId: eve.account._id },
    ])
      await expect(stage.service.bus.request(authorizeSession, forged)).rejects.toEqual(
        refused('unauthenticated'),
      );
  });

  it('notes the last activity to the minute, whatever the number of requests', async () => {
    const ada = await stage.member();
    const tokens = await stage.enter(ada);
    const lastActive = async () =>
      (await stage.service.get(UsersRepository).find(ada.account._id, ada.user._id))?.lastActiveAt;
    const from = stage.clock.now();
    await stage.authorize(tokens);
    stage.clock.advance(59_000);
    await stage.authorize(tokens);
    expect(await lastActive()).toEqual(from);
    stage.clock.advance(1_000);
    await stage.authorize(tokens);
    expect(await lastActive()).toEqual(stage.clock.now());
  });

  it('stores no token and no password in the clear', async () => {
    const tokens = await stage.enter(await stage.member());
    const { accountId, sessionId } = sessionOf(tokens);
    const stored = await stage.service.get(SessionsRepository).find(accountId, sessionId);
    const secret = tokens.refreshToken.split('.')[3] ?? '';
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});
