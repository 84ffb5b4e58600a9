import type { SecondFactor } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { TOTP } from 'otpauth';
import { Firm, PASSWORD } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

it('a firm demands a second factor: a colleague can only add one, signs in with it, loses it and is helped, and every step is mailed', async () => {
  const firm = await Firm.signUp(stack());
  const ben = await firm.join(firm.person('ben'));
  const { body: opened } = await firm.signIn(ben.username);
  const by = (token: string) => (method: string, path: string, body?: unknown) =>
    call(stack().info().gateway, method, path, body, { token });
  const asBen = by(opened.accessToken);
  expect((await asBen('GET', '/v1/account')).status).toBe(200);

  const demanded = await firm.call('PATCH', '/v1/account', { policies: { secondFactor: 'required' } });
  expect(demanded).toMatchObject({ status: 200, body: { policies: { secondFactor: 'required' } } });
  await eventually(async () =>
    expect(await asBen('GET', '/v1/account')).toMatchObject({
      status: 403,
      body: { code: 'second-factor-missing' },
    }),
  );
  const factors = async (): Promise<SecondFactor[]> => (await asBen('GET', '/v1/me/factors')).body.items;
  expect(await factors()).toEqual([]);
  const begun = await asBen('POST', '/v1/me/factors', { password: PASSWORD });
  expect(begun).toMatchObject({ status: 201, body: { kind: 'totp' } });
  const { id, secret, uri } = begun.body;
  expect(uri).toContain(`secret=${secret}`);
  const code = (stepsAhead = 0) =>
    TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: Date.now() + stepsAhead * 30_000 });
  const confirmed = await asBen('POST', `/v1/me/factors/${id}/confirm`, { otp: code() });
  expect(confirmed).toMatchObject({ status: 200, body: { factor: { id, recoveryCodesLeft: 10 } } });
  const [first, second] = confirmed.body.recoveryCodes;
  await eventually(async () => expect((await asBen('GET', '/v1/account')).status).toBe(200));

  const signIn = (otp?: string) =>
    call(stack().info().gateway, 'POST', '/v1/auth/sign-in', {
      account: firm.slug,
      username: ben.username,
      password: PASSWORD,
      otp,
    });
  expect(await signIn()).toMatchObject({
    status: 401,
    body: { code: 'second-factor-required', ways: ['totp', 'recovery-code'] },
  });
  const next = code(1);
  expect((await signIn(next)).status).toBe(200);
  expect(await signIn(next)).toMatchObject({ status: 401, body: { code: 'second-factor-wrong' } });
  expect((await signIn(first)).status).toBe(200);
  expect(await asBen('DELETE', '/v1/me/factors', { password: PASSWORD })).toMatchObject({
    status: 401,
    body: { code: 'second-factor-required' },
  });
  expect(await factors()).toMatchObject([{ id, recoveryCodesLeft: 9 }]);

  // The founder has to add a factor, too, before the rest of the product is open again.
  expect(await firm.call('GET', `/v1/users/${ben.id}/factors`)).toMatchObject({
    status: 403,
    body: { code: 'second-factor-missing' },
  });
  const own = await firm.call('POST', '/v1/me/factors', { password: PASSWORD });
  const otp = TOTP.generate({ secret: new TOTP({ secret: own.body.secret }).secret });
  await firm.call('POST', `/v1/me/factors/${own.body.id}/confirm`, { otp });
  await eventually(async () =>
    expect(await firm.call('GET', `/v1/users/${ben.id}/factors`)).toMatchObject({
      status: 200,
      body: { items: [{ id }], required: true },
    }),
  );
  expect((await firm.call('DELETE', `/v1/users/${ben.id}/factors`)).status).toBe(204);
  await eventually(async () => expect((await asBen('GET', '/v1/me')).status).toBe(401));
  const again = await signIn(second);
  expect(again).toMatchObject({ status: 200, body: { mustAddFactor: true } });
  await eventually(async () => {
    const subjects = (await firm.mails(ben.username)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('second factor'))).toEqual(
      expect.arrayContaining([
        expect.stringContaining('A second factor was added'),
        expect.stringContaining('The second factor was removed'),
      ]),
    );
  });
});
