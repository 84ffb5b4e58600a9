import { type AuditEntry, createAffiliateEndpoint, type EndpointContract } from '@seatkeeper/contracts';
import { eventually, uniqueName } from '@seatkeeper/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Trace, traceOfCall, traceOfWork } from './audited.js';
import { type Belongings, firmWithBelongings } from './belongings.js';
import type { Firm } from './firm.js';
import { publish, purchase } from './bus.js';
import { call } from './http.js';
import { callRoute, needsSecret, NEXT_PASSWORD, routes, turnOf } from './route-calls.js';
import { sharedStack } from './stack.js';

let its: Belongings;
let log: AuditEntry[] = [];
const statuses = new Map<string, number>();

const changing = routes.filter(([, { method }]) => method !== 'GET');
const traceOf = ({ id }: EndpointContract): Trace => traceOfCall[id] ?? 'own';
const requestIdOf = ({ id }: EndpointContract) => `${its.firm.slug}-${id}`;
const entriesOf = (endpoint: EndpointContract) =>
  log.filter(({ requestId }) => requestId === requestIdOf(endpoint));

/** What a call needs to have something to do, or to be about something else than the one before. */
const before: Readonly<Record<string, (its: Belongings, on: string) => Promise<unknown>>> = {
  unbanUser: ({ firm }, on) => firm.call('POST', `/v1/users/${on}/ban`, { reason: 'Lost laptop' }),
  reactivateUser: ({ firm }, on) => firm.call('POST', `/v1/users/${on}/deactivate`, {}),
  deleteGroup: ({ firm }) => firm.call('PATCH', '/v1/account', { policies: { defaultGroup: null } }),
};

/** Where what the reference shows changes nothing here, or was taken by another story. */
const bodies: Readonly<Record<string, object>> = {
  undoReassignment: {},
  updateWebhookEndpoint: { description: 'Payroll' },
  createAffiliate: { ...(createAffiliateEndpoint.example as object), slug: uniqueName('lyon') },
};

/** Acts upon a user need one each: who is banned or has left can do no more. */
const actsOnUser = ({ method, path }: EndpointContract) =>
  method === 'POST' && /^\/v1\/users\/:id\/(?!api-keys|invitation|arrival)/.test(path);

/** Whoever was invited at once is planned no more, and could not be called off. */
const plannedPerson = async (firm: Firm): Promise<string> => {
  const joiner = { ...firm.person('joiner'), joinsOn: '2030-02-01' };
  return (await firm.call('POST', '/v1/users', joiner)).body.id as string;
};

/** One firm makes every call that changes something, each under an id of its own, and reads its log. */
beforeAll(async () => {
  its = await firmWithBelongings(sharedStack());
  const { firm } = its;
  const bought = purchase(firm.accountId, 30);
  await publish(firm.stack, bought.type, bought);
  const type = 'billing.seats.cancelled';
  const cancellationId = `${bought.id}-fewer`;
  const data = { ...bought.data, quantity: 3, cancellationId };
  await publish(firm.stack, type, { ...bought, id: cancellationId, type, data });
  await eventually(async () => expect((await firm.license()).purchased).toBeGreaterThan(25));
  const made = changing.filter(([, endpoint]) => traceOf(endpoint) === 'own');
  for (const [, endpoint] of made.toSorted(([, a], [, b]) => turnOf(a) - turnOf(b))) {
    const token = (await firm.signIn(firm.admin.username)).body.accessToken as string;
    const user = actsOnUser(endpoint)
      ? (await firm.join(firm.person(endpoint.id.toLowerCase()))).id
      : its.user;
    const planned = endpoint.id === 'inviteArrival' ? await plannedPerson(firm) : its.planned;
    await before[endpoint.id]?.(its, user);
    const rest = endpoint.method === 'DELETE' ? undefined : its;
    const headers = { 'x-request-id': requestIdOf(endpoint) };
    const whose = { path: { ...its, user, planned }, rest, body: bodies[endpoint.id] };
    const { status } = await callRoute(endpoint, whose, token, headers);
    statuses.set(endpoint.id, status);
  }
  // The calls have ended every session and changed the password.
  const { body } = await firm.signIn(firm.admin.username, NEXT_PASSWORD);
  // What is missing for good is said by the tests below, one by one.
  await eventually(async () => {
    log = await readLog(body.accessToken as string);
    expect(made.filter(([, endpoint]) => entriesOf(endpoint).length === 0)).toEqual([]);
  }, 20_000).catch(() => undefined);
}, 120_000);

describe('every call that changes something', () => {
  it.each(changing)('%s leaves an entry in the audit log, or it is said why not', (_name, endpoint) => {
    const trace = traceOf(endpoint);
    if (trace !== 'own') return expectTrace(trace);
    expect(needsSecret(endpoint)).toBe(false);
    expect([200, 201, 202, 204]).toContain(statuses.get(endpoint.id));
    expect(entriesOf(endpoint)).toContainEqual(
      expect.objectContaining({
        actor: { type: 'user', id: its.firm.admin.id },
        address: expect.any(String),
      }),
    );
  });

  it('is in the list of traces only if there is such a call', () => {
    expect(Object.keys(traceOfCall).filter((id) => !changing.some(([, it]) => it.id === id))).toEqual([]);
  });
});

describe('everything that services hear and work on', () => {
  const work = workInSources();

  it('is known, and nothing else is', () => expect(work).toEqual(Object.keys(traceOfWork).sort()));

  it.each(work)('%s leaves an entry in the audit log, or it is said why not', (name) =>
    expectTrace(traceOfWork[name]!),
  );
});

async function readLog(token: string): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { gateway } = its.firm.stack.info();
    const path: string = `/v1/audit?limit=200${next && `&cursor=${encodeURIComponent(next)}`}`;
    const { status, body } = await call(gateway, 'GET', path, undefined, { token });
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`);
    entries.push(...(body.items as AuditEntry[]));
    next = body.nextCursor as string | null;
  }
  return entries;
}

function expectTrace(trace: Trace): void {
  if (trace === 'own' || !('action' in trace)) return;
  expect(log.map(({ action }) => action)).toContain(trace.action);
}

/** Handlers of events and jobs of all services, by what is decorated: `licensing @On seatFreed`. */
function workInSources(): string[] {
  const apps = fileURLToPath(new URL('../../', import.meta.url));
  const services = ['gateway', 'identity', 'licensing', 'notifications', 'reassignment'];
  const found = services.flatMap((service) =>
    readdirSync(`${apps}${service}/src`, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      .flatMap((path) => {
        const text = readFileSync(`${apps}${service}/src/${path}`, 'utf8');
        const named = [...text.matchAll(/^ *(?:@)?(On|Process)\(([\w.]+)[,)]/gm)];
        const any = [...text.matchAll(/@OnAny\(/g)].map(() => `@OnAny ${basename(path).split('.')[0]}`);
        return [...named.map(([, how, what]) => `@${how} ${what}`), ...any];
      })
      .map((handler) => `${service} ${handler}`),
  );
  return [...new Set(found)].sort();
}
