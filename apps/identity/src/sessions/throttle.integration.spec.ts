import { changePassword } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { race } from '@seatkeeper/testing';
import {
  type Member,
  PASSWORD,
  refused,
  type SignInStage,
  startSignInStage,
} from '../../testing/sign-in-stage.js';

describe('guessing a password', () => {
  let stage: SignInStage;

  beforeAll(async () => {
    stage = await startSignInStage();
  });

  afterAll(() => stage.close());

  const count = (answers: string[]) =>
    Object.fromEntries(
      [...new Set(answers)].map((code) => [code, answers.filter((other) => other === code).length]),
    );
  const guess = (who: Member, address?: string) =>
    stage.enter(who, 'wrong', address).then(
      () => 'signed-in',
      (error: unknown) => (error as { code: string }).code,
    );
  const change = ({ user }: Member, current: string, by: { sessionId: string; attemptId?: string }) => {
    const { accountId, _id: userId } = user;
    return stage.service.bus.request(changePassword, {
      accountId,
      userId,
      current,
      next: 'another long phrase',
      ...by,
    });
  };

  it('is stopped after ten failures from one address, also with the right password, for five minutes', async () => {
    const ada = await stage.member();
    const answers = await Promise.all(Array.from({ length: 15 }, () => guess(ada)));
    expect(count(answers)).toEqual({ 'sign-in-failed': 10, 'too-many-requests': 5 });
    await expect(stage.enter(ada)).rejects.toMatchObject({
      code: 'too-many-requests',
      members: { retryAfter: 300 },
    });
    stage.clock.advance(300_000);
    await expect(stage.enter(ada)).resolves.toBeDefined();
  });

  it('is slowed down alike for users and accounts that do not exist', async () => {
    const { account, user } = await stage.member();
    const nobody = { account, user: { ...user, username: 'nobody@firm.example' } };
    const nowhere = { account: { ...account, slug: `no-${account.slug}` }, user };
    for (const who of [nobody, nowhere]) {
      for (let failure = 0; failure < 10; failure += 1) expect(await guess(who)).toBe('sign-in-failed');
      expect(await guess(who)).toBe('too-many-requests');
    }
  });

  it('from many addresses stops at a hundred, and does not lock out who is known', async () => {
    const ada = await stage.member();
    const home = '198.51.100.7';
    await stage.enter(ada, PASSWORD, home);
    const answers: string[] = [];
    for (let n = 0; n < 110; n += 10)
      answers.push(
        ...(await Promise.all(Array.from({ length: 10 }, (_, m) => guess(ada, `192.0.2.${n + m}`)))),
      );
    expect(count(answers)).toEqual({ 'sign-in-failed': 100, 'too-many-requests': 10 });
    await expect(stage.enter(ada, PASSWORD, '203.0.113.9')).rejects.toEqual(refused('too-many-requests'));
    await expect(stage.enter(ada, PASSWORD, home)).resolves.toBeDefined();
    // A hundred hashes are work for a machine that does other things besides.
  }, 90_000);

  it('the current password through a change of it is stopped too, and leaves sign-in open', async () => {
    const ada = await stage.member();
    const [mine, other] = [newId('ses'), newId('ses')];
    const { refusals } = await race(12, () => change(ada, 'wrong', { sessionId: mine }));
    expect(refusals).toEqual({ 'sign-in-failed': 10, 'too-many-requests': 2 });
    await expect(stage.enter(ada)).resolves.toBeDefined();
    await expect(change(ada, PASSWORD, { sessionId: mine })).rejects.toEqual(refused('too-many-requests'));
    await expect(change(ada, PASSWORD, { sessionId: other })).resolves.toBeDefined();
  });

  it('the password by a hundred strangers keeps nobody who is signed in from changing it', async () => {
    const ada = await stage.member();
    for (let n = 0; n < 10; n += 1) await race(10, () => guess(ada, `198.51.100.${n}`));
    await expect(stage.enter(ada, PASSWORD, '203.0.113.7')).rejects.toEqual(refused('too-many-requests'));
    await expect(change(ada, PASSWORD, { sessionId: newId('ses') })).resolves.toBeDefined();
  });

  it('through one change that comes twenty times counts once', async () => {
    const ada = await stage.member();
    const sessionId = newId('ses');
    const again = { sessionId, attemptId: newId('att') };
    expect((await race(20, () => change(ada, 'wrong', again))).refusals).toEqual({ 'sign-in-failed': 20 });
    const { refusals } = await race(10, () => change(ada, 'wrong', { sessionId, attemptId: newId('att') }));
    expect(refusals).toEqual({ 'sign-in-failed': 9, 'too-many-requests': 1 });
  });
});
