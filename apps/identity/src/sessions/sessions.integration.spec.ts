import { BusModule } from '@seatkeeper/bus';
import {
  authorizeSession,
  changePassword,
  describeMe,
  listSigningKeys,
  refreshSession,
  sessionEnded,
  sessionStarted,
  signIn,
  signOut,
  type Tokens,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { eventually, race, TestClock, testService, type TestService } from '@seatkeeper/testing';
import jwt from 'jsonwebtoken';
import { createPublicKey } from 'node:crypto';
import { AccountRepository } from '../accounts/account.repository.js';
import { accounts, type StoredAccount } from '../accounts/account.schema.js';
import { groups } from '../groups/group.schema.js';
import { Passwords } from '../passwords/passwords.service.js';
import { identitySettings } from '../settings.js';
import { EventRecorder, EventRecorderModule } from '../testing/event-recorder.js';
import { identitySecrets } from '../testing/identity-settings.js';
import { storedAccount, storedUser } from '../testing/stored-users.js';
import { UserRepository } from '../users/user.repository.js';
import { type StoredUser, users } from '../users/user.schema.js';
import { attempts } from './attempt.schema.js';
import { sessions } from './session.schema.js';
import { SessionsModule } from './sessions.module.js';

const PASSWORD = 'correct horse battery staple';

describe('sessions', () => {
  const clock = new TestClock('2026-11-22T12:00:00Z');
  let service: TestService;
  let heard: EventRecorder;
  let passwordHash: string;

  beforeAll(async () => {
    service = await testService({
      name: 'identity',
      spec: identitySettings,
      settings: identitySecrets,
      clock,
      imports: [
        MongoModule.forRoot([accounts, users, groups, sessions, attempts]),
        BusModule.forRoot(),
        SessionsModule,
        EventRecorderModule,
      ],
    });
    heard = service.get(EventRecorder);
    passwordHash = await service.get(Passwords).hash(PASSWORD);
  });

  afterAll(() => service.close());

  const member = async (given: Partial<StoredUser> = {}) => {
    const account = await service.get(AccountRepository).begin(storedAccount());
    const fresh = storedUser({ accountId: account._id, passwordHash, ...given });
    const user = await service.get(UserRepository).insert(fresh);
    return { account, user };
  };
  type Member = { account: StoredAccount; user: StoredUser };
  const enter = ({ account, user }: Member, password = PASSWORD, address = '192.0.2.1') =>
    service.bus.request(signIn, { account: account.slug, username: user.username, password, address });
  const claimsOf = ({ accessToken }: Tokens) => jwt.decode(accessToken) as jwt.JwtPayload;
  const authorize = (tokens: Tokens) => {
    const { acc, sub, sid } = claimsOf(tokens);
    return service.bus.request(authorizeSession, {
      accountId: acc as string,
      userId: sub ?? '',
      sessionId: sid as string,
    });
  };
  const refresh = ({ refreshToken }: Tokens) => service.bus.request(refreshSession, { refreshToken });
  const refused = (code: string): unknown => expect.objectContaining({ code });
  const change = async ({ account, user }: Member, set: Partial<StoredUser>) => {
    const repository = service.get(UserRepository);
    await repository.decide(account._id, user._id, () => ({ update: { set } }));
  };

  it('a sign-in gives tokens that verify with the published keys and carry user, account and session', async () => {
    const ada = await member();
    clock.set(new Date());
    const tokens = await enter(ada);
    expect(tokens).toMatchObject({ expiresIn: 600, mustChangePassword: false });

    const { keys } = await service.bus.request(listSigningKeys, {});
    const { kid } = jwt.decode(tokens.accessToken, { complete: true })?.header ?? {};
    const key = keys.find((jwk) => jwk['kid'] === kid);
    expect(key).not.toHaveProperty('d');
    const verified = jwt.verify(tokens.accessToken, createPublicKey({ key: key ?? {}, format: 'jwk' }), {
      algorithms: ['ES256'],
      issuer: 'seatkeeper',
    }) as jwt.JwtPayload;
    expect(verified).toMatchObject({ sub: ada.user._id, acc: ada.account._id });
    expect((verified.exp ?? 0) - (verified.iat ?? 0)).toBe(600);
    expect(await authorize(tokens)).toEqual({
      accountId: ada.account._id,
      userId: ada.user._id,
      sessionId: verified['sid'],
      permissions: [],
      mustChangePassword: false,
    });
    await eventually(() =>
      expect(heard.of(sessionStarted, ada.account._id)).toEqual([
        expect.objectContaining({ userId: ada.user._id, sessionId: verified['sid'] }),
      ]),
    );
  });

  it('account and username are found whatever the letters they are typed in', async () => {
    const ada = await member({ username: 'ada@firm.example' });
    const typed = {
      account: ada.account.slug.toUpperCase(),
      username: ' ADA@Firm.Example ',
      password: PASSWORD,
    };
    await expect(service.bus.request(signIn, typed)).resolves.toHaveProperty('accessToken');
  });

  it('every way to fail says the same', async () => {
    const since = clock.now();
    const until = new Date(since.getTime() + 1_000);
    const good = await member();
    const ban = { reason: 'Lost laptop', since, until };
    const failures = await Promise.all(
      [
        enter(good, 'wrong'),
        enter({ ...good, user: { ...good.user, username: 'nobody@firm.example' } }),
        enter({ ...good, account: { ...good.account, slug: 'no-such-firm' } }),
        enter(await member({ status: 'banned', ban })),
        enter(await member({ status: 'deactivated' })),
        enter(await member({ status: 'invited', passwordHash: undefined })),
        enter(await member({ status: 'invited' })),
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
    const since = clock.now();
    const ban = { reason: 'Lost laptop', since, until: new Date(since.getTime() + 60_000) };
    const ada = await member({ status: 'banned', ban });
    await expect(enter(ada)).rejects.toEqual(refused('sign-in-failed'));
    clock.advance(60_000);
    await expect(authorize(await enter(ada))).resolves.toHaveProperty('userId', ada.user._id);
  });

  it('a refresh token works once, and the next one after it', async () => {
    const first = await enter(await member());
    const second = await refresh(first);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(claimsOf(second)['sid']).toBe(claimsOf(first)['sid']);
    const third = await refresh(second);
    await expect(authorize(third)).resolves.toBeDefined();
  });

  it('of ten who bring one refresh token at once, one gets the next, and the session ends', async () => {
    const ada = await member();
    const tokens = await enter(ada);
    const { values, refusals } = await race(10, () => refresh(tokens));
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ unauthenticated: 9 });
    await expect(authorize(tokens)).rejects.toEqual(refused('unauthenticated'));
    await expect(refresh(values[0] as Tokens)).rejects.toEqual(refused('unauthenticated'));
    await eventually(() =>
      expect(heard.of(sessionEnded, ada.account._id)).toEqual([
        expect.objectContaining({ userId: ada.user._id, cause: 'token-reuse' }),
      ]),
    );
  });

  it('an invented refresh token, even one that names the session, ends nothing', async () => {
    const tokens = await enter(await member());
    const [accountId, sessionId, family = '', secret = ''] = tokens.refreshToken.split('.');
    const stranger = await enter(await member());
    const [, , strangeFamily, strangeSecret] = stranger.refreshToken.split('.');
    for (const refreshToken of [
      'hello',
      `${accountId}.${sessionId}.${strangeFamily}.${strangeSecret}`,
      `${accountId}.${sessionId}.${strangeFamily}.${secret}`,
      `${derivedId('acc', 'another')}.${sessionId}.${family}.${secret}`,
    ])
      await expect(service.bus.request(refreshSession, { refreshToken })).rejects.toEqual(
        refused('unauthenticated'),
      );
    await expect(refresh(tokens)).resolves.toBeDefined();
  });

  it('a session nobody refreshes for thirty days is over', async () => {
    const tokens = await enter(await member());
    clock.advance(29 * 86_400_000);
    const next = await refresh(tokens);
    clock.advance(30 * 86_400_000);
    await expect(authorize(next)).rejects.toEqual(refused('unauthenticated'));
    await expect(refresh(next)).rejects.toEqual(refused('unauthenticated'));
  });

  it('signing out ends this session and no other, and can be repeated', async () => {
    const ada = await member();
    const [here, there] = [await enter(ada), await enter(ada)];
    const { acc, sub, sid } = claimsOf(here);
    const session = { accountId: acc as string, userId: sub ?? '', sessionId: sid as string };
    const stranger = await member();
    await service.bus.request(signOut, { ...session, userId: stranger.user._id });
    await expect(authorize(here)).resolves.toBeDefined();
    await service.bus.request(signOut, session);
    await service.bus.request(signOut, session);
    await expect(authorize(here)).rejects.toEqual(refused('unauthenticated'));
    await expect(refresh(here)).rejects.toEqual(refused('unauthenticated'));
    await expect(authorize(there)).resolves.toBeDefined();
    await eventually(() =>
      expect(heard.of(sessionEnded, ada.account._id)).toEqual([
        expect.objectContaining({ sessionId: sid, cause: 'signed-out' }),
      ]),
    );
  });

  it.each([
    ['is deactivated', { status: 'deactivated' as const }],
    ['has a new epoch, as after a ban or a password reset', { sessionEpoch: 1 }],
  ])('every session is dead at once when the user %s', async (_case, set) => {
    const ada = await member();
    const all = [await enter(ada), await enter(ada)];
    await change(ada, set);
    for (const tokens of all) {
      await expect(authorize(tokens)).rejects.toEqual(refused('unauthenticated'));
      await expect(refresh(tokens)).rejects.toEqual(refused('unauthenticated'));
    }
  });

  it('a session of one account or user is none of another', async () => {
    const [ada, eve] = [await member(), await member()];
    const tokens = await enter(ada);
    const own = {
      accountId: ada.account._id,
      userId: ada.user._id,
      sessionId: claimsOf(tokens)['sid'] as string,
    };
    for (const forged of [
      { ...own, accountId: eve.account._id, userId: eve.user._id },
      { ...own, userId: eve.user._id },
      { ...own, accountId: eve.account._id },
    ])
      await expect(service.bus.request(authorizeSession, forged)).rejects.toEqual(refused('unauthenticated'));
  });

  it('notes the last activity to the minute, whatever the number of requests', async () => {
    const ada = await member();
    const tokens = await enter(ada);
    const lastActive = async () =>
      (await service.get(UserRepository).find(ada.account._id, ada.user._id))?.lastActiveAt;
    const from = clock.now();
    await authorize(tokens);
    clock.advance(59_000);
    await authorize(tokens);
    expect(await lastActive()).toEqual(from);
    clock.advance(1_000);
    await authorize(tokens);
    expect(await lastActive()).toEqual(clock.now());
  });

  it('changing the password ends all sessions, opens one, and lifts the demand for it', async () => {
    const ada = await member({ mustChangePassword: true });
    const before = await enter(ada);
    expect(before.mustChangePassword).toBe(true);
    const { accountId, _id: userId } = ada.user;
    const next = 'another long passphrase';
    const after = await service.bus.request(changePassword, { accountId, userId, current: PASSWORD, next });
    expect(after.mustChangePassword).toBe(false);
    await expect(authorize(before)).rejects.toEqual(refused('unauthenticated'));
    await expect(authorize(after)).resolves.toMatchObject({ mustChangePassword: false });
    await expect(enter(ada)).rejects.toEqual(refused('sign-in-failed'));
    await expect(enter(ada, next)).resolves.toBeDefined();
  });

  it('of two changes of one password at once, one is made', async () => {
    const { user } = await member();
    const { accountId, _id: userId } = user;
    const { values, refusals } = await race(2, (index) =>
      service.bus.request(changePassword, {
        accountId,
        userId,
        current: PASSWORD,
        next: `long passphrase ${index}`,
      }),
    );
    expect([values.length, refusals]).toEqual([1, { 'sign-in-failed': 1 }]);
  });

  it('a new password may be neither the username nor the old one', async () => {
    const { user } = await member({ username: 'long.enough@firm.example' });
    const { accountId, _id: userId } = user;
    for (const next of ['Long.Enough@firm.example', PASSWORD])
      await expect(
        service.bus.request(changePassword, { accountId, userId, current: PASSWORD, next }),
      ).rejects.toMatchObject({ code: 'validation-failed', errors: [{ path: 'next' }] });
  });

  it('me shows user, account and permissions, and no secret', async () => {
    const ada = await member({ globalAdmin: true });
    const me = await service.bus.request(describeMe, { accountId: ada.account._id, userId: ada.user._id });
    expect(me).toMatchObject({ user: { id: ada.user._id }, account: { slug: ada.account.slug } });
    expect(me.permissions).toContain('users.deactivate');
    expect(JSON.stringify(me)).not.toContain('argon2');
  });

  describe('guessing', () => {
    const count = (answers: string[]) =>
      Object.fromEntries(
        [...new Set(answers)].map((code) => [code, answers.filter((other) => other === code).length]),
      );
    const guess = (who: Member, address?: string) =>
      enter(who, 'wrong', address).then(
        () => 'signed-in',
        (error: unknown) => (error as { code: string }).code,
      );

    it('is stopped after ten failures from one address, also with the right password, for five minutes', async () => {
      const ada = await member();
      const answers = await Promise.all(Array.from({ length: 15 }, () => guess(ada)));
      expect(count(answers)).toEqual({ 'sign-in-failed': 10, 'too-many-requests': 5 });
      await expect(enter(ada)).rejects.toMatchObject({
        code: 'too-many-requests',
        members: { retryAfter: 300 },
      });
      clock.advance(300_000);
      await expect(enter(ada)).resolves.toBeDefined();
    });

    it('is slowed down alike for users and accounts that do not exist', async () => {
      const { account, user } = await member();
      const nobody = { account, user: { ...user, username: 'nobody@firm.example' } };
      const nowhere = { account: { ...account, slug: `no-${account.slug}` }, user };
      for (const who of [nobody, nowhere]) {
        for (let failure = 0; failure < 10; failure += 1) expect(await guess(who)).toBe('sign-in-failed');
        expect(await guess(who)).toBe('too-many-requests');
      }
    });

    it('from many addresses stops at a hundred, and does not lock out who is known', async () => {
      const ada = await member();
      const home = '198.51.100.7';
      await enter(ada, PASSWORD, home);
      const answers: string[] = [];
      for (let n = 0; n < 110; n += 10)
        answers.push(
          ...(await Promise.all(Array.from({ length: 10 }, (_, m) => guess(ada, `192.0.2.${n + m}`)))),
        );
      expect(count(answers)).toEqual({ 'sign-in-failed': 100, 'too-many-requests': 10 });
      await expect(enter(ada, PASSWORD, '203.0.113.9')).rejects.toEqual(refused('too-many-requests'));
      await expect(enter(ada, PASSWORD, home)).resolves.toBeDefined();
    });

    it('the current password through a change of it is stopped too, and leaves sign-in open', async () => {
      const ada = await member();
      const { accountId, _id: userId } = ada.user;
      const { refusals } = await race(12, () =>
        service.bus.request(changePassword, {
          accountId,
          userId,
          current: 'wrong',
          next: 'a long passphrase',
        }),
      );
      expect(refusals).toEqual({ 'sign-in-failed': 10, 'too-many-requests': 2 });
      await expect(enter(ada)).resolves.toBeDefined();
    });
  });

  it('stores no token and no password in the clear', async () => {
    const tokens = await enter(await member());
    const { sid, acc } = claimsOf(tokens);
    const stored = await service
      .get<{ findById(a: string, b: string): Promise<unknown> }>('collection:sessions')
      .findById(acc as string, sid as string);
    const secret = tokens.refreshToken.split('.')[3] ?? '';
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});
