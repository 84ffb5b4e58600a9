import {
  type BulkJob,
  type BulkResult,
  type EndpointContract,
  isOperatorPermission,
  permissions,
  Permission,
  type User,
} from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { type Belongings, firmWithBelongings } from './belongings.js';
import { call } from './http.js';
import { callRoute, isOfOneAccount, needsSecret, routes, saysIds, turnOf } from './route-calls.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
let ours: Belongings;
let theirs: Belongings;
/** The tokens of somebody of ours without a permission, and of the global admin of the others. */
let nobody: string;
let stranger: string;
/** Who that is without a permission. */
let somebody: User;
let before: object;

const isOpen = ({ access }: EndpointContract) => access === 'public';
const isPermission = ({ access }: EndpointContract) => access in permissions;
const isOperator = ({ access }: EndpointContract) =>
  access in permissions && isOperatorPermission(access as Permission);
/** A record is put under a name of the caller's own choice, which another firm may have chosen too. */
const isNamed = ({ id }: EndpointContract) => id === 'upsertRecord';

const of = (which: (endpoint: EndpointContract) => boolean) =>
  routes.filter(([, endpoint]) => which(endpoint));

const tokenOf = async ({ firm }: Belongings, username = firm.admin.username): Promise<string> =>
  (await firm.signIn(username)).body.accessToken as string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([firmWithBelongings(stack()), firmWithBelongings(stack())]);
  somebody = await ours.firm.join(ours.firm.person('nobody'));
  nobody = await tokenOf(ours, somebody.username);
  stranger = await tokenOf(theirs);
  // What was begun in the background ends first, or its doing would be taken for a stranger's.
  await eventually(() => expectAtRest(ours), 30_000);
  before = await everythingOf(ours);
}, 90_000);

it('the calls are those of the reference that the gateway serves', async () => {
  const { body } = await call(stack().info().gateway, 'GET', '/openapi.json');
  const served = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(routes.map(([name]) => name).sort()).toEqual(served.sort());
});

describe('who is not of the firm, or may not', () => {
  it.each(of((endpoint) => !isOpen(endpoint)))('%s is refused without a token', async (_name, endpoint) => {
    expect(await callRoute(endpoint, { path: ours, rest: ours })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
  });

  it.each(of(isPermission))(
    '%s is refused without its permission, which is named',
    async (_name, endpoint) => {
      expect(await callRoute(endpoint, { path: ours, rest: ours }, nobody)).toMatchObject({
        status: 403,
        body: { code: 'forbidden', permission: endpoint.access },
      });
    },
  );

  it.each(of((endpoint) => isOfOneAccount(endpoint) && !isOperator(endpoint) && !isNamed(endpoint)))(
    '%s does not find what is of another firm, whoever asks',
    async (_name, endpoint) => {
      const answer = await callRoute(endpoint, { path: ours, rest: theirs }, stranger);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expectNothingOf(ours, answer.body);
    },
  );

  it.each(of(saysIds))('%s takes no id of another firm', async (_name, endpoint) => {
    const answer = await callRoute(endpoint, { path: theirs, rest: ours }, stranger);
    if (endpoint.method === 'GET') expect(answer.status).toBe(200);
    else if (endpoint.id === 'previewGroup')
      return expect(answer.body).toMatchObject({ named: [{ refusal: { code: 'not-found' }, effect: null }] });
    else if (endpoint.id === 'upsertRecords') expect(answer.body).toMatchObject({ created: 0, failed: 1 });
    else if (endpoint.id === 'startBulkJob') return expectUnknown(answer.body.jobId);
    else expect([404, endpoint.scim ? 400 : 422]).toContain(answer.status);
    expectNothingOf(ours, answer.body);
  });

  it('a record of the same name is another record', async () => {
    for (const [name, endpoint] of of(isNamed))
      expect([name, await callRoute(endpoint, { path: ours, rest: theirs }, stranger)]).toMatchObject([
        name,
        { status: 201, body: { ownerId: theirs.user, version: 1 } },
      ]);
  });

  it('has changed nothing by all this', async () => expect(await everythingOf(ours)).toEqual(before));
});

describe('who reaches nobody', () => {
  const done = async (method: string, path: string, body: object): Promise<{ id: string }> => {
    const answer = await ours.firm.call(method, path, body);
    expect([200, 201]).toContain(answer.status);
    return answer.body;
  };
  /** What is told of people; the rest has permissions of its own. */
  const isAboutUsers = ({ id, path }: EndpointContract) =>
    path.startsWith('/v1/users/:id') ||
    path.startsWith('/scim/v2/Users/:id') ||
    [
      ...['listUsers', 'exportUsers', 'listInvitations', 'listArrivals', 'listDepartures'],
      ...['listScimUsers', 'listScimGroups'],
    ].includes(id);

  describe('as the manager of a group without people', () => {
    let manager: string;
    beforeAll(async () => {
      await done('POST', '/v1/groups', { name: 'Nobody yet', managers: [somebody.id] });
      manager = await tokenOf(ours, somebody.username);
    });

    it.each(of(isPermission))('%s shows nobody of another group', async (_name, endpoint) => {
      const answer = await callRoute(endpoint, { path: ours, rest: ours }, manager);
      // Managers hold nothing that bodies may ask for besides.
      if (!endpoint.openToManagers || endpoint.needsToo)
        expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      else if (isOfOneAccount(endpoint))
        expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
      else expect(answer.status).toBe(endpoint.method === 'GET' ? 200 : 403);
      expectNobody(answer.body);
    });
  });

  describe('holding every permission, with the visibility self', () => {
    let blind: string;
    beforeAll(async () => {
      const held = Permission.options.filter(
        (each) => !isOperatorPermission(each) && each !== 'users.privacy',
      );
      const { id } = await done('POST', '/v1/groups', { name: 'Everything', permissions: held });
      await done('PATCH', `/v1/users/${somebody.id}`, { groups: [id], visibility: 'self' });
      blind = await tokenOf(ours, somebody.username);
    });

    it.each(of((endpoint) => isPermission(endpoint) && isAboutUsers(endpoint)))(
      '%s shows nobody',
      async (_name, endpoint) => {
        const answer = await callRoute(endpoint, { path: ours, rest: ours }, blind);
        if (isOfOneAccount(endpoint))
          expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
        else expect(answer.status).toBe(200);
        expectNobody(answer.body);
      },
    );
  });
});

describe('whose it all is', () => {
  /**
   * They name a session of somebody else, or need a code of an app, which the story of second factors has; or name another firm,
   * or an offer that has just been accepted, which the story of affiliates has.
   */
  const isOfOthers = ({ id }: EndpointContract) =>
    ['endOwnSession', 'renewRecoveryCodes', 'removeOwnFactor', 'offerAffiliation', 'declineOffer'].includes(
      id,
    );
  const known = of((it) => !isOpen(it) && !isOperator(it) && !needsSecret(it) && !isOfOthers(it));

  // Or the refusals above could be about calls that nobody can make.
  it.each(known.toSorted(([, a], [, b]) => turnOf(a) - turnOf(b)))(
    '%s is let through',
    async (_name, endpoint) => {
      const rest = endpoint.method === 'DELETE' ? undefined : ours;
      const { status, body } = await callRoute(endpoint, { path: ours, rest }, await tokenOf(ours));
      expect({ status: [200, 201, 202, 204, 409].includes(status) ? 'through' : status, body }).toMatchObject(
        { status: 'through' },
      );
    },
  );
});

/** A bulk job is begun, and says of each user what became of it. */
async function expectUnknown(jobId: string): Promise<void> {
  await eventually(async () => {
    const { state, results } = await theirs.firm.get<BulkJob & { results: { items: BulkResult[] } }>(
      `/v1/jobs/${jobId}`,
    );
    expect(state).toBe('finished');
    expect(results.items).toMatchObject([{ username: null, refusal: { code: 'not-found' } }]);
  });
}

/** Of our people, save that one's own invitation says who sent it. */
function expectNobody(body: unknown): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  for (const id of [ours.user, ours.invited, ours.service]) expect(text).not.toContain(id);
}

function expectNothingOf({ firm, record: _, ...ids }: Belongings, body: unknown): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  for (const id of [firm.accountId, firm.slug, firm.admin.id, ...Object.values<string>(ids)])
    expect(text).not.toContain(id);
}

/** Everything that a stranger could have changed. */
async function everythingOf({ firm, user }: Belongings): Promise<object> {
  const lists = [
    'users',
    'groups',
    'departments',
    'offices',
    'seniorities',
    'records',
    'orders',
    'reassignments',
    'shared-items',
  ];
  const items = await Promise.all(lists.map((list) => firm.all<{ lastActiveAt?: string }>(`/v1/${list}`)));
  return {
    account: await firm.get('/v1/account'),
    affiliates: await firm.get('/v1/account/affiliates?tree=true'),
    offers: await firm.get('/v1/account/affiliate-offers'),
    parent: await firm.get('/v1/account/parent'),
    customFields: await firm.get('/v1/custom-fields'),
    views: await firm.get('/v1/views'),
    recordTypes: await firm.get('/v1/record-types'),
    ssoConnections: await firm.get('/v1/sso-connections'),
    shared: await firm.all(`/v1/users/${user}/shared-items`),
    reductions: await firm.get('/v1/licenses/core/reductions'),
    license: await firm.license(),
    // Who signs in is active, which is no change of anything.
    lists: items.map((list) => list.map(({ lastActiveAt: _, ...item }) => item)),
  };
}

async function expectAtRest({ firm, userImport, recordImport, reassignment }: Belongings): Promise<void> {
  for (const [list, id] of [
    ['users/imports', userImport],
    ['records/imports', recordImport],
    ['reassignments', reassignment],
  ])
    expect(await firm.get(`/v1/${list}/${id}`)).toMatchObject({ state: 'finished' });
  for (const { invitation } of await firm.all('/v1/users?status=invited'))
    expect(invitation.mail.state).toBe('sent');
}
