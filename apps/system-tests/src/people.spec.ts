import type { AuditEntry, LedgerLine, OpenSession, Problem, User } from '@seatkeeper/contracts';
import { eventually, Mailbox } from '@seatkeeper/testing';
import { call } from './http.js';
import { Firm, PASSWORD } from './firm.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

it('a person is invited in French, looks at the link, accepts it once, and signs in', async () => {
  const firm = await Firm.signUp(stack());
  const person = firm.person('zoe');
  const invited = await firm.invite(person, { locale: 'fr' });
  expect(invited).toMatchObject({ status: 201, body: { status: 'invited', userCode: expect.any(String) } });

  const token = await firm.invitationToken(person.username);
  const [mail] = await firm.mails(person.username);
  expect(mail?.html).toContain(token);
  expect(mail?.text).toContain('invite');
  const { gateway } = stack().info();
  for (let look = 0; look < 3; look += 1) {
    expect((await fetch(`${gateway}/invitations/${token}`)).status).toBe(200);
    expect(await call(gateway, 'GET', `/v1/invitations/${token}`)).toMatchObject({
      status: 200,
      body: { firstName: person.firstName, state: 'open', account: `Firm ${firm.slug}` },
    });
  }
  const accept = () => call(gateway, 'POST', `/v1/invitations/${token}/accept`, { password: PASSWORD });
  const answers = await Promise.all([accept(), accept()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect(await accept()).toMatchObject({ status: 410, body: { code: 'invitation-used' } });

  const signedIn = await firm.signIn(person.username);
  expect(signedIn.status).toBe(200);
  const me = await call(gateway, 'GET', '/v1/me', undefined, { token: signedIn.body.accessToken });
  expect(me.body).toMatchObject({ user: { username: person.username, status: 'active' }, permissions: [] });
  await eventually(async () =>
    expect(await firm.get(`/v1/users/${invited.body.id}`)).toMatchObject({
      invitation: { state: 'accepted', mail: { state: 'sent' } },
    }),
  );
});

it('who signs up invites nobody before the link in their own mail was followed; the page behind it does that, too', async () => {
  const { gateway } = stack().info();
  const slug = `new-${Date.now().toString(36)}`;
  const admin = { username: `nora@${slug}.example`, firstName: 'Nora', lastName: 'Hale', password: PASSWORD };
  const signedUp = await call(gateway, 'POST', '/v1/accounts', {
    name: 'Newcomers',
    slug,
    locale: 'fr',
    admin,
  });
  expect(signedUp).toMatchObject({ status: 201, body: { account: { addressConfirmed: false } } });
  const credentials = { account: slug, username: admin.username, password: PASSWORD };
  const { body: tokens } = await call(gateway, 'POST', '/v1/auth/sign-in', credentials);
  const token = tokens.accessToken;
  const guest = { username: `guest@${slug}.example`, firstName: 'A', lastName: 'Guest' };
  const invite = () => call(gateway, 'POST', '/v1/users', guest, { token });
  expect(await invite()).toMatchObject({
    status: 409,
    body: { code: 'address-not-confirmed', detail: expect.stringContaining(admin.username) },
  });

  const mailbox = new Mailbox(stack().info().mail.web);
  const link = await eventually(async () => {
    const [mail] = await mailbox.to(admin.username);
    const found = /\/confirmations\/[\w.~-]+/.exec(mail?.text ?? '')?.[0];
    expect(found).toBeDefined();
    expect(mail?.subject).toBe('Confirmez votre adresse pour Seatkeeper');
    return found;
  });
  const shown = await fetch(gateway + link);
  expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('Confirmer l’adresse')]);
  expect((await invite()).status).toBe(409);
  const confirmed = await fetch(gateway + link, { method: 'POST', body: new URLSearchParams() });
  expect([confirmed.status, await confirmed.text()]).toEqual([200, expect.stringContaining('est confirmée')]);
  expect((await invite()).status).toBe(201);
  expect(await mailbox.to(guest.username)).toEqual(expect.any(Array));
});

it('the page behind the link takes the password, too', async () => {
  const firm = await Firm.signUp(stack());
  const person = firm.person('page');
  await firm.invite(person);
  const token = await firm.invitationToken(person.username);
  const url = `${stack().info().gateway}/invitations/${token}`;
  const send = (password: string, repeated: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ password, repeated }) });
  expect((await send(PASSWORD, 'something else')).status).toBe(422);
  expect((await send('short', 'short')).status).toBe(422);
  const accepted = await send(PASSWORD, PASSWORD);
  expect([accepted.status, await accepted.text()]).toEqual([200, expect.stringContaining('You are in')]);
  expect((await send(PASSWORD, PASSWORD)).status).toBe(410);
  expect((await firm.signIn(person.username)).status).toBe(200);
});

it('nobody’s mailbox is filled: a fourth new link within an hour is refused, and says when to come again', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const { body: user } = await firm.invite(firm.person(1));
  const resend = () => firm.call('POST', `/v1/users/${user.id}/invitation`);
  for (let time = 0; time < 3; time += 1) expect((await resend()).status).toBe(200);
  const refused = await resend();
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests', policy: 'resends' } });
  expect(refused.headers.get('retry-after')).toBe(String(refused.body.retryAfter));
  expect(refused.headers.get('ratelimit')).toContain(`"resends";r=0;t=${refused.body.retryAfter}`);
  expect(refused.headers.get('ratelimit-policy')).toContain('"resends";q=3;w=3600');
});

it.each(['Pay at www.evil.example', 'https://evil.example', 'Booking.com'])(
  'no name of a person or a firm is %s, through whichever door',
  async (name) => {
    const firm = await Firm.signUp(stack());
    const path = async (answer: Promise<{ body: unknown }>) =>
      ((await answer).body as Partial<Problem>).errors?.map((error) => error.path);
    const person = firm.person(1);
    expect(await path(firm.invite({ ...person, firstName: name }))).toEqual(['firstName']);
    expect(await path(firm.call('PATCH', `/v1/users/${firm.admin.id}`, { lastName: name }))).toEqual([
      'lastName',
    ]);
    expect(await path(firm.call('PATCH', '/v1/account', { name }))).toEqual(['name']);
    const admin = { ...person, password: PASSWORD, firstName: name };
    const signUp = { name, slug: `${firm.slug}-x`, admin };
    expect(await path(call(stack().info().gateway, 'POST', '/v1/accounts', signUp))).toEqual([
      'name',
      'admin.firstName',
    ]);
    const newUser = { ...person, firstName: name };
    const replaced = firm.call('POST', `/v1/users/${firm.admin.id}/replace`, { by: { newUser } });
    expect((await path(replaced))?.join()).toContain('firstName');
  },
);

it('sending again voids the old link, withdrawing frees the seat', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person(1);
  const { body: user } = await firm.invite(person);
  const first = await firm.invitationToken(person.username);
  expect((await firm.call('POST', `/v1/users/${user.id}/invitation`)).status).toBe(200);
  await eventually(async () => expect(await firm.mails(person.username)).toHaveLength(2));
  const second = await firm.invitationToken(person.username);
  expect(second).not.toBe(first);
  const accept = (token: string) =>
    call(stack().info().gateway, 'POST', `/v1/invitations/${token}/accept`, { password: PASSWORD });
  expect(await accept(first)).toMatchObject({ status: 410, body: { code: 'invitation-revoked' } });

  expect((await firm.license()).used).toBe(2);
  expect(await firm.call('DELETE', `/v1/users/${user.id}/invitation`)).toMatchObject({
    status: 200,
    body: { status: 'deactivated' },
  });
  expect((await firm.license()).used).toBe(1);
  expect(await accept(second)).toMatchObject({ status: 410, body: { code: 'invitation-revoked' } });
  const again = await firm.invite(person);
  expect(again).toMatchObject({ status: 409, body: { code: 'username-taken' } });
});

it('who waits for a seat is invited by itself, oldest first, when seats are bought', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  for (const person of firm.people(4)) await firm.invite(person);
  const waiting = firm.people(3, 10);
  for (const person of waiting)
    expect(await firm.invite(person, { whenNoSeat: 'wait' })).toMatchObject({
      status: 202,
      body: { status: 'waiting' },
    });
  expect(await firm.license()).toMatchObject({ purchased: 5, used: 5, free: 0, waiting: 3 });

  await firm.buy(2);
  await eventually(async () => {
    const users = await firm.all<User>('/v1/users?sort=createdAt');
    expect(users.slice(-3).map(({ status }) => status)).toEqual(['invited', 'invited', 'waiting']);
  });
  expect(await firm.license()).toMatchObject({ purchased: 7, used: 7, free: 0, waiting: 1 });
  await firm.invitationToken(waiting[0]?.username ?? '');
  expect(await firm.mails(waiting[2]?.username ?? '')).toEqual([]);
});

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

it('a session is seen and ended from another one within a second, and by an admin', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('lost');
  const user = await firm.join(person);
  const { gateway } = stack().info();
  const enter = async () => (await firm.signIn(person.username)).body.accessToken as string;
  const [laptop, phone] = [await enter(), await enter()];
  const ask = (token: string, method = 'GET', path = '/v1/me/sessions') =>
    call(gateway, method, path, undefined, { token });
  const { body } = await ask(phone);
  expect(body.items).toHaveLength(3);
  expect(body.items.find(({ current }: OpenSession) => current)).toMatchObject({
    address: '127.0.0.1',
    client: 'node',
  });
  expect((await ask(laptop)).status).toBe(200);
  expect((await ask(phone, 'DELETE')).status).toBe(204);
  await eventually(async () => expect((await ask(laptop)).status).toBe(401), 1_000);
  expect((await ask(phone)).body.items).toHaveLength(1);

  expect((await ask(phone, 'GET', `/v1/users/${user.id}/sessions`)).body).toMatchObject({
    code: 'forbidden',
    permission: 'users.credentials',
  });
  const [session] = (await firm.get(`/v1/users/${user.id}/sessions`)).items;
  const one = `/v1/users/${user.id}/sessions/${session.id}`;
  expect((await firm.call('DELETE', one)).status).toBe(204);
  await eventually(async () => expect((await ask(phone)).status).toBe(401), 1_000);
});

it('who forgot the password gets a link, chooses another on its page, and is told by mail', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('forgetful');
  await firm.join(person, { locale: 'fr' });
  const { gateway } = stack().info();
  const forget = (username: string) =>
    call(gateway, 'POST', '/v1/auth/password-reset', { account: firm.slug, username });
  expect([(await forget(person.username)).status, (await forget('nobody@firm.example')).status]).toEqual([
    202, 202,
  ]);
  const token = await eventually(async () => {
    const found = /\/password-resets\/([\w.~-]+)/.exec(
      (await firm.mails(person.username)).at(-1)?.text ?? '',
    )?.[1];
    expect(found).toBeDefined();
    return found;
  }, 20_000);
  const page = `${gateway}/password-resets/${token}`;
  for (let look = 0; look < 2; look += 1) expect((await fetch(page)).status).toBe(200);
  const send = (password: string, repeated = password) =>
    fetch(page, { method: 'POST', body: new URLSearchParams({ password, repeated }) });
  expect((await send('one of two passwords', 'the other of the two')).status).toBe(422);
  const done = await send('a new passphrase of mine');
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('est enregistré')]);
  expect((await send('a new passphrase of mine')).status).toBe(410);
  expect((await firm.signIn(person.username)).status).toBe(401);
  expect((await firm.signIn(person.username, 'a new passphrase of mine')).status).toBe(200);
  await eventually(async () =>
    expect((await firm.mails(person.username)).at(-1)?.subject).toContain('a été modifié'),
  );
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
    copy: ['groups', 'offices'],
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
  });
  // Nobody hands out what they do not have.
  const escalation = await firm.invite(firm.person(2), { globalAdmin: true }, as);
  expect(escalation).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});
