import type { Group, SharedItem } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
const page = readFileSync(fileURLToPath(new URL('../../../docs/shared-items.md', import.meta.url)), 'utf8');

/** The calls that the page shows, in their order: a block with a body, or a line that begins with what is asked for. */
const shown = [...page.matchAll(/^```json (\w+) (\S+)\n([^]*?)```|^`(GET) (\S+)`/gm)].map(
  ([, act, to, body = '', read = '', from = '']) => ({
    method: act ?? read,
    path: to ?? from,
    body: body.trim(),
  }),
);

it('the page shows calls that do what it says', async () => {
  const firm = await Firm.signUp(stack());
  const group = (await firm.call<Group>('POST', '/v1/groups', { name: 'Intake clerks' })).body.id;
  const user = (await firm.join(firm.person('ann'), { groups: [group] })).id;
  let item = '';
  const filled = (path: string) =>
    path.replace('/users/:id', `/users/${user}`).replace(/:(id|itemId)\b/, item);
  const answers: unknown[] = [];
  for (const { method, path, body } of shown) {
    const parsed: unknown = body ? JSON.parse(body.replace(/grp_\w+/, group)) : undefined;
    const answer = await firm.call<{ id: string }>(method, filled(path), parsed);
    if (method === 'POST') item = answer.body.id;
    answers.push(answer);
  }
  expect(answers).toMatchObject([
    { status: 201, body: { kind: 'mailbox', groups: [] } },
    { status: 200, body: { groups: [group] } },
    { status: 200, body: { shared: false, via: [{ name: 'Intake clerks' }] } },
    { status: 200, body: { items: [{ item: { name: 'Intake' }, override: { decision: 'removed' } }] } },
    { status: 200, body: { items: [], total: 0 } },
  ]);
});

it('a system registers by its key and follows, people see their own, and a manager shares what they have', async () => {
  const firm = await Firm.signUp(stack());
  const made = async <B = { id: string }>(path: string, body: object) =>
    (await firm.call<B>('POST', path, body)).body;
  const systems = await made('/v1/groups', {
    name: 'Systems',
    permissions: ['shared-items.manage', 'users.read'],
  });
  const machine = await made('/v1/users', { ...firm.person('mail'), type: 'service', groups: [systems.id] });
  const { key } = await made<{ key: string }>(`/v1/users/${machine.id}/api-keys`, {
    name: 'Mail',
    scopes: ['shared-items.manage', 'users.read'],
  });
  const { gateway } = firm.stack.info();
  const asSystem = (method: string, path: string, body?: object) =>
    call(gateway, method, path, body, { token: key });

  const clerks = await made<Group>('/v1/groups', { name: 'Clerks' });
  const intake = { kind: 'mailbox', externalId: 'intake', name: 'Intake', groups: [clerks.id] };
  const registered = await asSystem('POST', '/v1/shared-items', intake);
  expect(registered).toMatchObject({ status: 201, body: { groups: [clerks.id] } });
  const item = registered.body as SharedItem;
  expect(await asSystem('POST', '/v1/shared-items', intake)).toMatchObject({
    status: 409,
    body: { code: 'shared-item-registered', sharedItemId: item.id },
  });

  const ann = await firm.join(firm.person('ann'), { groups: [clerks.id] });
  const mia = await firm.join(firm.person('mia'), { groups: [clerks.id] });
  expect((await firm.call('PATCH', `/v1/groups/${clerks.id}`, { managers: [mia.id] })).status).toBe(200);
  const tokenOf = async (username: string) => (await firm.signIn(username)).body.accessToken as string;
  const [annToken, miaToken] = [await tokenOf(ann.username), await tokenOf(mia.username)];
  const own = await call(gateway, 'GET', `/v1/users/${ann.id}/shared-items`, undefined, { token: annToken });
  expect(own).toMatchObject({ status: 200, body: { items: [{ item: { id: item.id }, shared: true }] } });
  expect(await call(gateway, 'GET', '/v1/shared-items', undefined, { token: annToken })).toMatchObject({
    status: 403,
    body: { permission: 'users.read' },
  });

  const path = `/v1/users/${ann.id}/shared-items/${item.id}`;
  const shared = await call(gateway, 'PUT', path, { shared: false }, { token: miaToken });
  expect(shared).toMatchObject({ status: 200, body: { shared: false, override: { by: { id: mia.id } } } });
  const audience = async () =>
    (await asSystem('GET', `/v1/shared-items/${item.id}/audience`)).body.items.map(
      ({ userId }: { userId: string }) => userId,
    ) as string[];
  expect(await audience()).toEqual([mia.id]);
  expect((await firm.call('DELETE', path)).body).toMatchObject({ shared: true, override: null });
  expect(new Set(await audience())).toEqual(new Set([ann.id, mia.id]));

  await eventually(async () => {
    const { items } = await firm.get(`/v1/users/${ann.id}/history`);
    expect(items.map(({ action }: { action: string }) => action).slice(0, 2)).toEqual([
      'identity.sharing.decided',
      'identity.sharing.decided',
    ]);
    expect(items[1].changes).toEqual([{ field: 'sharedItemsRemoved', before: [], after: ['Intake'] }]);
  });
  expect((await asSystem('DELETE', `/v1/shared-items/${item.id}`)).status).toBe(204);
  expect((await firm.get(`/v1/users/${ann.id}/shared-items`)).items).toEqual([]);
});
