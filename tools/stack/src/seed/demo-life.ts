import type { Group, Permission } from '@seatkeeper/contracts';
import type { Note } from '../progress.js';
import type { ApiClient } from './api-client.js';
import { atOnce } from './at-once.js';
import { DEMO } from './demo-firm.js';
import { firstPeople, type Page, type Person } from './demo-people.js';
import { leaveUnderWay } from './demo-under-way.js';
import type { MailProvider } from './returned-mail.js';

/** With the places of the members. The last is made last: where it is, everything has been done. */
const GROUPS: readonly { name: string; permissions: Permission[]; members: [from: number, to: number] }[] = [
  {
    name: 'People team',
    permissions: ['users.read', 'users.invite', 'users.update', 'users.deactivate', 'users.ban'],
    members: [0, 3],
  },
  { name: 'Licence desk', permissions: ['users.read', 'licenses.read'], members: [3, 6] },
  { name: 'Auditors', permissions: ['users.read', 'audit.read', 'records.read'], members: [5, 8] },
];

/** Places of single people among those who have accepted, by username; the first ones have the second product. */
const BANNED = DEMO.contractSeats + 1;
const LEAVER = BANNED + 1;
const HEIRS = [LEAVER + 1, LEAVER + 2] as const;
const NEXT_LEAVER = LEAVER + 3;
const OWNERS = [LEAVER + 4, LEAVER + 7] as const;

const NEWCOMERS = [
  { username: 'payroll', firstName: 'Payroll', lastName: 'System', type: 'service' },
  {
    ...{ username: 'wanda.lister', firstName: 'Wanda', lastName: 'Lister', title: 'Associate' },
    ...{ department: 'Litigation', offices: ['London'], products: ['core', 'contract'], whenNoSeat: 'wait' },
  },
  { username: 'victor.moss', firstName: 'Victor', lastName: 'Moss', department: 'Tax', locale: 'fr' },
];
/** Whose invitation is withdrawn. */
const WITHDRAWN = 'victor.moss';

const AT_ONCE = 4;

/** Whether the firm has been brought to life before; it may have been changed since. */
export async function isAlive(api: ApiClient): Promise<boolean> {
  const { items } = await api.get<Page<Group>>('/v1/groups?limit=200');
  return items.some(({ name }) => name === GROUPS.at(-1)?.name);
}

/**
 * Makes the firm look like one at work: groups with members, a second product with somebody who waits for it, several
 * offices, a ban, a leaver whose records went to two colleagues, a withdrawn invitation, a service user, and what is under
 * way. What was done before an interruption is not done again.
 */
export async function bringToLife(
  api: ApiClient,
  provider: MailProvider,
  note: Note,
  signal: AbortSignal,
): Promise<void> {
  note('groups, a second product, a wait list, a ban, leavers, a paused hand-over');
  const people = await firstPeople(api, DEMO.accepting);
  const at = (place: number): Person => {
    const person = people[place];
    if (!person) throw new Error(`The demo firm has only ${people.length} people who have accepted.`);
    return person;
  };
  const act = async ({ id, status }: Person, what: string, json: unknown) => {
    if (status === 'active') await api.post(`/v1/users/${id}/${what}`, { json });
  };
  await atOnce(people.slice(0, DEMO.contractSeats), AT_ONCE, ({ id }) =>
    api.patch(`/v1/users/${id}`, { json: { products: ['core', 'contract'] } }),
  );
  await api.patch(`/v1/users/${at(0).id}`, { json: { offices: ['London', 'Lyon', 'Montréal'] } });
  await invite(api);
  await act(at(BANNED), 'ban', { reason: 'Laptop lost on a train' });
  await act(at(LEAVER), 'deactivate', {
    reason: 'New job',
    reassign: { plan: { split: HEIRS.map((place) => at(place).id) } },
  });
  const under = { leaver: at(NEXT_LEAVER), heir: at(HEIRS[0]), owners: people.slice(...OWNERS) };
  await leaveUnderWay(api, provider, under, signal);
  for (const { name, permissions, members } of GROUPS)
    await makeGroup(api, { name, permissions }, people.slice(...members));
}

/** Somebody in the second product's wait list, somebody whose invitation is withdrawn, a system. */
async function invite(api: ApiClient): Promise<void> {
  for (const newcomer of NEWCOMERS) {
    const username = `${newcomer.username}@${DEMO.slug}.example`;
    const known = await api.get<Page<Person>>(`/v1/users?q=${username}&limit=1`);
    if (known.items.length > 0) continue;
    const { id } = await api.post<Person>('/v1/users', { json: { ...newcomer, username } });
    if (newcomer.username === WITHDRAWN) await api.delete(`/v1/users/${id}/invitation`);
  }
}

async function makeGroup(
  api: ApiClient,
  group: Pick<Group, 'name' | 'permissions'>,
  members: readonly Person[],
): Promise<void> {
  const { items } = await api.get<Page<Group>>('/v1/groups?limit=200');
  const { id } =
    items.find(({ name }) => name === group.name) ?? (await api.post<Group>('/v1/groups', { json: group }));
  await atOnce(members, AT_ONCE, async (member) => {
    const { groups } = await api.get<Person>(`/v1/users/${member.id}`);
    await api.patch(`/v1/users/${member.id}`, { json: { groups: [...new Set([...groups, id])] } });
  });
}
