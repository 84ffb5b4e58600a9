import { eventually } from '@seatkeeper/testing';
import { Firm, PASSWORD } from './firm.js';
import { type Answer, call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
/** What a page of the gateway itself sends, without saying it. */
const PAGE = { 'x-seatkeeper-console': '1', 'sec-fetch-site': 'same-origin' };

const post = (path: string, body?: unknown, headers: Record<string, string> = {}, token?: string) =>
  call(stack().info().gateway, 'POST', path, body, { headers, token });
const credentials = ({ slug, admin }: Firm) => ({
  account: slug,
  username: admin.username,
  password: PASSWORD,
});
const enter = (firm: Firm, headers: Record<string, string> = PAGE) =>
  post('/v1/auth/sign-in', { ...credentials(firm), session: 'cookie' }, headers);
const setCookie = ({ headers }: Answer) => headers.get('set-cookie') ?? '';
/** What the browser sends from then on. */
const cookieOf = (answer: Answer) => ({ cookie: setCookie(answer).split(';', 1)[0] ?? '' });
const isAlive = async (token: string) =>
  (await call(stack().info().gateway, 'GET', '/v1/me', undefined, { token })).status === 200;
const problem = (status: number, code: string) => ({
  status,
  body: expect.objectContaining({ code }) as object,
});

it('a page signs in, goes on and signs out by a cookie that no script sees', async () => {
  const firm = await Firm.signUp(stack());
  const opened = await enter(firm);
  expect(opened.status).toBe(200);
  expect(opened.body).not.toHaveProperty('refreshToken');
  expect(opened.body).not.toHaveProperty('keptSeconds');
  expect(setCookie(opened)).toMatch(
    /^seatkeeper-\d+=acc_\S+; Path=\/v1\/auth; Max-Age=2\d{6}; HttpOnly; SameSite=Strict$/,
  );
  const cookie = cookieOf(opened);

  const [one, other] = await Promise.all(
    [{}, undefined].map((body) => post('/v1/auth/refresh', body, { ...PAGE, ...cookie })),
  );
  for (const tab of [one, other]) {
    expect(tab).toMatchObject({ status: 200, body: { expiresIn: 600 } });
    expect(tab?.body).not.toHaveProperty('refreshToken');
    expect(setCookie(tab as Answer)).toContain('HttpOnly; SameSite=Strict');
    expect(await isAlive(tab?.body.accessToken)).toBe(true);
  }

  const left = await post('/v1/auth/sign-out', undefined, { ...PAGE, ...cookie });
  expect(left.status).toBe(204);
  expect(setCookie(left)).toMatch(/^seatkeeper-\d+=; Path=\/v1\/auth; Max-Age=0; HttpOnly/);
  await eventually(async () => expect(await isAlive(opened.body.accessToken)).toBe(false));
  expect(await post('/v1/auth/refresh', {}, { ...PAGE, ...cookie })).toMatchObject(
    problem(401, 'unauthenticated'),
  );
});

it('a stranger gets nothing by the cookie of somebody: no other site, no form, no call that is not for it', async () => {
  const firm = await Firm.signUp(stack());
  const opened = await enter(firm);
  const cookie = cookieOf(opened);
  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin' },
    { ...PAGE, 'sec-fetch-site': 'cross-site' },
    { ...PAGE, 'sec-fetch-site': 'same-site' },
    { 'x-seatkeeper-console': '1', origin: 'https://evil.example' },
    { 'x-seatkeeper-console': '1' },
  ];
  for (const headers of elsewhere) {
    for (const path of ['/v1/auth/refresh', '/v1/auth/sign-out'])
      expect(await post(path, {}, { ...headers, ...cookie })).toMatchObject(problem(403, 'not-same-origin'));
    // Nor does another site sign somebody in, as whom it likes.
    const strange = await enter(firm, headers);
    expect(strange).toMatchObject(problem(403, 'not-same-origin'));
    expect(setCookie(strange)).toBe('');
  }
  const form = await call(stack().info().gateway, 'POST', '/v1/auth/sign-out', undefined, {
    headers: { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site', ...cookie },
    raw: '{}',
  });
  expect(form.status).toBe(415);
  for (const [method, path] of [
    ['GET', '/v1/me'],
    ['POST', '/v1/users'],
    ['POST', '/v1/auth/password'],
    ['DELETE', '/v1/me/sessions'],
  ] as const)
    expect(
      await call(stack().info().gateway, method, path, undefined, { headers: { ...PAGE, ...cookie } }),
    ).toMatchObject(problem(401, 'unauthenticated'));

  expect(await isAlive(opened.body.accessToken)).toBe(true);
  expect((await post('/v1/auth/refresh', {}, { ...PAGE, ...cookie })).status).toBe(200);
});

it('a stolen access token gets no other, and a copied cookie is no token', async () => {
  const firm = await Firm.signUp(stack());
  const opened = await enter(firm);
  const stolen = opened.body.accessToken as string;
  expect(await post('/v1/auth/refresh', {}, PAGE, stolen)).toMatchObject(problem(401, 'unauthenticated'));
  expect(await post('/v1/auth/refresh', {}, {}, stolen)).toMatchObject(problem(422, 'validation-failed'));
  const refreshToken = cookieOf(opened).cookie.split('=')[1];
  expect(await post('/v1/auth/refresh', { refreshToken })).toMatchObject(problem(401, 'unauthenticated'));
  expect((await post('/v1/auth/refresh', {}, { ...PAGE, ...cookieOf(opened) })).status).toBe(200);
});

it('a token in the body goes before a cookie, and a token says which session ends', async () => {
  const [firm, other] = [await Firm.signUp(stack()), await Firm.signUp(stack())];
  const [page, elsewhere] = [await enter(firm), await enter(other)];
  const { body: script } = await post('/v1/auth/sign-in', credentials(firm));
  const both = { ...PAGE, ...cookieOf(elsewhere) };

  const next = await post('/v1/auth/refresh', { refreshToken: script.refreshToken }, both);
  expect(next.body.refreshToken).toMatch(new RegExp(`^${firm.accountId}\\.`));
  expect(setCookie(next)).toBe('');
  const left = await post('/v1/auth/sign-out', undefined, both, page.body.accessToken);
  expect(left.status).toBe(204);
  // The cookie is of another account, and stays.
  expect(setCookie(left)).toBe('');
  await eventually(async () => expect(await isAlive(page.body.accessToken)).toBe(false));
  expect(await isAlive(elsewhere.body.accessToken)).toBe(true);
  const gone = await post('/v1/auth/sign-out', undefined, both, elsewhere.body.accessToken);
  expect(setCookie(gone)).toContain('Max-Age=0');
});

it('who accepts an invitation in a page, or changes the password there, is kept by a cookie as well', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('page');
  await firm.invite(person);
  const path = `/v1/invitations/${await firm.invitationToken(person.username)}/accept`;
  const wanted = { password: PASSWORD, session: 'cookie' };
  // A page elsewhere does not use the link up.
  expect(await post(path, wanted)).toMatchObject(problem(403, 'not-same-origin'));
  const accepted = await post(path, wanted, PAGE);
  expect(accepted.status).toBe(200);
  expect(accepted.body).not.toHaveProperty('refreshToken');

  const passwords = { current: PASSWORD, next: 'another long passphrase' };
  const change = { ...passwords, session: 'cookie' };
  const { accessToken } = accepted.body;
  expect(await post('/v1/auth/password', change, {}, accessToken)).toMatchObject(
    problem(403, 'not-same-origin'),
  );
  const changed = await post('/v1/auth/password', change, PAGE, accessToken);
  expect(changed.status).toBe(200);
  const refreshed = await post('/v1/auth/refresh', {}, { ...PAGE, ...cookieOf(changed) });
  expect(await isAlive(refreshed.body.accessToken)).toBe(true);
});
