import { changePassword, describeMe, listSigningKeys, sessionStarted, signIn } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import jwt from 'jsonwebtoken';
import { createPublicKey } from 'node:crypto';
import { PASSWORD, refused, type SignInStage, startSignInStage } from '../../testing/sign-in-stage.js';

describe('signing in', () => {
  let stage: SignInStage;

  beforeAll(async () => {
    stage = await startSignInStage();
  });

  afterAll(() => stage.close());

  it('a sign-in gives tokens that verify with the published keys and carry user, account and session', async () => {
    const ada = await stage.member();
    stage.clock.set(new Date());
    const tokens = await stage.enter(ada);
    expect(tokens).toMatchObject({ expiresIn: 600, mustChangePassword: false });

    const { keys } = await stage.service.bus.request(listSigningKeys, {});
    const { kid } = jwt.decode(tokens.accessToken, { complete: true })?.header ?? {};
    const key = keys.find((jwk) => jwk['kid'] === kid);
    expect(key).not.toHaveProperty('d');
    const verified = jwt.verify(tokens.accessToken, createPublicKey({ key: key ?? {}, format: 'jwk' }), {
      algorithms: ['ES256'],
      issuer: 'seatkeeper',
    }) as jwt.JwtPayload;
    expect(verified).toMatchObject({ sub: ada.user._id, acc: ada.account._id });
    expect((verified.exp ?? 0) - (verified.iat ?? 0)).toBe(600);
    expect(await stage.authorize(tokens)).toEqual({
      accountId: ada.account._id,
      userId: ada.user._id,
      sessionId: verified['sid'],
      permissions: [],
      seesEverybody: true,
      mustChangePassword: false,
      mustAddFactor: false,
      manages: false,
      proved: true,
    });
    await eventually(() =>
      expect(stage.heard.of(sessionStarted, ada.account._id)).toEqual([
        expect.objectContaining({ userId: ada.user._id, sessionId: verified['sid'] }),
      ]),
    );
  });

  it('account and username are found whatever the letters they are typed in', async () => {
    const ada = await stage.member({ username: 'ada@firm.example' });
    const typed = {
      account: ada.account.slug.toUpperCase(),
      username: ' ADA@Firm.Example ',
      password: PASSWORD,
    };
    await expect(stage.service.bus.request(signIn, typed)).resolves.toHaveProperty('accessToken');
  });

  it('every way to fail says the same', async () => {
    const since = stage.clock.now();
    const until = new Date(since.getTime() + 1_000);
    const good = await stage.member();
    const ban = { reason: 'Lost laptop', since, until };
    const failures = await Promise.all(
      [
        stage.enter(good, 'wrong'),
        stage.enter({ ...good, user: { ...good.user, username: 'nobody@firm.example' } }),
        stage.enter({ ...good, account: { ...good.account, slug: 'no-such-firm' } }),
        stage.enter(await stage.member({ status: 'banned', ban })),
        stage.enter(await stage.member({ status: 'deactivated' })),
        stage.enter(await stage.member({ status: 'invited', passwordHash: undefined })),
        stage.enter(await stage.member({ status: 'invited' })),
      ].map((attempt) =>
        attempt.then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    );
    for (const failure of failures)
      expect(failure).toMatchObject({ code: 'sign-in-failed', detail: undefined });
    expect(failures).toHaveLength(7);
  });

  it('a ban is over when its time is over', async () => {
    const since = stage.clock.now();
    const ban = { reason: 'Lost laptop', since, until: new Date(since.getTime() + 60_000) };
    const ada = await stage.member({ status: 'banned', ban });
    await expect(stage.enter(ada)).rejects.toEqual(refused('sign-in-failed'));
    stage.clock.advance(60_000);
    await expect(stage.authorize(await stage.enter(ada))).resolves.toHaveProperty('userId', ada.user._id);
  });

  it('changing the password ends all sessions, opens one, and lifts the demand for it', async () => {
    const ada = await stage.member({ mustChangePassword: true });
    const before = await stage.enter(ada);
    expect(before.mustChangePassword).toBe(true);
    const { accountId, _id: userId } = ada.user;
    const next = 'another long passphrase';
    const after = await stage.service.bus.request(changePassword, {
      accountId,
      userId,
      current: PASSWORD,
      next,
    });
    expect(after.mustChangePassword).toBe(false);
    await expect(stage.authorize(before)).rejects.toEqual(refused('unauthenticated'));
    await expect(stage.authorize(after)).resolves.toMatchObject({ mustChangePassword: false });
    await expect(stage.enter(ada)).rejects.toEqual(refused('sign-in-failed'));
    await expect(stage.enter(ada, next)).resolves.toBeDefined();
  });

  it('changing the password is answered as before when the bus delivers the request once more, and done once', async () => {
    const ada = await stage.member();
    const { accountId, _id: userId } = ada.user;
    const next = 'another long passphrase';
    const request = { accountId, userId, current: PASSWORD, next, attemptId: newId('att') };
    const { values } = await race(3, () => stage.service.bus.request(changePassword, request));
    expect(values).toHaveLength(3);
    const since = await stage.enter(ada, next);
    await expect(stage.service.bus.request(changePassword, request)).resolves.toBeDefined();
    await expect(stage.authorize(since)).resolves.toBeDefined();
    const another = { ...request, attemptId: newId('att') };
    await expect(stage.service.bus.request(changePassword, another)).rejects.toMatchObject({
      code: 'sign-in-failed',
    });
  });

  it('of two changes of one password at once, one is made', async () => {
    const { user } = await stage.member();
    const { accountId, _id: userId } = user;
    const { values, refusals } = await race(2, (index) =>
      stage.service.bus.request(changePassword, {
        accountId,
        userId,
        current: PASSWORD,
        next: `long passphrase ${index}`,
      }),
    );
    expect([values.length, refusals]).toEqual([1, { 'sign-in-failed': 1 }]);
  });

  it('a new password may be neither the old one nor easy to guess, which is said before any work', async () => {
    const { user } = await stage.member({ username: 'long.enough@firm.example' });
    const { accountId, _id: userId } = user;
    const tries = [
      ['Long.Enough@firm.example', PASSWORD],
      ['Password2026', PASSWORD],
      ['Password2026', 'wrong'],
      [PASSWORD, PASSWORD],
    ] as const;
    for (const [next, current] of tries)
      await expect(
        stage.service.bus.request(changePassword, { accountId, userId, current, next }),
      ).rejects.toMatchObject({ code: 'validation-failed', errors: [{ path: 'next' }] });
  });

  it('me shows user, account and permissions, and no secret', async () => {
    const ada = await stage.member({ globalAdmin: true });
    const me = await stage.service.bus.request(describeMe, {
      accountId: ada.account._id,
      userId: ada.user._id,
    });
    expect(me).toMatchObject({ user: { id: ada.user._id }, account: { slug: ada.account.slug } });
    expect(me.permissions).toContain('users.deactivate');
    expect(JSON.stringify(me)).not.toContain('argon2');
  });
});
