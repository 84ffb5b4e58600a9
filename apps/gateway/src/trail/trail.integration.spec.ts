import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import type { TestGateway } from '../../testing/gateway.js';
import { type GatewayWorld, gatewayWorld } from '../../testing/gateway-world.js';
import { accessToken } from '../../testing/stand-in.js';

describe('refusals for want of a permission', () => {
  let world: GatewayWorld;
  let identity: GatewayWorld['identity'];
  let gateway: TestGateway;
  beforeAll(async () => {
    world = await gatewayWorld();
    ({ identity } = world);
    identity.grant({ permissions: [] });
    gateway = await world.gateway();
  });
  afterAll(() => world.close());

  const ban = (who: { accountId: string; userId: string }, client: string, token = accessToken(who)) =>
    fetch(`${gateway.url}/v1/users/${newId('usr')}/ban`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': client,
        'x-forwarded-for': '192.0.2.7',
      },
      body: JSON.stringify({ reason: 'I may not' }),
    });

  it('are told counted, by user: a thousand of them are one event', async () => {
    const [ann, ben] = [1, 2].map(() => ({ accountId: newId('acc'), userId: newId('usr') }));
    const token = accessToken(ann!);
    const answers = await Promise.all(Array.from({ length: 40 }, () => ban(ann!, 'x'.repeat(900), token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
    await ban(ben!, 'curl');
    await gateway.tellRefusals();
    await eventually(() => expect(identity.forbidden).toHaveLength(2));
    expect(identity.forbidden).toMatchObject([
      {
        ...ann,
        actor: { type: 'user', id: ann?.userId },
        count: 40,
        firstAddress: '192.0.2.7',
        lastAddress: '192.0.2.7',
        client: 'x'.repeat(200),
      },
      { ...ben, count: 1, client: 'curl' },
    ]);
    await gateway.tellRefusals();
    await ban(ben!, 'curl');
    await gateway.tellRefusals();
    await eventually(() => expect(identity.forbidden).toHaveLength(3));
    expect(identity.forbidden[2]).toMatchObject({ ...ben, count: 1 });
  });
});
