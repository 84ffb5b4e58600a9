import {
  type EndpointContract,
  type Group,
  isOperatorPermission,
  Permission,
  permissions,
  type User,
} from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { type Attack, attacks, type Targets } from './attacks.js';
import { count, Firm } from './firm.js';
import { call } from './http.js';
import { routes } from './route-calls.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
const all = Permission.options.filter((permission) => !isOperatorPermission(permission));
const without = (...gone: Permission[]) => all.filter((permission) => !gone.includes(permission));

/** What needs a permission could need more than that, and so could what looks at permissions later. */
const calls = routes
  .map(([, endpoint]) => endpoint)
  .filter(({ id, method, access }) => method !== 'GET' && (access in permissions || id in attacks));
const attacksOf = ({ id }: EndpointContract, on: Targets): Attack[] => {
  const of = attacks[id];
  return typeof of === 'function' ? of(on) : [];
};

let firm: Firm;
let targets: Targets;
let climber: User;
let before: object;

beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 20);
  const made = async (path: string, body: object) => (await firm.call('POST', path, body)).body.id as string;
  const group = await made('/v1/groups', { name: 'Strong', permissions: all });
  const ownGroup = await made('/v1/groups', { name: 'Own', permissions: [] });
  const thing = { kind: 'plan', name: 'Plan' };
  const person = (name: string) => firm.join(firm.person(name), { groups: [group] });
  const [active, banned, deactivated, colleague] = await Promise.all([
    person('active'),
    person('banned'),
    person('deactivated'),
    firm.join(firm.person('colleague')),
  ]);
  climber = await firm.join(firm.person('climber'), { groups: [ownGroup] });
  await firm.call('POST', `/v1/users/${banned.id}/ban`, { reason: 'Lost laptop' });
  await firm.call('POST', `/v1/users/${deactivated.id}/deactivate`);
  const machine = await made('/v1/users', { ...firm.person('machine'), type: 'service', groups: [group] });
  targets = {
    firm,
    group,
    permissions: all,
    active: active.id,
    session: (await firm.get(`/v1/users/${active.id}/sessions`)).items[0].id,
    banned: banned.id,
    deactivated: deactivated.id,
    invited: await made('/v1/users', { ...firm.person('invited'), groups: [group] }),
    planned: await made('/v1/users', {
      ...{ ...firm.person('planned'), groups: [group], joinsOn: '2030-02-01' },
    }),
    machine,
    key: await made(`/v1/users/${machine}/api-keys`, { name: 'Key', scopes: ['users.read'] }),
    self: climber.id,
    ownGroup,
    admins: (await firm.all<Group>('/v1/groups')).find(({ builtIn }) => builtIn === 'global-admin')!.id,
    colleague: colleague.id,
    ssoConnection: await made('/v1/sso-connections', {
      name: 'Door',
      issuer: 'http://127.0.0.1:1',
      clientId: 'door',
      clientSecret: 'a secret',
    }),
    theirItem: await made('/v1/shared-items', { ...thing, externalId: 'theirs', groups: [group] }),
    item: await made('/v1/shared-items', { ...thing, externalId: 'free' }),
  };
  // Their mail changes the invited by itself.
  await eventually(async () =>
    expect((await firm.get<User>(`/v1/users/${targets.invited}`)).invitation).toMatchObject({
      mail: { state: 'sent' },
    }),
  );
}, 90_000);

/** From here on the climber holds some permissions, and the others some that the climber does not. */
async function arm(held: readonly Permission[], theirs: readonly Permission[]): Promise<string> {
  const groups = { [targets.ownGroup]: held, [targets.group]: theirs };
  for (const [id, permissions] of Object.entries(groups))
    expect((await firm.call('PATCH', `/v1/groups/${id}`, { permissions })).status).toBe(200);
  targets.permissions = theirs;
  before = await everybody();
  return (await firm.signIn(climber.username)).body.accessToken as string;
}

/** All people, groups, keys and sessions, and what the climber can do: what an attack would have changed. */
async function everybody(): Promise<object> {
  const strip = ({ lastActiveAt: _, ...user }: User) => user;
  return {
    users: (await firm.all<User>('/v1/users')).map(strip),
    groups: await firm.all('/v1/groups'),
    account: await firm.get('/v1/account'),
    ssoConnections: await firm.get('/v1/sso-connections'),
    permissions: await firm.get(`/v1/users/${climber.id}/permissions`),
    sharedItems: await firm.all('/v1/shared-items'),
    shared: await firm.all(`/v1/users/${targets.active}/shared-items`),
    keys: await firm.get(`/v1/users/${targets.machine}/api-keys`).then(({ items }) => items.length),
    own: await firm.get(`/v1/users/${climber.id}/api-keys`),
    sessions: await firm.get(`/v1/users/${targets.active}/sessions`).then(({ items }) => items.length),
  };
}

async function attempt(
  { method, id }: EndpointContract,
  attack: Attack,
  token: string,
  also: readonly string[] = [],
) {
  const { what, path, body, code = 'forbidden' } = attack;
  const answer = await call(stack().info().gateway, method, path, body, { token });
  // Who may not make the call at all is refused before anybody looks what it is about.
  const isRefused = answer.status >= 400 && [code, 'forbidden', ...also].includes(answer.body.code as string);
  return { ...answer, what: `${id}: ${what}`, isRefused };
}

/** Tries every attack of some calls at once, and says which were not refused as they have to be. */
async function notRefused(held: readonly Permission[], theirs: readonly Permission[], which = calls) {
  const token = await arm(held, theirs);
  const tried = which.flatMap((it) => attacksOf(it, targets).map((attack) => attempt(it, attack, token)));
  const answers = await Promise.all(tried);
  expect(await everybody()).toEqual(before);
  return answers.filter(({ isRefused }) => !isRefused);
}

it('each call that changes something is known to act upon somebody, or upon nobody', () => {
  expect(calls.map(({ id }) => id).sort()).toEqual(Object.keys(attacks).sort());
});

it.each(all)(
  '%s alone: nothing upon who holds everything else, and nothing more for oneself',
  async (held) => {
    expect(await notRefused([held], without(held))).toEqual([]);
  },
);

it.each(all)(
  'everything but %s: nothing upon who holds just that, and not that for oneself',
  async (theirs) => {
    expect(await notRefused(without(theirs), [theirs])).toEqual([]);
  },
);

const opening = [...new Set(calls.filter(({ id }) => attacks[id] !== 'nobody').map(({ access }) => access))];
const pairs = (opening as Permission[]).flatMap((one, n, list) =>
  list.slice(n + 1).map((other) => [one, other] as const),
);
it.each(pairs)('%s and %s: no more together than each alone', async (...pair) => {
  const which = calls.filter(({ access }) => pair.includes(access as Permission));
  expect(await notRefused(pair, without(...pair), which)).toEqual([]);
});

describe('the manager of a group who holds nothing else', () => {
  const manage = async (group: string, managers: string[]) => {
    const answer = await firm.call('PATCH', `/v1/groups/${group}`, { managers });
    expect(answer.status).toBe(200);
  };
  /** Some changes of people are none that a manager makes, and whoever is out of reach is not there. */
  const also = ['not-found', 'validation-failed'];
  const tryAll = async (group: string, theirs: readonly Permission[]) => {
    await manage(group, [climber.id]);
    const token = await arm([], theirs);
    const tried = calls.flatMap((it) =>
      attacksOf(it, targets).map((attack) => attempt(it, attack, token, also)),
    );
    const answers = await Promise.all(tried);
    expect(await everybody()).toEqual(before);
    await manage(group, []);
    return answers.filter(({ isRefused }) => !isRefused);
  };

  it('can do nothing to people of another group', async () =>
    expect(await tryAll(targets.ownGroup, ['audit.read'])).toEqual([]));

  it.each(all)('can do nothing to people of the group who hold %s', async (theirs) =>
    expect(await tryAll(targets.group, [theirs])).toEqual([]),
  );
});

// Or they could be refused for another reason. One may spoil what the next is about; that is another answer too.
it('none of it is forbidden who holds all that they hold', async () => {
  const token = await arm(all, all);
  const answers = [];
  for (const it of calls)
    for (const attack of attacksOf(it, targets).filter(({ forAdmins }) => !forAdmins))
      answers.push(await attempt(it, attack, token));
  expect(answers.filter(({ body }) => body?.code === 'forbidden')).toEqual([]);
  expect(count(answers, 200)).toBeGreaterThan(10);
}, 20_000);
