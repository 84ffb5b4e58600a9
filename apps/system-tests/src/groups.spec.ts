import type { GroupPreview } from '@seatkeeper/contracts';
import { Firm } from './firm.js';
import { sharedStack } from './stack.js';

const stack = sharedStack();

it('people get the default group, a look at a change of it says who gains and loses, and then they do', async () => {
  const firm = await Firm.withSeats(stack, 5);
  const { body: staff } = await firm.call('POST', '/v1/groups', {
    name: 'Staff',
    permissions: ['users.read'],
  });
  const wrong = { policies: { defaultGroup: 'grp_nobody000000' } };
  expect(await firm.call('PATCH', '/v1/account', wrong)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'policies.defaultGroup' }] },
  });
  expect(await firm.call('PATCH', '/v1/account', { policies: { defaultGroup: staff.id } })).toMatchObject({
    status: 200,
    body: { policies: { sessionDays: 30, defaultGroup: staff.id } },
  });
  const [ann, ben] = [await firm.join(firm.person('ann')), await firm.join(firm.person('ben'))];
  expect([ann.groups, ben.groups]).toEqual([[staff.id], [staff.id]]);
  expect(await firm.call('DELETE', `/v1/groups/${staff.id}`)).toMatchObject({
    status: 409,
    body: { code: 'in-use' },
  });

  const permissions = ['users.read', 'records.read'];
  const path = `/v1/groups/${staff.id}/preview?limit=1`;
  const seen = await firm.call<GroupPreview>('POST', path, { permissions, members: { remove: [ben.id] } });
  expect(seen).toMatchObject({
    status: 200,
    body: {
      refusal: null,
      counts: { gaining: 1, losing: 1 },
      named: [{ userId: ben.id, change: 'removed', refusal: null, effect: { lost: ['users.read'] } }],
      members: { items: [{ userId: ann.id, gained: ['records.read'], lost: [] }], nextCursor: null },
    },
  });
  expect(await firm.call('POST', path, { name: 'Crew' })).toMatchObject({ status: 422 });

  await firm.call('PATCH', `/v1/groups/${staff.id}`, { permissions });
  await firm.call('PATCH', `/v1/users/${ben.id}`, { groups: [] });
  const held = async (id: string) =>
    (await firm.get(`/v1/users/${id}/permissions`)).items.map(
      ({ permission }: { permission: string }) => permission,
    );
  expect([await held(ann.id), await held(ben.id)]).toEqual([permissions, []]);
});
