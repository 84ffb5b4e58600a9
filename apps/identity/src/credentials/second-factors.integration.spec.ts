import {
  authorizeSession,
  changePassword,
  confirmFactor,
  enrolFactor,
  factorAdded,
  factorRemoved,
  getFactorLetter,
  type FactorEnrolment,
  listAudit,
  listFactors,
  listUserHistory,
  refreshSession,
  removeFactor,
  renewRecoveryCodes,
  resetFactor,
  signIn,
  type Tokens,
  updateAccount,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { randomBytes } from 'node:crypto';
import { TOTP } from 'otpauth';
import { identitySecrets } from '../../testing/identity-settings.js';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { TrailService } from '../audit/trail.service.js';
import { FactorCodesService } from '../factors/factor-codes.service.js';
import { FactorSecretsService } from '../factors/factor-secrets.service.js';
import { UsersRepository } from '../users/users.repository.js';

const STEP_MS = 30_000;

describe('a second factor', () => {
  const clock = new TestClock();
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage({ clock });
    firm = await stage.signUp(60);
  });
  afterAll(() => stage.close());

  /** Somebody signed in, with what an app was told once there is one. */
  interface Person {
    user: User;
    tokens: Tokens;
    secret: string;
    recoveryCodes: string[];
  }

  let people = 0;
  const nextStep = () => clock.advance(STEP_MS);
  const codeOf = ({ secret }: { secret: string }, stepsAhead = 0): string =>
    TOTP.generate({ secret: secretOf(secret), timestamp: clock.now().getTime() + stepsAhead * STEP_MS });
  const secretOf = (base32: string) => new TOTP({ secret: base32 }).secret;
  const enter = ({ username }: User, otp?: string, more: { address?: string; attemptId?: string } = {}) =>
    stage.ask(signIn, {
      account: firm.slug,
      username,
      password: PASSWORD,
      otp,
      address: '192.0.2.1',
      ...more,
    });
  const own = ({ user, tokens }: Pick<Person, 'user' | 'tokens'>) => ({
    accountId: firm.accountId,
    by: userActor(user.id),
    userId: user.id,
    sessionId: sessionOf(tokens).sessionId,
    commandId: newId('cmd'),
  });
  const enrol = (who: Pick<Person, 'user' | 'tokens'>, otp?: string, password = PASSWORD) =>
    stage.ask(enrolFactor, { ...own(who), factorId: newId('fac'), password, otp });
  const confirm = (who: Pick<Person, 'user' | 'tokens'>, begun: FactorEnrolment) =>
    stage.ask(confirmFactor, { ...own(who), factorId: begun.id, otp: codeOf(begun) });
  const person = async (): Promise<Person> => {
    const user = await firm.join(`person${++people}`);
    return { user, tokens: await enter(user), secret: '', recoveryCodes: [] };
  };
  const withFactor = async (): Promise<Person> => {
    const who = await person();
    const begun = await enrol(who);
    const { recoveryCodes } = await confirm(who, begun);
    nextStep();
    return { ...who, secret: begun.secret, recoveryCodes };
  };
  const factors = ({ user }: Pick<Person, 'user'>) =>
    stage.ask(listFactors, { accountId: firm.accountId, userId: user.id });
  const alive = async (tokens: Tokens) =>
    stage.ask(authorizeSession, sessionOf(tokens)).then(
      () => true,
      () => false,
    );
  const told = (contract: typeof factorAdded, { user }: Pick<Person, 'user'>) =>
    stage.heard.of(contract, firm.accountId).filter(({ userId }) => userId === user.id);
  const stored = async ({ user }: Pick<Person, 'user'>): Promise<string> => {
    const users = stage.identity.get<Connection>(MONGO_CONNECTION).collection<{ _id: string }>('users');
    return JSON.stringify(await users.findOne({ _id: user.id }));
  };

  it('counts once a code has confirmed it: then the password alone opens nothing, and other sessions have ended', async () => {
    const liam = await person();
    const elsewhere = await enter(liam.user);
    const begun = await enrol(liam);
    await expect(enter(liam.user)).resolves.toBeDefined();
    expect(await factors(liam)).toEqual({ items: [], required: false });

    const { factor, recoveryCodes } = await confirm(liam, begun);
    expect(factor).toMatchObject({ id: begun.id, kind: 'totp', recoveryCodesLeft: 10 });
    expect(await factors(liam)).toEqual({ items: [factor], required: false });
    expect([await alive(liam.tokens), await alive(elsewhere)]).toEqual([true, false]);
    await expect(enter(liam.user)).rejects.toMatchObject({
      code: 'second-factor-required',
      members: { ways: ['totp', 'recovery-code'] },
    });
    nextStep();
    expect(await alive(await enter(liam.user, codeOf(begun)))).toBe(true);

    await eventually(() => expect(told(factorAdded, liam)).toMatchObject([{ sendTo: liam.user.email }]));
    const said = stage.heard.everything() + (await stored(liam));
    expect(said).toContain(begun.id);
    for (const secret of [begun.secret, ...recoveryCodes]) expect(said).not.toContain(secret);
  });

  it('is not told before the password was right, and a wrong password uses no code up', async () => {
    const mei = await withFactor();
    const { username } = mei.user;
    const wrong = { account: firm.slug, username, password: 'wrong', address: '192.0.2.1' };
    for (const otp of [undefined, codeOf(mei), '000000'])
      await expect(stage.ask(signIn, { ...wrong, otp })).rejects.toMatchObject(refused('sign-in-failed'));
    await enter(mei.user, codeOf(mei));
  });

  it.each([
    ['of the step before', -1],
    ['of the present step', 0],
    ['of the next step', 1],
  ])('takes the code %s once', async (_case, ahead) => {
    const noor = await withFactor();
    nextStep();
    const otp = codeOf(noor, ahead);
    await enter(noor.user, `${otp.slice(0, 3)} ${otp.slice(3)}`);
    await expect(enter(noor.user, otp)).rejects.toMatchObject(refused('second-factor-wrong'));
    if (ahead === 1)
      await expect(enter(noor.user, codeOf(noor))).rejects.toMatchObject(refused('second-factor-wrong'));
  });

  it('of eight who sign in with one code lets one in', async () => {
    const omar = await withFactor();
    const otp = codeOf(omar);
    const { values, refusals } = await race(8, (n) => enter(omar.user, otp, { address: `192.0.2.${n}` }));
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'second-factor-wrong': 7 });
  });

  it('lets the same attempt in, delivered twice, and counts it once', async () => {
    const pia = await withFactor();
    const otp = codeOf(pia);
    await enter(pia.user, otp, { attemptId: 'att_one' });
    await enter(pia.user, otp, { attemptId: 'att_one' });
    await expect(enter(pia.user, otp, { attemptId: 'att_two' })).rejects.toMatchObject(
      refused('second-factor-wrong'),
    );
  });

  it('has ten recovery codes: each opens one session, also when several come with it at once', async () => {
    const quin = await withFactor();
    const [first = '', second = ''] = quin.recoveryCodes;
    const { values, refusals } = await race(5, (n) =>
      enter(quin.user, first.toUpperCase(), { address: `192.0.2.${n}` }),
    );
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'second-factor-wrong': 4 });
    await enter(quin.user, second);
    expect((await factors(quin)).items).toMatchObject([{ recoveryCodesLeft: 8 }]);
    await eventually(async () => {
      const { items } = await stage.ask(listAudit, {
        accountId: firm.accountId,
        filter: { action: 'identity.factor.recovery-code-used', target: quin.user.id },
        page: {},
      });
      expect(items).toHaveLength(2);
    });
  });

  it('gets new recovery codes for password and code; the old ones work no longer', async () => {
    const rosa = await withFactor();
    const [old = ''] = rosa.recoveryCodes;
    const ask = { ...own(rosa), password: PASSWORD, otp: codeOf(rosa) };
    await expect(stage.ask(renewRecoveryCodes, { ...ask, otp: undefined })).rejects.toMatchObject(
      refused('second-factor-required'),
    );
    const renewed = await stage.ask(renewRecoveryCodes, ask);
    expect(await stage.ask(renewRecoveryCodes, ask)).toEqual(renewed);
    await expect(enter(rosa.user, old)).rejects.toMatchObject(refused('second-factor-wrong'));
    await enter(rosa.user, renewed.recoveryCodes[9]);
  });

  it('closes to whoever knows the password, after ten wrong codes from wherever, for an hour', async () => {
    const sven = await withFactor();
    const guess = (n: number) => enter(sven.user, '000000', { address: `198.51.100.${n}` });
    const { refusals } = await race(14, guess);
    expect(refusals).toEqual({ 'second-factor-wrong': 10, 'too-many-requests': 4 });
    await expect(enter(sven.user, codeOf(sven))).rejects.toMatchObject(refused('too-many-requests'));
    // A right password in between forgives nothing.
    await expect(enter(sven.user)).rejects.toMatchObject(refused('second-factor-required'));
    await expect(enter(sven.user, codeOf(sven))).rejects.toMatchObject(refused('too-many-requests'));
    await stage.identity.get(TrailService).flush();
    const { items } = await stage.ask(listAudit, {
      accountId: firm.accountId,
      filter: { action: 'identity.second-factor.failed', target: sven.user.id },
      page: {},
    });
    expect(items).toMatchObject([{ detail: { count: 10 } }]);
    clock.advance(60 * 60_000);
    await enter(sven.user, codeOf(sven));
    await enter(sven.user, codeOf(sven, 1));
  });

  it('is begun with, replaced and removed with the password, and the code where there is one', async () => {
    const tess = await person();
    await expect(enrol(tess, undefined, 'wrong')).rejects.toMatchObject(refused('sign-in-failed'));
    const first = await enrol(tess);
    await confirm(tess, first);
    nextStep();
    await expect(enrol(tess)).rejects.toMatchObject(refused('second-factor-required'));
    await expect(enrol(tess, '000000')).rejects.toMatchObject(refused('second-factor-wrong'));
    const second = await enrol(tess, codeOf(first));
    nextStep();
    await enter(tess.user, codeOf(first));
    await confirm(tess, second);
    nextStep();
    await expect(enter(tess.user, codeOf(first))).rejects.toMatchObject(refused('second-factor-wrong'));
    await enter(tess.user, codeOf(second));

    nextStep();
    const remove = { ...own(tess), password: PASSWORD, otp: codeOf(second) };
    await expect(stage.ask(removeFactor, { ...remove, password: 'wrong' })).rejects.toMatchObject(
      refused('sign-in-failed'),
    );
    await stage.ask(removeFactor, remove);
    await stage.ask(removeFactor, remove);
    await enter(tess.user);
    await eventually(() => expect(told(factorRemoved, tess)).toHaveLength(1));
    await eventually(async () => {
      const { items } = await stage.ask(listUserHistory, {
        accountId: firm.accountId,
        userId: tess.user.id,
        page: {},
      });
      expect(items.filter(({ action }) => action.startsWith('identity.factor.'))).toMatchObject([
        { changes: [{ field: 'secondFactor', before: second.id, after: null }] },
        { changes: [{ field: 'secondFactor', before: first.id, after: second.id }] },
        { changes: [{ field: 'secondFactor', before: null, after: first.id }] },
      ]);
    });
  });

  it('that is begun with twice at once is the one that was written last; of two who confirm it, both know one set of codes', async () => {
    const ugo = await person();
    const { values: begunBoth } = await race(2, () => enrol(ugo));
    const confirmed = await Promise.allSettled(begunBoth.map((begun) => confirm(ugo, begun)));
    expect(confirmed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);

    const vera = await person();
    const begun = await enrol(vera);
    const twice = { ...own(vera), factorId: begun.id, otp: codeOf(begun) };
    const [one, other] = await Promise.all([1, 2].map(() => stage.ask(confirmFactor, twice)));
    expect(one).toEqual(other);
    await expect(confirm(vera, begun)).rejects.toMatchObject(refused('not-found'));
    await eventually(() => expect(told(factorAdded, vera)).toHaveLength(1));
  });

  it('that nobody confirms within an hour is forgotten', async () => {
    const will = await person();
    const begun = await enrol(will);
    await expect(
      stage.ask(confirmFactor, { ...own(will), factorId: begun.id, otp: '000000' }),
    ).rejects.toMatchObject(refused('second-factor-wrong'));
    clock.advance(60 * 60_000);
    await expect(confirm(will, begun)).rejects.toMatchObject(refused('not-found'));
  });

  it('is removed by an admin: the sessions end, the owner is told by whom, and nobody does so for themselves', async () => {
    const xena = await withFactor();
    const reset = { accountId: firm.accountId, userId: xena.user.id };
    await expect(stage.ask(resetFactor, { ...reset, by: userActor(xena.user.id) })).rejects.toMatchObject(
      refused('forbidden'),
    );
    const weak = await firm.join(`person${++people}`);
    await expect(
      stage.ask(resetFactor, { ...reset, userId: firm.admin.id, by: userActor(weak.id) }),
    ).rejects.toMatchObject(refused('forbidden'));
    expect(await alive(xena.tokens)).toBe(true);

    await stage.ask(resetFactor, { ...reset, by: firm.by });
    await stage.ask(resetFactor, { ...reset, by: firm.by });
    expect(await alive(xena.tokens)).toBe(false);
    await enter(xena.user);
    await eventually(() => expect(told(factorRemoved, xena)).toMatchObject([{ actor: firm.by }]));
    const letter = async (about: 'added' | 'removed') =>
      (await stage.ask(getFactorLetter, { ...reset, about })).letter;
    expect(await letter('removed')).toMatchObject({ sendTo: xena.user.email, changedBy: 'Ada Quill' });
    expect(await letter('added')).toBeNull();
  });

  it('is sealed anew with the newest key by its next code, and can then be read without the retired one', async () => {
    const walt = await withFactor();
    const users = stage.identity.get(UsersRepository);
    const newest = randomBytes(32).toString('base64');
    const spend = async (...retired: string[]) => {
      const user = await users.get(firm.accountId, walt.user.id);
      const secrets = new FactorSecretsService({ FACTOR_KEY: newest, RETIRED_FACTOR_KEYS: retired });
      const codes = new FactorCodesService(users, secrets, clock);
      nextStep();
      return user.secondFactor && codes.spend(user, user.secondFactor, codeOf(walt), newId('att'));
    };
    expect(await spend()).toBe(false);
    expect(await spend(identitySecrets.FACTOR_KEY)).toBe(true);
    expect(await spend()).toBe(true);
  });

  it('stays when the password changes', async () => {
    const yuri = await withFactor();
    const next = 'another long passphrase';
    const { sessionId } = own(yuri);
    const who = { accountId: firm.accountId, userId: yuri.user.id };
    await stage.ask(changePassword, { ...who, sessionId, current: PASSWORD, next });
    const { username } = yuri.user;
    const again = { account: firm.slug, username, password: next };
    await expect(stage.ask(signIn, again)).rejects.toMatchObject(refused('second-factor-required'));
    await stage.ask(signIn, { ...again, otp: codeOf(yuri) });
  });

  it('that the account demands leaves sessions nothing but to add one, from the next call on', async () => {
    const other = await stage.signUp(5);
    const { accountId, slug } = other;
    const demand = (secondFactor: 'optional' | 'required') =>
      stage.ask(updateAccount, { accountId, by: other.by, changes: { policies: { secondFactor } } });
    const zoe = await other.join('zoe');
    const open = (otp?: string) =>
      stage.ask(signIn, { account: slug, username: zoe.username, password: PASSWORD, otp });
    const before = await open();
    expect(before.mustAddFactor).toBe(false);
    await demand('required');
    const must = async (tokens: Tokens) =>
      (await stage.ask(authorizeSession, sessionOf(tokens))).mustAddFactor;
    expect(await must(before)).toBe(true);
    const { refreshToken } = await open();
    const tokens = await stage.ask(refreshSession, { refreshToken });
    expect(tokens.mustAddFactor).toBe(true);

    const mine = {
      accountId,
      by: userActor(zoe.id),
      userId: zoe.id,
      sessionId: sessionOf(tokens).sessionId,
    };
    const begun = await stage.ask(enrolFactor, {
      ...mine,
      commandId: newId('cmd'),
      factorId: newId('fac'),
      password: PASSWORD,
    });
    const confirmed = { ...mine, commandId: newId('cmd'), factorId: begun.id, otp: codeOf(begun) };
    await stage.ask(confirmFactor, confirmed);
    expect(await must(tokens)).toBe(false);
    nextStep();
    expect((await open(codeOf(begun))).mustAddFactor).toBe(false);
    await demand('optional');
  });
});
