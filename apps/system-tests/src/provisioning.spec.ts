import type { AuditEntry, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm, type Person } from './firm.js';
import { type Answer, call } from './http.js';
import { providedPerson } from './provided-people.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
const SCIM = { 'content-type': 'application/scim+json' };
const PERMISSIONS = [
  'users.read',
  'users.invite',
  'users.update',
  'users.deactivate',
  'groups.manage',
  'organisation.manage',
];

/** An identity provider with a key of its own. */
class Provider {
  private constructor(
    readonly firm: Firm,
    readonly machine: User,
    readonly key: string,
  ) {}

  static async of(firm: Firm): Promise<Provider> {
    const made = async (path: string, body: object) => (await firm.call('POST', path, body)).body;
    const group = await made('/v1/groups', { name: 'Provisioning', permissions: PERMISSIONS });
    const machine = { ...firm.person('okta'), type: 'service', groups: [group.id] };
    const user = await made('/v1/users', machine);
    const { key } = await made(`/v1/users/${user.id}/api-keys`, { name: 'SCIM', scopes: PERMISSIONS });
    return new Provider(firm, user, key);
  }

  call(method: string, path: string, body?: object, headers: Record<string, string> = SCIM): Promise<Answer> {
    const { gateway } = stack().info();
    const raw = body === undefined ? {} : { raw: JSON.stringify(body), headers };
    return call(gateway, method, `/scim/v2${path}`, undefined, { token: this.key, ...raw });
  }

  bring(person: Person, more: object = {}): Promise<Answer> {
    const { username } = person;
    return this.call('POST', '/Users', { ...providedPerson(person), externalId: `id-${username}`, ...more });
  }

  patch(path: string, ...Operations: object[]): Promise<Answer> {
    return this.call('PATCH', path, { Operations });
  }

  find(filter: string): Promise<Answer> {
    return this.call('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  }
}

const count = (answers: Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

it('brings twenty people for fifteen seats, lets some go and regroups the rest, says everything twice, and users, seats and mailbox agree', async () => {
  const firm = await Firm.withSeats(stack(), 16);
  const provider = await Provider.of(firm);
  const people = firm.people(20);
  const first = await Promise.all(people.map((person) => provider.bring(person)));
  expect([count(first, 201), count(first, 403)]).toEqual([15, 5]);
  for (const answer of first.filter(({ status }) => status === 403))
    expect(answer.body).toMatchObject({ status: '403', code: 'no-free-seat', product: 'core' });
  await firm.expectSeatsToMatchUsers();

  // After a timeout a provider says it all again.
  const again = await Promise.all(people.map((person) => provider.bring(person)));
  expect([count(again, 409), count(again, 403)]).toEqual([15, 5]);
  for (const { body } of again.filter(({ status }) => status === 409))
    expect(body).toMatchObject({ scimType: 'uniqueness' });
  expect((await firm.license()).used).toBe(16);

  const here = first.filter(({ status }) => status === 201).map(({ body }) => body.id as string);
  const leavers = here.slice(0, 3);
  const leave = (id: string) =>
    provider.patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
  for (let twice = 1; twice <= 2; twice += 1)
    for (const answer of await Promise.all(leavers.map(leave)))
      expect(answer).toMatchObject({ status: 200, body: { active: false } });
  expect((await firm.license()).used).toBe(13);

  const late = people.filter((_person, n) => first[n]?.status === 403).slice(0, 3);
  expect(count(await Promise.all(late.map((person) => provider.bring(person))), 201)).toBe(3);
  const [back = ''] = leavers;
  const comeBack = await provider.patch(`/Users/${back}`, { op: 'replace', value: { active: true } });
  expect(comeBack).toMatchObject({ status: 403, body: { code: 'no-free-seat' } });

  const { body: group } = await provider.call('POST', '/Groups', {
    displayName: 'Litigators',
    externalId: 'g1',
  });
  const members = here.slice(3, 9).map((value) => ({ value }));
  for (let twice = 1; twice <= 2; twice += 1) {
    const added = await provider.patch(`/Groups/${group.id}`, { op: 'Add', path: 'members', value: members });
    expect([added.status, added.body.members.length]).toEqual([200, 6]);
    const gone = await provider.patch(`/Groups/${group.id}`, {
      op: 'remove',
      path: `members[value eq "${here[3]}"]`,
    });
    expect([gone.status, gone.body.members.length]).toEqual([200, 5]);
  }
  expect((await firm.all<User>(`/v1/users?group=${group.id}`)).map(({ id }) => id).sort()).toEqual(
    here.slice(4, 9).sort(),
  );

  await firm.expectSeatsToMatchUsers();
  expect((await firm.license()).used).toBe(16);
  const invited = [...people.filter((_person, n) => first[n]?.status === 201), ...late];
  await eventually(async () => {
    for (const { username } of invited) expect(await firm.mails(username)).toHaveLength(1);
  }, 30_000);
  for (const { username } of people.filter((person) => !invited.includes(person)))
    expect(await firm.mails(username)).toEqual([]);

  const entries = await firm.all<AuditEntry>(`/v1/audit?target=${back}`);
  expect(entries.map(({ action }) => action)).toContain('identity.user.invitation-revoked');
  for (const { action, actor } of entries)
    if (action.startsWith('identity.user.')) expect(actor).toMatchObject({ id: provider.machine.id });
}, 120_000);

describe('what Okta asks of every service (its SCIM 2.0 SPEC test)', () => {
  let firm: Firm;
  let provider: Provider;
  beforeAll(async () => {
    firm = await Firm.withSeats(stack(), 8);
    provider = await Provider.of(firm);
  });

  it('lists people with numbers, and each with the attributes that it needs', async () => {
    const { status, body, headers } = await provider.call('GET', '/Users?count=1&startIndex=1');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/scim+json; charset=utf-8']);
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      itemsPerPage: 1,
      startIndex: 1,
      totalResults: expect.any(Number),
    });
    const [first] = body.Resources;
    expect(first).toMatchObject({
      id: firm.admin.id,
      name: { familyName: 'Quill', givenName: 'Ada' },
      userName: firm.admin.username,
      active: true,
      emails: [{ value: firm.admin.email }],
    });
    expect((await provider.call('GET', `/Users/${first.id}`)).body).toEqual(first);
  });

  it('finds nobody by a name that nobody has, whatever its form', async () => {
    for (const filter of ['userName eq "nobody"', `userName eq "nobody@${firm.slug}.example"`])
      expect(await provider.find(filter)).toMatchObject({
        status: 200,
        body: { totalResults: 0, Resources: [] },
      });
  });

  it.each(['usr_00919288221112222', '00919288221112222'])(
    'does not know the user %s, in the words of SCIM',
    async (id) => {
      expect(await provider.call('GET', `/Users/${id}`)).toMatchObject({
        status: 404,
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: '404',
          detail: expect.any(String),
        },
      });
    },
  );

  it('creates a person who is sent as plain JSON, and refuses the same again', async () => {
    const person = firm.person('new');
    const send = () =>
      provider.call(
        'POST',
        '/Users',
        { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], ...providedPerson(person), active: true },
        { 'content-type': 'application/json' },
      );
    const created = await send();
    expect(created).toMatchObject({ status: 201, body: { active: true, userName: person.username } });
    expect(created.headers.get('location')).toContain(`/scim/v2/Users/${created.body.id}`);
    const { body: found } = await provider.call('GET', `/Users/${created.body.id}`);
    expect({ ...found, meta: null }).toEqual({ ...created.body, meta: null });
    expect(await send()).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    expect(await provider.find(`userName eq "${person.username.toUpperCase()}"`)).toMatchObject({
      body: { totalResults: 1, Resources: [{ id: created.body.id }] },
    });
  });

  it('refuses a token that is none with an error of SCIM', async () => {
    const { gateway } = stack().info();
    const answer = await call(gateway, 'GET', '/scim/v2/Users', undefined, { token: 'non-token' });
    expect(answer).toMatchObject({ status: 401, body: { status: '401', detail: expect.any(String) } });
    expect(await call(gateway, 'GET', '/scim/v2/Nothing', undefined)).toMatchObject({
      status: 404,
      body: { status: '404' },
    });
  });
});

describe('what Entra asks', () => {
  let firm: Firm;
  let provider: Provider;
  let path: string;
  beforeAll(async () => {
    firm = await Firm.withSeats(stack(), 8);
    provider = await Provider.of(firm);
    const { body: zoe } = await provider.bring(firm.person('zoe'));
    path = `/Users/${zoe.id}`;
    // That the mail is sent is noted, which is another version.
    await eventually(async () =>
      expect(await firm.get(`/v1/users/${zoe.id}`)).toMatchObject({
        invitation: { mail: { state: 'sent' } },
      }),
    );
  });

  it('changes with paths and without in one request, and tells the person as they are', async () => {
    const answer = await provider.patch(
      path,
      { op: 'Add', path: 'name.givenName', value: 'Zoé' },
      { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Lyon' },
      { op: 'Replace', value: { title: 'Partner', 'phoneNumbers[type eq "mobile"].value': '+33 6' } },
      {
        op: 'Add',
        path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
        value: 'Tax',
      },
      {
        op: 'Add',
        path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
        value: firm.admin.id,
      },
      {
        op: 'Add',
        path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber',
        value: '0815',
      },
    );
    expect(answer).toMatchObject({
      status: 200,
      body: {
        name: { givenName: 'Zoé' },
        title: 'Partner',
        phoneNumbers: [{ type: 'mobile', value: '+33 6' }],
        addresses: [{ locality: 'Lyon' }],
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
          department: 'Tax',
          employeeNumber: '0815',
          manager: { value: firm.admin.id },
        },
      },
    });
    expect((await provider.call('GET', path)).body).toEqual(answer.body);
    const empty = await provider.patch(path, { op: 'Replace', path: 'title', value: '' });
    expect(empty.body).not.toHaveProperty('title');
  });

  it('spares the answer that has not changed, and refuses a change of what has', async () => {
    const { headers } = await provider.call('GET', path);
    const etag = headers.get('etag')!;
    const { gateway } = stack().info();
    const token = provider.key;
    const same = await call(gateway, 'GET', `/scim/v2${path}`, undefined, {
      token,
      headers: { 'if-none-match': etag },
    });
    expect(same.status).toBe(304);
    const patch = (version: string) =>
      call(
        gateway,
        'PATCH',
        `/scim/v2${path}`,
        { Operations: [{ op: 'replace', path: 'title', value: version }] },
        { token, headers: { 'if-match': version } },
      );
    expect(await patch('"1"')).toMatchObject({ status: 412, body: { status: '412' } });
    expect((await patch(etag)).status).toBe(200);
  });

  it('reads page after page, and leaves out what is not wanted', async () => {
    const { body } = await provider.call('GET', '/Users?startIndex=2&count=1&attributes=userName');
    expect(body).toMatchObject({ startIndex: 2, itemsPerPage: 1 });
    expect(Object.keys(body.Resources[0]).sort()).toEqual(['id', 'schemas', 'userName']);
    const { body: groups } = await provider.call('GET', '/Groups?excludedAttributes=members');
    for (const group of groups.Resources) expect(group).not.toHaveProperty('members');
  });

  it('removes a person, and then knows them no more', async () => {
    const { body } = await provider.bring(firm.person('leaver'));
    expect((await provider.call('DELETE', `/Users/${body.id}`)).status).toBe(204);
    expect((await provider.call('DELETE', `/Users/${body.id}`)).status).toBe(404);
    expect((await provider.call('GET', `/Users/${body.id}`)).status).toBe(404);
    expect(await firm.get(`/v1/users/${body.id}`)).toMatchObject({ status: 'deactivated' });
    expect(await provider.bring(firm.person('leaver'))).toMatchObject({ status: 201, body: { id: body.id } });
  });

  it.each([
    ['an operator that is not supported', '/Users?filter=userName%20sw%20%22a%22', 'invalidFilter'],
    ['what nobody is found by', '/Users?filter=title%20eq%20%22a%22', 'invalidFilter'],
    ['a number that is none', '/Users?count=many', 'invalidValue'],
  ])('is told what it cannot ask: %s', async (_what, asked, scimType) => {
    expect(await provider.call('GET', asked)).toMatchObject({ status: 400, body: { scimType } });
  });

  it('is told what is supported by a service that says no more than is true', async () => {
    const { body: config } = await provider.call('GET', '/ServiceProviderConfig');
    expect(config).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      sort: { supported: false },
    });
    const { body: schemas } = await provider.call('GET', '/Schemas');
    const { body: user } = await provider.call('GET', path);
    const known = schemas.Resources.flatMap(({ attributes }: { attributes: { name: string }[] }) =>
      attributes.map(({ name }) => name),
    );
    const told = Object.keys(user).filter(
      (name) => !['schemas', 'id', 'meta'].includes(name) && !name.startsWith('urn:'),
    );
    for (const name of told) expect(known).toContain(name);
  });
});

it('a rename is no replacement, the last admin stays, and neither changes anything', async () => {
  const firm = await Firm.withSeats(stack(), 4);
  const provider = await Provider.of(firm);
  const { body: liam } = await provider.bring(firm.person('liam'));
  const renamed = await provider.patch(`/Users/${liam.id}`, {
    op: 'replace',
    value: { userName: firm.person('lia').username, name: { givenName: 'Lia' } },
  });
  expect(renamed).toMatchObject({
    status: 400,
    body: { scimType: 'mutability', code: 'rename-is-not-replace' },
  });
  const left = await provider.patch(`/Users/${firm.admin.id}`, {
    op: 'replace',
    path: 'active',
    value: false,
  });
  expect(left).toMatchObject({ status: 400, body: { scimType: 'mutability', code: 'last-global-admin' } });
  // What became of the mail is noted meanwhile, which is another version.
  const { body: after } = await provider.call('GET', `/Users/${liam.id}`);
  expect({ ...after, meta: null }).toEqual({ ...liam, meta: null });
});

it('who comes by single sign-on gets no mail, and who finds no seat waits for one where the account says so', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const provider = await Provider.of(firm);
  const policies = { provisioningSignIn: 'single-sign-on', provisioningWhenNoSeat: 'wait' };
  expect((await firm.call('PATCH', '/v1/account', { policies })).status).toBe(200);
  await firm.call('POST', '/v1/sso-connections', {
    ...{ name: 'Okta', issuer: 'http://127.0.0.1:1', clientId: 'us', clientSecret: 'a secret' },
  });
  const people = firm.people(6);
  const statuses = [];
  for (const person of people) {
    const { body } = await provider.bring(person);
    statuses.push((await firm.get<User>(`/v1/users/${body.id}`)).status);
  }
  const { purchased } = await firm.license();
  const free = purchased - 1;
  expect(statuses).toEqual([
    ...Array<string>(free).fill('active'),
    ...Array<string>(6 - free).fill('waiting'),
  ]);
  for (const { username } of people) expect(await firm.mails(username)).toEqual([]);
  await firm.expectSeatsToMatchUsers();
});
