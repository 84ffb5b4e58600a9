import type { ApiKey, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

it('a machine works by its key as far as its scopes go, without a seat or a mail, until its user leaves', async () => {
  const firm = await Firm.signUp(stack());
  const permissions = ['users.read', 'users.ban', 'users.credentials'];
  const { body: group } = await firm.call('POST', '/v1/groups', { name: 'Machines', permissions });
  const username = `payroll@${firm.slug}.example`;
  const payroll = { username, firstName: 'Payroll', lastName: 'System', type: 'service', groups: [group.id] };
  const { used } = await firm.license();
  const { status, body: machine } = await firm.call<User>('POST', '/v1/users', payroll);
  expect([status, machine.status, machine.invitation]).toEqual([201, 'active', null]);
  expect((await firm.license()).used).toBe(used);

  const path = `/v1/users/${machine.id}`;
  const wanted = { name: 'Export', scopes: ['users.read', 'users.credentials'] };
  const made = await firm.call<ApiKey & { key: string }>('POST', `${path}/api-keys`, wanted, {
    headers: { 'idempotency-key': 'export' },
  });
  expect(made).toMatchObject({ status: 201, body: { ...wanted, expiresAt: null, lastUsedAt: null } });
  const { key, id, prefix } = made.body;
  expect(key).toMatch(new RegExp(`^${prefix}_[\\w-]{43}$`));

  const by = (method: string, to: string, body?: unknown, token = key) =>
    call(stack().info().gateway, method, to, body, { token });
  expect(await by('GET', '/v1/users')).toMatchObject({ status: 200, body: { total: 2 } });
  const me = await by('GET', '/v1/me');
  expect(me.body).toMatchObject({ user: { id: machine.id }, permissions: wanted.scopes });
  const forbidden = { status: 403, body: { code: 'forbidden' } };
  expect(await by('POST', `/v1/users/${firm.admin.id}/ban`, { reason: 'x' })).toMatchObject(forbidden);
  expect(await by('GET', '/v1/me/sessions')).toMatchObject(forbidden);
  expect(await by('POST', '/v1/auth/sign-out')).toMatchObject(forbidden);
  expect(await by('POST', `${path}/api-keys`, { name: 'More', scopes: ['users.ban'] })).toMatchObject(
    forbidden,
  );

  const { body: next } = await by('POST', `${path}/api-keys`, wanted);
  expect((await by('DELETE', `${path}/api-keys/${id}`)).status).toBe(204);
  await eventually(async () => expect((await by('GET', '/v1/users')).status).toBe(401));
  expect((await by('GET', '/v1/users', undefined, next.key)).status).toBe(200);

  const listed = await firm.get<{ items: ApiKey[] }>(`${path}/api-keys`);
  expect(listed.items).toMatchObject([{ id: next.id, createdBy: { id: machine.id, keyId: id } }]);
  expect(listed.items[0]?.lastUsedAt).not.toBeNull();
  expect(JSON.stringify(listed)).not.toContain(next.key);

  await firm.call('POST', `${path}/deactivate`);
  await eventually(async () => expect((await by('GET', '/v1/users', undefined, next.key)).status).toBe(401));
  await firm.call('POST', `${path}/reactivate`);
  expect((await firm.get<User>(path)).status).toBe('active');
  expect((await by('GET', '/v1/users', undefined, next.key)).status).toBe(401);
  const mails = await firm.mails(username);
  expect(mails).toEqual([]);
});

it('everybody looks after the own keys without a permission, and makes none that act as somebody else', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const { body: group } = await firm.call('POST', '/v1/groups', {
    name: 'Readers',
    permissions: ['users.read'],
  });
  const liam = await firm.join(firm.person('liam'), { groups: [group.id] });
  const { body: tokens } = await firm.signIn(liam.username);
  const by = (method: string, to: string, body?: unknown) =>
    call(stack().info().gateway, method, to, body, { token: tokens.accessToken });
  const own = `/v1/users/${liam.id}/api-keys`;
  const wanted = { name: 'Calendar', scopes: ['users.read'] };
  const { status, body: made } = await by('POST', own, wanted);
  expect([status, made.expiresAt]).toEqual([201, expect.any(String)]);
  expect((await by('GET', own)).body.items).toMatchObject([{ id: made.id, name: 'Calendar' }]);
  expect(await by('GET', `/v1/users/${firm.admin.id}/api-keys`)).toMatchObject({
    status: 403,
    body: { permission: 'users.credentials' },
  });
  expect(await firm.call('POST', own, wanted)).toMatchObject({ status: 403 });
  expect((await firm.call('DELETE', `${own}/${made.id}`)).status).toBe(204);
  expect((await by('GET', own)).body.items).toEqual([]);
});
