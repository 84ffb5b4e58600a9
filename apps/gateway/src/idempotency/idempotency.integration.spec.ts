import { newId } from '@seatkeeper/service';
import { randomBytes } from 'node:crypto';
import type { TestGateway } from '../../testing/gateway.js';
import { type GatewayWorld, gatewayWorld } from '../../testing/gateway-world.js';
import { accessToken } from '../../testing/stand-in.js';

const secret = () => randomBytes(32).toString('base64');
const accountId = newId('acc');
const [ada, bea] = [newId('usr'), newId('usr')].map((userId) => accessToken({ accountId, userId }));
const target = newId('usr');

describe('an Idempotency-Key', () => {
  const IDEMPOTENCY_SECRET = secret();
  let world: GatewayWorld;
  let identity: GatewayWorld['identity'];
  let gateway: TestGateway;
  const start: GatewayWorld['gateway'] = (settings) => world.gateway(settings);
  beforeAll(async () => {
    world = await gatewayWorld();
    ({ identity } = world);
    gateway = await start({ IDEMPOTENCY_SECRET });
  });
  beforeEach(() => {
    identity.setOutage(false);
    identity.wishes();
  });
  afterAll(() => world.close());

  const send = async (
    token: string | undefined,
    key: string,
    { method = 'POST', path = '/v1/groups', body }: { method?: string; path?: string; body?: object } = {},
    at = gateway,
  ) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      ...(body && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(at.url + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as { id?: string; code?: string } };
  };
  const group = (name: string) => ({ body: { name, permissions: ['users.invite'] } });
  const unban = { path: `/v1/users/${target}/unban` };

  it('of two colleagues is two keys, even with the same body', async () => {
    const [hers, others] = [await send(ada, '1', group('Clerks')), await send(bea, '1', group('Clerks'))];
    expect([hers.status, others.status]).toEqual([201, 201]);
    expect(hers.body.id).not.toBe(others.body.id);
    const different = await send(bea, '2', group('Partners'));
    expect([different.status, different.body]).toEqual([201, expect.objectContaining({ name: 'Partners' })]);
  });

  it('makes one wish of a call whose answer nobody knows, also at another gateway and for calls that only change', async () => {
    const other = await start({ IDEMPOTENCY_SECRET });
    identity.setOutage(true);
    const change = { method: 'PATCH', path: `/v1/users/${target}`, body: { title: 'Partner' } };
    for (const call of [group('Unknown'), unban, change]) {
      expect((await send(ada, 'unknown', call)).status).toBe(503);
      expect((await send(ada, 'unknown', call, other)).status).toBe(503);
      const [first, second, ...more] = identity.wishes();
      expect([first === second, more]).toEqual([true, []]);
    }
  });

  it('with other contents is another wish, or refused once there is an answer', async () => {
    identity.setOutage(true);
    await send(ada, 'other', group('First'));
    await send(ada, 'other', group('Second'));
    const change = (title: string) => ({ method: 'PATCH', path: `/v1/users/${target}`, body: { title } });
    await send(ada, 'other', change('Partner'));
    await send(ada, 'other', change('Associate'));
    expect(new Set(identity.wishes()).size).toBe(4);
    identity.setOutage(false);
    expect((await send(ada, 'answered', group('First'))).status).toBe(201);
    expect(await send(ada, 'answered', group('Second'))).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  it('left out, every call is a wish of its own', async () => {
    const headers = { authorization: `Bearer ${ada}` };
    for (let n = 0; n < 2; n += 1) await fetch(gateway.url + unban.path, { method: 'POST', headers });
    const [first, second] = identity.wishes();
    expect(first).toMatch(/^cmd_/);
    expect(second).not.toBe(first);
  });

  it('is still known after the secret was changed, as long as the earlier one is named', async () => {
    const call = group('Kept');
    const first = await send(ada, 'kept', call);
    const settings = { IDEMPOTENCY_SECRET: secret(), RETIRED_IDEMPOTENCY_SECRETS: IDEMPOTENCY_SECRET };
    const changed = await start(settings);
    expect(await send(ada, 'kept', call, changed)).toEqual(first);
    const forgetful = await start({ IDEMPOTENCY_SECRET: secret() });
    expect((await send(ada, 'kept', call, forgetful)).body.code).toBe('idempotency-key-reused');
  });
});
