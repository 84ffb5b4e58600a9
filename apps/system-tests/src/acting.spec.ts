import type {
  ActingToken,
  Affiliate,
  AuditEntry,
  EndpointContract,
  ListedUser,
  User,
} from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { type Belongings, firmWithBelongings } from './belongings.js';
import { Firm } from './firm.js';
import { call, type CallOptions } from './http.js';
import { callRoute, isOfOneAccount, needsSecret, routes, saysIds, turnOf } from './route-calls.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
const gateway = () => stack().info().gateway;

/** What lies in the account above, in one below it, and in one beside that. */
let above: Belongings;
let below: Belongings;
let beside: Belongings;

const place = async (firm: Firm, parent: Firm) => {
  const offer = await parent.call('POST', '/v1/account/affiliate-offers', { account: firm.slug });
  const accepted = await firm.call('POST', `/v1/account/parent-offers/${offer.body.id}/accept`);
  expect(accepted.status).toBe(200);
};
const enter = (home: Firm, { accountId }: Pick<Firm, 'accountId'>, options: CallOptions = {}) =>
  home.call<ActingToken>('POST', `/v1/account/affiliates/${accountId}/enter`, undefined, options);
const tokenIn = async (home: Firm, firm: Pick<Firm, 'accountId'>) => {
  const { status, body } = await enter(home, firm);
  expect(status).toBe(200);
  return body.accessToken;
};
const by = (token: string, method: string, path: string, body?: object, headers = {}) =>
  call(gateway(), method, path, body, { token, headers });

beforeAll(async () => {
  [above, below, beside] = await Promise.all([
    firmWithBelongings(stack()),
    firmWithBelongings(stack()),
    firmWithBelongings(stack()),
  ]);
  await place(below.firm, above.firm);
  await place(beside.firm, above.firm);
}, 120_000);

it('who is above goes in, invites somebody who gets a mail, and is named in the log; and is out when the session ends', async () => {
  const { firm: home } = above;
  const { firm } = below;
  await home.buy(3);
  const group = await home.call('POST', '/v1/groups', {
    name: 'Group office',
    permissions: ['accounts.affiliates', 'users.read', 'users.invite'],
  });
  const ann = await home.join(home.person('ann'), { groups: [group.body.id] });
  const { body: tokens } = await home.signIn(ann.username);
  const entered = await enter(home, firm, { token: tokens.accessToken });
  expect(entered).toMatchObject({ status: 200, body: { account: { id: firm.accountId, slug: firm.slug } } });
  const acting = entered.body.accessToken;

  // In turn, within what a gateway remembers: the same session is somebody else in each account.
  for (let time = 1; time <= 3; time += 1) {
    expect((await by(acting, 'GET', '/v1/account')).body.id).toBe(firm.accountId);
    expect((await by(tokens.accessToken, 'GET', '/v1/account')).body.id).toBe(home.accountId);
  }
  const key = { 'idempotency-key': 'the first of June' };
  const invite = (token: string, person: object) => by(token, 'POST', '/v1/users', person, key);
  const invited = await invite(acting, firm.person('new'));
  expect(invited).toMatchObject({ status: 201, body: { accountId: firm.accountId } });
  expect(await invite(acting, firm.person('new'))).toMatchObject({
    status: 201,
    body: { id: invited.body.id },
  });
  // The key of one account is not that of another.
  expect(await invite(tokens.accessToken, home.person('new'))).toMatchObject({
    status: 201,
    body: { accountId: home.accountId },
  });
  await firm.accept(firm.person('new').username);
  expect(await by(acting, 'POST', `/v1/users/${invited.body.id}/ban`, { reason: 'No' })).toMatchObject({
    status: 403,
    body: { code: 'forbidden', permission: 'users.ban' },
  });
  const { name: homeName } = await home.get('/v1/account');
  await eventually(async () => {
    const { items } = await firm.get<{ items: AuditEntry[] }>(`/v1/audit?actor=${ann.id}`);
    const actor = { type: 'user', id: ann.id, accountId: home.accountId };
    expect(items.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(['identity.affiliate.entered', 'identity.user.invited']),
    );
    const actorName = { name: `${ann.firstName} ${ann.lastName}`, account: homeName };
    for (const entry of items) expect(entry).toMatchObject({ actor, actorName });
  });
  expect((await by(tokens.accessToken, 'POST', '/v1/auth/sign-out')).status).toBe(204);
  await eventually(
    async () => expect(await by(acting, 'GET', '/v1/users')).toMatchObject({ status: 401 }),
    1_500,
  );
});

it('the account that leaves is left at once', async () => {
  const [home, firm] = [await Firm.signUp(stack()), await Firm.signUp(stack())];
  await place(firm, home);
  const acting = await tokenIn(home, firm);
  expect((await by(acting, 'GET', '/v1/users')).status).toBe(200);
  expect((await firm.call('DELETE', '/v1/account/parent')).status).toBe(204);
  await eventually(
    async () => expect(await by(acting, 'GET', '/v1/users')).toMatchObject({ status: 401 }),
    1_500,
  );
  expect(await enter(home, firm)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  const groups = { permissions: ['users.read'], name: 'Too late' };
  expect(await by(acting, 'POST', '/v1/groups', groups)).toMatchObject({ status: 401 });
});

it('an API key goes nowhere, and whoever acts goes on nowhere from there', async () => {
  const { firm: home } = above;
  const machine = await home.call<User>('POST', '/v1/users', { ...home.person('robot'), type: 'service' });
  const group = await home.call('POST', '/v1/groups', {
    name: 'Robots',
    permissions: ['accounts.affiliates'],
  });
  await home.call('PATCH', `/v1/users/${machine.body.id}`, { groups: [group.body.id] });
  const made = await home.call('POST', `/v1/users/${machine.body.id}/api-keys`, {
    name: 'Robot',
    scopes: ['accounts.affiliates'],
  });
  expect(await enter(home, below.firm, { token: made.body.key })).toMatchObject({
    status: 403,
    body: { code: 'forbidden', needs: 'session' },
  });
  const { items } = await below.firm.get<{ items: Affiliate[] }>('/v1/account/affiliates');
  const acting = await tokenIn(home, below.firm);
  expect(items).toHaveLength(1);
  expect(await enter(home, { accountId: items[0]!.id }, { token: acting })).toMatchObject({
    status: 403,
    body: { needs: 'own-account' },
  });
  // By the session they get there, for it is below as well.
  expect(await enter(home, { accountId: items[0]!.id })).toMatchObject({ status: 200 });
});

it('people of affiliates are in one list with those of home, for a session of home and nobody else', async () => {
  const { firm: home } = above;
  const path = '/v1/users?affiliates=true&limit=200';
  const { status, body } = await home.call<{ items: ListedUser[]; total: number }>('GET', path);
  expect(status).toBe(200);
  const accounts = new Set(body.items.map(({ account }) => account?.slug));
  for (const { firm } of [above, below, beside]) expect(accounts).toContain(firm.slug);
  expect(body.items).toHaveLength(body.total);
  const own = await home.get<{ items: ListedUser[] }>('/v1/users?affiliates=false&limit=200');
  expect(new Set(own.items.map(({ accountId }) => accountId))).toEqual(new Set([home.accountId]));
  expect(own.items[0]).not.toHaveProperty('account');

  const acting = await tokenIn(home, below.firm);
  expect(await by(acting, 'GET', path)).toMatchObject({ status: 403, body: { needs: 'own-account' } });
  const group = await home.call('POST', '/v1/groups', { name: 'Readers', permissions: ['users.read'] });
  const machine = await home.call<User>('POST', '/v1/users', { ...home.person('lister'), type: 'service' });
  await home.call('PATCH', `/v1/users/${machine.body.id}`, { groups: [group.body.id] });
  const made = await home.call('POST', `/v1/users/${machine.body.id}/api-keys`, {
    name: 'Lister',
    scopes: ['users.read'],
  });
  expect(await by(made.body.key, 'GET', '/v1/users')).toMatchObject({ status: 200 });
  expect(await by(made.body.key, 'GET', path)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  // From the side nobody of the rest is seen.
  const beneath = await below.firm.get<{ items: ListedUser[] }>(path);
  expect(new Set(beneath.items.map(({ accountId }) => accountId))).not.toContain(beside.firm.accountId);
});

const isOpen = ({ access }: EndpointContract) => access === 'public';
/** It is below both, so above it one finds it. */
const isOfAffiliates = ({ path }: EndpointContract) => path.startsWith('/v1/account/affiliates/:id');
/** A record is put under a name of the caller's own choice. */
const isNamed = ({ id }: EndpointContract) => id === 'upsertRecord';
const isOperator = ({ access }: EndpointContract) => access.startsWith('operator.');
const of = (which: (endpoint: EndpointContract) => boolean) =>
  routes.filter(([, endpoint]) => !isOpen(endpoint) && which(endpoint));
const found = of(
  (each) => isOfOneAccount(each) && !isOperator(each) && !isNamed(each) && !isOfAffiliates(each),
);

describe('of another account of the hierarchy', () => {
  let parent: string;
  let affiliate: string;
  let acting: string;
  beforeAll(async () => {
    const tokenOf = async ({ firm }: Belongings) =>
      (await firm.signIn(firm.admin.username)).body.accessToken as string;
    [parent, affiliate, acting] = [
      await tokenOf(above),
      await tokenOf(below),
      await tokenIn(above.firm, below.firm),
    ];
  });

  const missing = async (endpoint: EndpointContract, path: Belongings, rest: Belongings, token: string) => {
    const answer = await callRoute(endpoint, { path, rest }, token);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(JSON.stringify(answer.body)).not.toContain(path.firm.accountId);
  };

  it.each(found)('%s finds nothing from above without going in', (_name, endpoint) =>
    missing(endpoint, below, above, parent),
  );
  it.each(found)('%s finds nothing upwards', (_name, endpoint) => missing(endpoint, above, below, affiliate));
  it.each(found)('%s finds nothing sideways', (_name, endpoint) =>
    missing(endpoint, beside, below, affiliate),
  );
  it.each(found.filter(([, { openToParents }]) => openToParents))(
    '%s finds nothing of home, nor of another affiliate, for who has gone in',
    async (_name, endpoint) => {
      await missing(endpoint, above, below, acting);
      await missing(endpoint, beside, below, acting);
    },
  );

  it.each(of(({ openToParents }) => !openToParents))(
    '%s is closed to who acts from above',
    async (_name, endpoint) => {
      expect(await callRoute(endpoint, { path: below, rest: below }, acting)).toMatchObject({
        status: 403,
        body: { code: 'forbidden', needs: 'own-account' },
      });
    },
  );

  it.each(of((each) => saysIds(each) && each.openToParents === true))(
    '%s takes no id of home for who has gone in',
    async (_name, endpoint) => {
      const { status, body } = await callRoute(endpoint, { path: below, rest: above }, acting);
      if (endpoint.method === 'GET') expect(status).toBe(200);
      else if (endpoint.id === 'previewGroup')
        return expect(body).toMatchObject({ named: [{ refusal: { code: 'not-found' }, effect: null }] });
      else if (endpoint.id !== 'startBulkJob') expect([404, 422]).toContain(status);
      for (const id of [above.user, above.invited, above.group, above.firm.admin.id])
        expect(JSON.stringify(body ?? '')).not.toContain(id);
    },
  );
});

describe('whoever has gone in', () => {
  // Or the refusals above could be about calls that nobody can make.
  const known = of((each) => each.openToParents === true && !needsSecret(each));
  it.each(known.toSorted(([, a], [, b]) => turnOf(a) - turnOf(b)))(
    '%s is let through',
    async (_name, endpoint) => {
      const rest = endpoint.method === 'DELETE' ? undefined : below;
      const acting = await tokenIn(above.firm, below.firm);
      const { status, body } = await callRoute(endpoint, { path: below, rest }, acting);
      expect({ status: [200, 201, 202, 204, 409].includes(status) ? 'through' : status, body }).toMatchObject(
        {
          status: 'through',
        },
      );
    },
  );
});
