import { eventually } from '@seatkeeper/testing';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { Firm, PASSWORD } from './firm.js';
import { call } from './http.js';
import { linesOfSharedStack, sharedStack } from './stack.js';

const stack = sharedStack;
const gateway = () => stack().info().gateway;
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

let firm: Firm;
let other: Firm;
let token: string;
beforeAll(async () => {
  [firm, other] = [await Firm.withSeats(stack(), 5), await Firm.withSeats(stack(), 5)];
  token = (await firm.signIn(firm.admin.username)).body.accessToken;
});

/** Whatever was sent, it changed nothing: nobody came, nobody changed, no seat moved. */
afterEach(async () => {
  expect(await firm.all('/v1/users')).toHaveLength(1);
  expect((await firm.get('/v1/me')).user).toMatchObject({ firstName: 'Ada', version: firm.admin.version });
  expect(await firm.license()).toMatchObject({ used: 1, waiting: 0 });
});

const problem = (status: number, code: string) => ({
  status,
  body: { status, code, type: `urn:seatkeeper:problem:${code}`, requestId: expect.any(String) },
});

it.each([
  ['cut off', '{"username": "a@b.example"', 400, 'malformed-body'],
  ['no JSON at all', 'hello', 400, 'malformed-body'],
  ['empty', '', 400, 'malformed-body'],
  ['a list', '[]', 422, 'validation-failed'],
  ['a number', '7', 422, 'validation-failed'],
  ['null', 'null', 422, 'validation-failed'],
  ['a key __proto__', '{"__proto__": {"globalAdmin": true}}', 400, 'malformed-body'],
  ['a key constructor.prototype', '{"constructor": {"prototype": {"x": 1}}}', 400, 'malformed-body'],
])('a body that is %s', async (_what, raw, status, code) => {
  const answer = await firm.call('POST', '/v1/users', undefined, {
    raw,
    headers: { 'content-type': 'application/json' },
  });
  expect(answer).toMatchObject(problem(status, code));
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

it('every wrong field is named, an unknown one too', async () => {
  const answer = await firm.call('POST', '/v1/users', {
    username: { $gt: '' },
    firstName: ['Ann'],
    lastName: '',
    products: 'core',
    reportsTo: '__proto__',
    isAdmin: true,
  });
  expect(answer).toMatchObject(problem(422, 'validation-failed'));
  const paths = answer.body.errors.map(({ path }: { path: string }) => path).sort();
  expect(paths).toEqual(['firstName', 'isAdmin', 'lastName', 'products', 'reportsTo', 'username']);
  for (const { message } of answer.body.errors) expect(message).toMatch(/\w/);
});

it.each([{ $gt: '' }, { $ne: null }, ['__proto__'], null, 7])(
  '%j is no password and no username',
  async (value) => {
    const signIn = (body: object) => call(gateway(), 'POST', '/v1/auth/sign-in', body);
    const right = { account: firm.slug, username: firm.admin.username, password: PASSWORD };
    for (const field of ['account', 'username', 'password'])
      expect(await signIn({ ...right, [field]: value })).toMatchObject(problem(422, 'validation-failed'));
    expect(await signIn({ ...right, username: '__proto__' })).toMatchObject(problem(401, 'sign-in-failed'));
    expect(await signIn({ ...right, account: '$where' })).toMatchObject(problem(401, 'sign-in-failed'));
  },
);

it.each([
  '/v1/users?status[$ne]=active',
  '/v1/users?limit=0',
  '/v1/users?limit=201',
  '/v1/users?limit=many',
  '/v1/users?unknown=1',
  '/v1/users?sort=$where',
  '/v1/users?cursor=eyJhIjoxfQ',
  '/v1/records?closed=perhaps',
])('%s is refused with the field', async (path) => {
  const answer = await firm.call('GET', path);
  expect(answer).toMatchObject(problem(422, 'validation-failed'));
  expect(answer.body.errors).not.toEqual([]);
});

it('a body of two megabytes is too large, and one of another type is not read', async () => {
  const large = await firm.call('POST', '/v1/users', { username: 'x'.repeat(2 * 1024 * 1024) });
  expect(large).toMatchObject(problem(413, 'too-large'));
  for (const type of ['application/xml', 'text/csv', 'application/x-www-form-urlencoded'])
    expect(
      await firm.call('POST', '/v1/users', undefined, { raw: 'a=b', headers: { 'content-type': type } }),
    ).toMatchObject(problem(415, 'unsupported-media-type'));
});

it('what belongs to another firm does not exist', async () => {
  const theirs = other.admin.id;
  await other.call('PUT', '/v1/records/matter/1', { title: 'Theirs', ownerId: theirs });
  const { body: group } = await other.call('POST', '/v1/groups', { name: 'Theirs', permissions: [] });
  const calls: [string, string, object?][] = [
    ['GET', `/v1/users/${theirs}`],
    ['PATCH', `/v1/users/${theirs}`, { title: 'Mine' }],
    ['POST', `/v1/users/${theirs}/deactivate`, {}],
    ['POST', `/v1/users/${theirs}/ban`, { reason: 'x' }],
    ['POST', `/v1/users/${theirs}/invitation`],
    ['POST', `/v1/users/${theirs}/reactivate`],
    ['POST', `/v1/users/${theirs}/replace`, { by: { userId: firm.admin.id } }],
    ['GET', `/v1/users/${theirs}/history`],
    ['GET', `/v1/users/${theirs}/permissions`],
    ['GET', `/v1/users/${theirs}/sessions`],
    ['DELETE', `/v1/users/${theirs}/sessions`],
    ['GET', `/v1/groups/${group.id}`],
    ['DELETE', `/v1/groups/${group.id}`],
    ['POST', `/v1/groups/${group.id}/preview`, { permissions: [] }],
    ['GET', '/v1/records/matter/1'],
    ['GET', '/v1/records/matter/1/history'],
    ['GET', '/v1/users/not-an-id'],
    ['GET', '/v1/users/imports/imp_000000000000'],
    ['GET', '/v1/reassignments/rea_000000000000/progress'],
    ['GET', '/v1/nowhere'],
  ];
  for (const [method, path, body] of calls)
    expect([path, await firm.call(method, path, body)]).toMatchObject([path, problem(404, 'not-found')]);
  for (const body of [{ reportsTo: theirs }, { groups: [group.id] }])
    expect(await firm.invite(firm.person(1), body)).toMatchObject(problem(422, 'validation-failed'));
  for (const body of [
    { from: theirs, to: firm.admin.id },
    { from: firm.admin.id, to: theirs },
  ])
    expect(await firm.call('POST', '/v1/reassignments', body)).toMatchObject(
      problem(422, 'validation-failed'),
    );
  expect(await firm.call('PUT', '/v1/records/task/1', { title: 'Mine', ownerId: theirs })).toMatchObject(
    problem(422, 'validation-failed'),
  );
  expect((await firm.get('/v1/records')).items).toEqual([]);
  expect((await firm.get(`/v1/audit?target=${theirs}`)).items).toEqual([]);
  expect((await other.get('/v1/me')).user).toMatchObject({ status: 'active', title: null });
});

it('only a token of ours, still valid, with its signature, is accepted', async () => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const forge = (h: object, c: object, make: (text: string) => string) => {
    const text = `${encode(h)}.${encode(c)}`;
    return `${text}.${make(text)}`;
  };
  const es256 = (text: string) =>
    sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const jwks = await (await fetch(`${gateway()}/.well-known/jwks.json`)).text();
  const tokens = {
    'none at all': undefined,
    'not a token': 'abc',
    'alg none': forge({ ...head, alg: 'none' }, claims, () => ''),
    'alg NONE with the signature': forge({ ...head, alg: 'NONE' }, claims, () => signature),
    'our claims, changed': `${header}.${encode({ ...claims, acc: other.accountId })}.${signature}`,
    'signed by a stranger': forge(head, claims, es256),
    'signed by a stranger, unknown key': forge({ ...head, kid: 'x' }, claims, es256),
    'HMAC with the public key': forge({ ...head, alg: 'HS256' }, claims, (text) =>
      createHmac('sha256', jwks).update(text).digest('base64url'),
    ),
    'no signature': `${header}.${payload}.`,
  };
  for (const [what, forged] of Object.entries(tokens))
    expect([what, await call(gateway(), 'GET', '/v1/me', undefined, { token: forged })]).toMatchObject([
      what,
      problem(401, 'unauthenticated'),
    ]);
  expect((await call(gateway(), 'GET', '/v1/me', undefined, { token })).status).toBe(200);
});

it('a refresh token works once; when the old one comes again, the session is over', async () => {
  const { body: first } = await firm.signIn(firm.admin.username);
  const refresh = (refreshToken: string) => call(gateway(), 'POST', '/v1/auth/refresh', { refreshToken });
  const second = await refresh(first.refreshToken);
  expect(second.status).toBe(200);
  expect((await refresh(first.refreshToken)).status).toBe(401);
  expect((await refresh(second.body.refreshToken)).status).toBe(401);
  for (const forged of ['x', `${first.refreshToken}x`, '__proto__'])
    expect((await refresh(forged)).status).toBe(401);
});

it('each attack leaves a line of one form, with account, user, address and client, and nothing of what was typed', async () => {
  const who = { accountId: firm.accountId, userId: firm.admin.id };
  const id = `attack-of-${firm.slug}`;
  const headers = { 'x-request-id': id, 'user-agent': `curl/8 ${'x'.repeat(500)}` };
  const typed = 'a secret, mistyped';
  const wrong = { account: firm.slug, username: firm.admin.username, password: typed };
  await call(gateway(), 'POST', '/v1/auth/sign-in', wrong, { headers });
  await call(gateway(), 'POST', '/v1/auth/sign-in', { ...wrong, username: typed }, { headers });
  await call(gateway(), 'POST', `/v1/invitations/${firm.slug}/accept`, { password: typed }, { headers });
  await firm.call('POST', '/v1/auth/password', { current: typed, next: 'another passphrase' }, { headers });
  const { body: tokens } = await firm.signIn(firm.admin.username);
  for (let time = 0; time < 2; time += 1)
    await call(gateway(), 'POST', '/v1/auth/refresh', { refreshToken: tokens.refreshToken }, { headers });

  const lines = async () =>
    (await linesOfSharedStack(id)).filter(({ component }) => component === 'security');
  await eventually(async () => expect(await lines()).toHaveLength(5));
  const common = {
    level: 'warn',
    requestId: id,
    address: '127.0.0.1',
    client: headers['user-agent'].slice(0, 200),
  };
  expect(await lines()).toMatchObject([
    { ...common, ...who, event: 'sign-in-failed', reason: 'wrong-password' },
    { ...common, accountId: firm.accountId, event: 'sign-in-failed', reason: 'unknown-user' },
    { ...common, event: 'invitation-misuse', reason: 'unknown' },
    { ...common, ...who, event: 'password-change-failed', reason: 'wrong-password' },
    { ...common, ...who, event: 'token-reuse' },
  ]);
  expect(JSON.stringify(await linesOfSharedStack(id))).not.toMatch(/mistyped|passphrase/);
});

it('who is refused what they may not do is named in the log, with the permission', async () => {
  const { username } = await other.join(other.person('plain'));
  const { body: tokens } = await other.signIn(username);
  const id = `refusal-in-${other.slug}`;
  const headers = { 'x-request-id': id };
  await call(
    gateway(),
    'POST',
    '/v1/groups',
    { name: 'Mine', permissions: [] },
    { token: tokens.accessToken, headers },
  );
  await eventually(async () =>
    expect((await linesOfSharedStack(id)).filter(({ component }) => component === 'security')).toMatchObject([
      {
        event: 'forbidden',
        accountId: other.accountId,
        permission: 'groups.manage',
        endpoint: 'createGroup',
      },
    ]),
  );
});
