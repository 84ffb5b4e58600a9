import type { Problem, User } from '@seatkeeper/contracts';
import { eventually, Mailbox } from '@seatkeeper/testing';
import { Firm, PASSWORD } from './firm.js';
import { call } from './http.js';
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
