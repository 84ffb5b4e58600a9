import { type EndpointContract, endpoints, type Permission, permissions } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import type { TestGateway } from '../../testing/gateway.js';
import { type GatewayWorld, gatewayWorld } from '../../testing/gateway-world.js';
import { accessToken } from '../../testing/stand-in.js';

/** Every call of the API but those that anybody may make: a new one is in the table by itself. */
const closed = endpoints.filter(({ access }) => access !== 'public');
const guarded = closed.filter(({ access }) => access !== 'signed-in');
const unprotected = closed.filter(({ openWithoutFactor }) => !openWithoutFactor);
const waiting = closed.filter(({ openWithOldPassword }) => !openWithOldPassword);
const named = ({ method, path }: EndpointContract) => `${method} ${path}`;

let world: GatewayWorld;
let identity: GatewayWorld['identity'];
let gateway: TestGateway;
beforeAll(async () => {
  world = await gatewayWorld();
  ({ identity } = world);
  gateway = await world.gateway({ LIMIT_USER: 'off', LIMIT_ACCOUNT: 'off', LIMIT_PUBLIC: 'off' });
});
afterAll(() => world.close());

async function call({ method, path }: EndpointContract, token?: string) {
  const address = gateway.url + path.replaceAll(/:\w+/g, 'something');
  const answer = await fetch(address, {
    method,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const somebody = () => accessToken({ accountId: newId('acc'), userId: newId('usr') });
const allBut = (one: string) => (Object.keys(permissions) as Permission[]).filter((each) => each !== one);

it.each(closed.map((contract) => [named(contract), contract] as const))(
  '%s is closed to who brings no token',
  async (_name, contract) => {
    expect(await call(contract)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  },
);

it.each(guarded.map((contract) => [named(contract), contract] as const))(
  '%s is closed to who holds every permission but the one, which the answer names',
  async (_name, contract) => {
    identity.grant({ permissions: allBut(contract.access), mustChangePassword: false });
    expect(await call(contract, somebody())).toMatchObject({
      status: 403,
      body: { code: 'forbidden', permission: contract.access },
    });
  },
);

it.each(waiting.map((contract) => [named(contract), contract] as const))(
  '%s is closed to who has to choose a new password first',
  async (_name, contract) => {
    identity.grant({ permissions: Object.keys(permissions) as Permission[], mustChangePassword: true });
    expect(await call(contract, somebody())).toMatchObject({
      status: 403,
      body: { code: 'password-change-required' },
    });
  },
);

it.each(unprotected.map((contract) => [named(contract), contract] as const))(
  '%s is closed to who has to add a second factor first',
  async (_name, contract) => {
    const all = Object.keys(permissions) as Permission[];
    identity.grant({ permissions: all, mustChangePassword: false, mustAddFactor: true });
    expect(await call(contract, somebody())).toMatchObject({
      status: 403,
      body: { code: 'second-factor-missing' },
    });
  },
);
