import type { AuditEntry, LedgerLine, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

it('a list can be searched, filtered, sorted and paged while people join', async () => {
  const firm = await Firm.withSeats(stack(), 40);
  const departments = ['Tax', 'Litigation'];
  for (const [n, person] of firm.people(24).entries())
    await firm.invite(
      { ...person, lastName: n % 2 ? 'Lefèvre' : 'Smith' },
      { department: departments[n % 2] },
    );

  const found = await firm.get('/v1/users?q=lefe&limit=200');
  expect(found.items).toHaveLength(12);
  expect(found.total).toBe(12);
  expect((await firm.get('/v1/users?department=Tax,Litigation&status=invited')).items).toHaveLength(24);
  expect((await firm.get('/v1/users?department=Tax&q=person3')).items).toHaveLength(1);

  const seen: User[] = [];
  let cursor: string | null = '';
  let joined = 100;
  while (cursor !== null) {
    const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: User[]; nextCursor: string | null } = await firm.get(
      `/v1/users?sort=-lastName,firstName&limit=5${query}`,
    );
    seen.push(...page.items);
    cursor = page.nextCursor;
    await firm.invite({ ...firm.person((joined += 1)), lastName: 'Zz' });
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen.filter(({ lastName }) => lastName !== 'Zz')).toHaveLength(25);
  expect(await firm.call('GET', '/v1/users?sort=password')).toMatchObject({ status: 422 });
  expect(await firm.call('GET', '/v1/users?cursor=made-up')).toMatchObject({ status: 422 });
});

it('a profile is changed by merge patch, and only on top of the version it was read at', async () => {
  const firm = await Firm.signUp(stack());
  const { body: user } = await firm.invite(firm.person(1), { title: 'Associate', phones: { cell: '1' } });
  const path = `/v1/users/${user.id}`;
  // That the mail was sent is shown on the user, and is a version of its own.
  const read = await eventually(async () => {
    const answer = await firm.call('GET', path);
    expect(answer.body).toMatchObject({ invitation: { mail: { state: 'sent' } } });
    return answer;
  });
  const etag = read.headers.get('etag') ?? '';
  const patch = (body: object, ifMatch?: string) =>
    firm.call('PATCH', path, body, { headers: ifMatch ? { 'if-match': ifMatch } : {} });

  const answers = await Promise.all([
    patch({ title: 'Partner', phones: { office: '2' } }, etag),
    patch({ title: 'Consultant' }, etag),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  expect(await patch({ title: null, phones: { cell: null } })).toMatchObject({
    status: 200,
    body: { title: null },
  });
  expect(await patch({ username: `new@${firm.slug}.example`, firstName: 'Somebody' })).toMatchObject({
    status: 409,
    body: { code: 'rename-is-not-replace' },
  });
  await eventually(async () => {
    const history = await firm.all<AuditEntry>(`${path}/history`);
    const fields = history.flatMap(({ changes }) => changes.map(({ field }) => field));
    expect(fields).toEqual(expect.arrayContaining(['title', 'phones']));
    expect(history[0]?.actor).toEqual({ type: 'user', id: firm.admin.id });
  });
});

it('a leaver is out within a second, frees the seat, and can come back', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('leaver');
  const user = await firm.join(person);
  const { body: tokens } = await firm.signIn(person.username);
  const me = () => call(stack().info().gateway, 'GET', '/v1/me', undefined, { token: tokens.accessToken });
  expect((await me()).status).toBe(200);

  const left = await firm.call('POST', `/v1/users/${user.id}/deactivate`, { reason: 'New job' });
  const leftAt = performance.now();
  expect(left).toMatchObject({ status: 200, body: { user: { status: 'deactivated' }, seatsFreed: 1 } });
  await eventually(async () => expect((await me()).status).toBe(401), 1_000);
  expect(performance.now() - leftAt).toBeLessThan(1_000);
  expect((await firm.signIn(person.username)).status).toBe(401);
  const refresh = { refreshToken: tokens.refreshToken };
  expect((await call(stack().info().gateway, 'POST', '/v1/auth/refresh', refresh)).status).toBe(401);
  expect((await firm.license()).used).toBe(1);

  expect(await firm.call('POST', `/v1/users/${user.id}/reactivate`)).toMatchObject({
    status: 200,
    body: { status: 'active' },
  });
  expect((await firm.license()).used).toBe(2);
  expect((await me()).status).toBe(401);
  expect((await firm.signIn(person.username)).status).toBe(200);
  await eventually(async () => {
    const lines = await firm.all<LedgerLine>('/v1/licenses/core/ledger');
    const kinds = lines.filter(({ cause }) => cause.userId === user.id).map(({ kind }) => kind);
    expect(kinds).toEqual(['claimed', 'freed', 'claimed']);
  });
});

it('a ban ends sessions, keeps the seat, and lifts itself when its time is over', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('banned');
  const user = await firm.join(person);
  const until = new Date(Date.now() + 3_000).toISOString();
  const path = `/v1/users/${user.id}`;
  expect(await firm.call('POST', `${path}/ban`, { until })).toMatchObject({ status: 422 });
  expect(await firm.call('POST', `${path}/ban`, { reason: 'Lost laptop', until })).toMatchObject({
    status: 200,
    body: { status: 'banned', ban: { reason: 'Lost laptop' } },
  });
  expect((await firm.signIn(person.username)).status).toBe(401);
  expect((await firm.license()).used).toBe(2);
  await eventually(async () => expect((await firm.get(path)).status).toBe('active'));
  expect((await firm.signIn(person.username)).status).toBe(200);
  await eventually(async () => {
    expect((await firm.mails(person.username)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Invitation/),
      expect.stringMatching(/is blocked$/),
      expect.stringMatching(/^You can sign in/),
    ]);
  });
  await firm.call('POST', `${path}/ban`, { reason: 'Again' });
  expect(await firm.call('POST', `${path}/unban`)).toMatchObject({ status: 200, body: { status: 'active' } });
});

it('one person takes the place of another although no seat is free', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const leaver = await firm.join(firm.person('old'), { offices: ['Lyon'], department: 'Tax' });
  const report = await firm.invite(firm.person('report'), { reportsTo: leaver.id });
  for (const person of firm.people(2)) await firm.invite(person);
  await firm.call('PUT', '/v1/records/matter/M-1', { title: 'Lumen lease', ownerId: leaver.id });
  expect((await firm.license()).free).toBe(0);

  const replaced = await firm.call('POST', `/v1/users/${leaver.id}/replace`, {
    by: { newUser: firm.person('new') },
    reassign: true,
    copy: ['groups', 'offices', 'visibility'],
  });
  expect(replaced).toMatchObject({
    status: 200,
    body: {
      user: { id: leaver.id, status: 'deactivated' },
      replacement: { status: 'invited', offices: ['Lyon'] },
      seatsSwapped: 1,
    },
  });
  const { replacement, reassignmentId } = replaced.body;
  expect(await firm.license()).toMatchObject({ purchased: 5, used: 5, free: 0 });
  await firm.expectSeatsToMatchUsers();
  expect((await firm.get(`/v1/users/${report.body.id}`)).reportsTo).toBe(replacement.id);
  await eventually(async () => {
    expect((await firm.get(`/v1/reassignments/${reassignmentId}`)).state).toBe('finished');
    expect((await firm.get('/v1/records/matter/M-1')).ownerId).toBe(replacement.id);
  });
  await firm.invitationToken(firm.person('new').username);
  await eventually(async () => {
    const subjects = (await firm.mails(firm.admin.username)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith('The hand-over'))).toHaveLength(1);
  });
  // Who is replaced is told once, as everybody who leaves is.
  await eventually(async () =>
    expect((await firm.mails(leaver.username)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Invitation/),
      expect.stringMatching(/has ended$/),
    ]),
  );
});

it('the only global admin can neither leave, be banned, be demoted nor be replaced by a non-admin', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const other = await firm.join(firm.person(1));
  const path = `/v1/users/${firm.admin.id}`;
  const answers = [
    await firm.call('POST', `${path}/deactivate`, {}),
    await firm.call('POST', `${path}/ban`, { reason: 'Oops' }),
    await firm.call('PATCH', path, { globalAdmin: false }),
    await firm.call('POST', `${path}/replace`, { by: { userId: other.id } }),
  ];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
    Array.from({ length: 4 }, () => [409, 'last-global-admin']),
  );
  expect((await firm.get('/v1/me')).user).toMatchObject({ status: 'active', globalAdmin: true });
  await firm.expectSeatsToMatchUsers();
});

it('a missing permission is named, and a group that has it is enough', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('clerk');
  const clerk = await firm.join(person);
  const { body: tokens } = await firm.signIn(person.username);
  const as = { token: tokens.accessToken };
  expect(await firm.invite(firm.person(1), {}, as)).toMatchObject({
    status: 403,
    body: { code: 'forbidden', permission: 'users.invite' },
  });
  const { body: group } = await firm.call('POST', '/v1/groups', {
    name: 'Clerks',
    permissions: ['users.invite', 'users.read'],
  });
  await firm.call('PATCH', `/v1/users/${clerk.id}`, { groups: [group.id] });
  await eventually(async () => expect((await firm.invite(firm.person(1), {}, as)).status).toBe(201));
  expect(await firm.get(`/v1/users/${clerk.id}/permissions`)).toEqual({
    items: [
      { permission: 'users.read', via: ['Clerks'] },
      { permission: 'users.invite', via: ['Clerks'] },
    ],
    manages: [],
  });
  // Nobody hands out what they do not have.
  const escalation = await firm.invite(firm.person(2), { globalAdmin: true }, as);
  expect(escalation).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});
