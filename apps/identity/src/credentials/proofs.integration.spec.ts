import {
  authorizeSession,
  changePassword,
  confirmFactor,
  enrolFactor,
  getProof,
  type Input,
  proveSession,
  refreshSession,
  sessionProved,
  signIn,
  signOut,
  type Tokens,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock } from '@seatkeeper/testing';
import { TOTP } from 'otpauth';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type SsoStage, startSsoStage } from '../../testing/sso-stage.js';
import { type Firm, PASSWORD, refused } from '../../testing/stage.js';

const MINUTE_MS = 60_000;

describe('a proof', () => {
  const clock = new TestClock();
  let stage: SsoStage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startSsoStage({ clock });
    firm = await stage.signUp(60);
  }, 60_000);
  afterAll(() => stage.close());

  const enter = ({ username }: Pick<User, 'username'>, otp?: string): Promise<Tokens> =>
    stage.ask(signIn, { account: firm.slug, username, password: PASSWORD, otp, address: '192.0.2.1' });
  const proved = async (tokens: Tokens) => (await stage.ask(authorizeSession, sessionOf(tokens))).proved;
  const shown = (tokens: Tokens) => stage.ask(getProof, sessionOf(tokens));
  const prove = (tokens: Tokens, said: Partial<Input<typeof proveSession>> = {}) => {
    const session = sessionOf(tokens);
    return stage.ask(proveSession, {
      ...session,
      by: userActor(session.userId),
      commandId: newId('cmd'),
      password: PASSWORD,
      ...said,
    });
  };
  const told = (tokens: Tokens) =>
    stage.heard
      .of(sessionProved, firm.accountId)
      .filter(({ sessionId }) => sessionId === sessionOf(tokens).sessionId);
  let people = 0;
  const person = () => firm.join(`person${++people}`);

  it('is a sign-in itself, and holds for five minutes by the clock, however often the session is refreshed', async () => {
    const tokens = await enter(firm.admin);
    const end = clock.now().getTime() + 5 * MINUTE_MS;
    expect(await shown(tokens)).toEqual({ provedUntil: new Date(end).toISOString(), asks: ['password'] });
    clock.advance(5 * MINUTE_MS - 1);
    expect(await proved(tokens)).toBe(true);
    const next = await stage.ask(refreshSession, { refreshToken: tokens.refreshToken });
    expect(await proved(next)).toBe(true);
    clock.advance(1);
    expect(await proved(next)).toBe(false);
    expect(await shown(next)).toEqual({ provedUntil: null, asks: ['password'] });
  });

  it('is given anew by the password, for the one browser that gave it, and its entry is in the log once', async () => {
    const [here, there] = [await enter(firm.admin), await enter(firm.admin)];
    clock.advance(5 * MINUTE_MS);
    const commandId = newId('cmd');
    const { provedUntil } = await prove(here, { commandId });
    expect(provedUntil).toBe(new Date(clock.now().getTime() + 5 * MINUTE_MS).toISOString());
    expect([await proved(here), await proved(there)]).toEqual([true, false]);

    // Delivered again a minute later, it is the same proof.
    clock.advance(MINUTE_MS);
    expect(await prove(here, { commandId })).toMatchObject({ provedUntil });
    await eventually(() => expect(told(here)).toHaveLength(1));
    clock.advance(4 * MINUTE_MS);
    expect(await proved(here)).toBe(false);
  });

  it('is none with a wrong password, of which so many are too many', async () => {
    const tokens = await enter(await person());
    clock.advance(5 * MINUTE_MS);
    for (let n = 0; n < 10; n += 1)
      await expect(prove(tokens, { password: 'wrong' })).rejects.toMatchObject(refused('sign-in-failed'));
    await expect(prove(tokens)).rejects.toMatchObject(refused('too-many-requests'));
    expect(await proved(tokens)).toBe(false);
    expect(told(tokens)).toEqual([]);
  });

  it('takes a code besides, where there is a second factor', async () => {
    const user = await person();
    const tokens = await enter(user);
    const own = () => ({ ...sessionOf(tokens), by: userActor(user.id), commandId: newId('cmd') });
    const begun = await stage.ask(enrolFactor, { ...own(), factorId: newId('fac'), password: PASSWORD });
    const { secret } = new TOTP({ secret: begun.secret });
    const code = () => TOTP.generate({ secret, timestamp: clock.now().getTime() });
    await stage.ask(confirmFactor, { ...own(), factorId: begun.id, otp: code() });
    clock.advance(5 * MINUTE_MS);
    expect(await shown(tokens)).toEqual({ provedUntil: null, asks: ['password', 'otp'] });
    await expect(prove(tokens)).rejects.toMatchObject(refused('second-factor-required'));
    await expect(prove(tokens, { otp: '000000' })).rejects.toMatchObject(refused('second-factor-wrong'));
    expect(await proved(tokens)).toBe(false);
    const [otp, commandId] = [code(), newId('cmd')];
    await prove(tokens, { otp, commandId });
    expect(await proved(tokens)).toBe(true);
    await expect(prove(tokens, { otp, commandId })).resolves.toBeDefined();
    await expect(prove(tokens, { otp })).rejects.toMatchObject(refused('second-factor-wrong'));
  });

  it('ends with its session, and gives no other person’s session anything', async () => {
    const [user, other] = [await person(), await person()];
    const [tokens, theirs] = [await enter(user), await enter(other)];
    clock.advance(5 * MINUTE_MS);
    const { sessionId } = sessionOf(theirs);
    await expect(prove(tokens, { sessionId })).rejects.toMatchObject(refused('not-found'));
    const key = userActor(user.id, newId('key'));
    await expect(prove(tokens, { by: key })).rejects.toMatchObject(refused('forbidden'));
    expect([await proved(tokens), await proved(theirs)]).toEqual([false, false]);

    await prove(tokens);
    await stage.ask(signOut, sessionOf(tokens));
    await expect(proved(tokens)).rejects.toMatchObject(refused('unauthenticated'));
    await expect(prove(tokens)).rejects.toMatchObject(refused('unauthenticated'));

    await prove(theirs);
    const change = { ...sessionOf(theirs), current: PASSWORD, next: 'another correct horse' };
    const after = await stage.ask(changePassword, change);
    await expect(proved(theirs)).rejects.toMatchObject(refused('unauthenticated'));
    expect(await proved(after)).toBe(true);
  });

  describe('of somebody who signs in at a provider', () => {
    const atProvider = (at: Firm, sub: string, again?: boolean) => stage.signIn(at, sub, { again });

    it('is a sign-in there that the provider says is of now, not one that it remembers', async () => {
      clock.set(new Date());
      const house = await stage.signUp();
      await stage.connect(house, { newcomers: { products: ['core'], groups: [], whenNoSeat: 'fail' } });
      const ben = stage.knows(house, 'ben');
      const { session: remembered } = await atProvider(house, ben);
      expect(await proved(remembered)).toBe(false);
      expect(await shown(remembered)).toEqual({ provedUntil: null, asks: ['sso'] });
      await expect(prove(remembered)).rejects.toMatchObject({
        code: 'sso-required',
        members: { signIn: `/v1/auth/sso/${house.slug}?again=true` },
      });
      const { session: anew } = await atProvider(house, ben, true);
      expect(await proved(anew)).toBe(true);
      expect(await proved(remembered)).toBe(false);
    });

    it('is the password of who has one that counts, and not where it is refused', async () => {
      clock.set(new Date());
      const house = await stage.signUp();
      const [exempt, mei] = [house.admin, await house.join('mei')];
      const connection = await stage.connect(house);
      stage.provider.people.set('mei', { email: mei.email, email_verified: true });
      const { session } = await atProvider(house, 'mei');
      expect(await shown(session)).toMatchObject({ asks: ['password'] });
      await stage.change(house, connection, { enforcement: { exempt: [exempt.id] } });
      expect(await shown(session)).toMatchObject({ asks: ['sso'] });
      await expect(prove(session)).rejects.toMatchObject(refused('sso-required'));
    });
  });
});
