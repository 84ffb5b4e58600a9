import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import type { TestGateway } from '../../testing/gateway.js';
import { type GatewayWorld, gatewayWorld } from '../../testing/gateway-world.js';
import { newApiKey } from './api-keys.js';

let world: GatewayWorld;
let identity: GatewayWorld['identity'];

beforeEach(async () => {
  world = await gatewayWorld();
  ({ identity } = world);
});
afterEach(() => world.close());

const gateway: GatewayWorld['gateway'] = (settings) => world.gateway(settings);

/** A key that identity knows, of a user of its own unless one is given. */
function rightKey(whose = { accountId: newId('acc'), userId: newId('usr') }) {
  const { text, secretHash } = newApiKey(newId('key'));
  identity.keys.set(secretHash, whose);
  return { text, revoke: () => identity.keys.delete(secretHash) };
}
const wrongKey = () => newApiKey(newId('key')).text;

const address = '192.0.2.1';
const createGroup = (
  { url }: TestGateway,
  key: string,
  from = address,
  headers: Record<string, string> = {},
) =>
  fetch(`${url}/v1/groups`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'x-forwarded-for': from,
      ...headers,
    },
    body: JSON.stringify({ name: 'Hosts' }),
  });
const statuses = async (answers: Promise<Response>[]): Promise<number[]> =>
  (await Promise.all(answers)).map(({ status }) => status);
const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, work);
const count = (all: readonly number[], status: number) => all.filter((each) => each === status).length;

it('a key opens what its permissions say, however the word Bearer is written, and identity is asked once a second', async () => {
  const server = await gateway();
  const { text } = rightKey();
  expect(new Set(await statuses(times(20, () => createGroup(server, text))))).toEqual(new Set([201]));
  expect(identity.asked('authorize-key')).toBeLessThan(5);
  const ban = await fetch(`${server.url}/v1/users/${newId('usr')}`, {
    headers: { authorization: `bearer ${text}` },
  });
  expect([ban.status, await ban.json()]).toMatchObject([403, { permission: 'users.read' }]);
});

it('a key that is revoked opens nothing within a second, on either of two copies', async () => {
  const [one, other] = [await gateway(), await gateway()];
  const { text, revoke } = rightKey();
  expect(await statuses([createGroup(one, text), createGroup(other, text)])).toEqual([201, 201]);
  revoke();
  const revoked = performance.now();
  await eventually(async () =>
    expect(await statuses([createGroup(one, text), createGroup(other, text)])).toEqual([401, 401]),
  );
  expect(performance.now() - revoked).toBeLessThan(20_000);
});

it('the answer is the same whatever is wrong, and says nothing of the key', async () => {
  const server = await gateway();
  const answers: unknown[] = [];
  for (const key of [wrongKey(), 'sk_', `${wrongKey()}x`, rightKey().text.slice(0, -1)]) {
    const answer = await createGroup(server, key);
    const { requestId: _own, ...problem } = (await answer.json()) as Record<string, unknown>;
    answers.push({ status: answer.status, problem });
  }
  expect(answers).toEqual(times(4, () => answers[0]));
  expect(answers[0]).toMatchObject({ status: 401, problem: { detail: 'The API key is not valid.' } });
});

describe('of guesses at keys', () => {
  it('no more are tried at once than the limit allows from one address, well formed or not', async () => {
    const server = await gateway({ LIMIT_FAILURES: '4/10m' });
    const all = await statuses(times(30, () => createGroup(server, wrongKey())));
    expect([count(all, 401), count(all, 429)]).toEqual([4, 26]);
    expect(identity.asked('authorize-key')).toBe(4);
    expect(await statuses([createGroup(server, 'sk_nonsense', '192.0.2.2')])).toEqual([401]);
  });

  it('a right key is none, not when it meets what it may not, nor while identity is away', async () => {
    const server = await gateway({ LIMIT_FAILURES: '2/10m' });
    identity.grant({ permissions: [] });
    for (let n = 0; n < 6; n += 1)
      expect(await statuses([createGroup(server, rightKey().text)])).toEqual([403]);
    identity.setOutage(true);
    for (let n = 0; n < 6; n += 1)
      expect(await statuses([createGroup(server, rightKey().text)])).toEqual([503]);
  });

  it('one that was right before is let in from an address that has guessed too often, a program that is forgotten guesses once', async () => {
    const server = await gateway({ LIMIT_FAILURES: '2/10m' });
    const { text } = rightKey();
    const old = wrongKey();
    expect(await statuses([createGroup(server, text)])).toEqual([201]);
    for (let n = 0; n < 6; n += 1) expect(await statuses([createGroup(server, old)])).toEqual([401]);
    expect(identity.asked('authorize-key')).toBe(2);
    expect(await statuses([createGroup(server, rightKey().text)])).toEqual([201]);
    await createGroup(server, wrongKey());
    expect(await statuses([createGroup(server, wrongKey()), createGroup(server, text)])).toEqual([429, 201]);
  });
});

it('calls with keys count for their user, whatever key they come with', async () => {
  const server = await gateway({ LIMIT_USER: '5/1m' });
  const whose = { accountId: newId('acc'), userId: newId('usr') };
  const keys = [rightKey(whose).text, rightKey(whose).text];
  const all = await statuses(times(10, () => keys.map((key) => createGroup(server, key))).flat());
  expect([count(all, 201), count(all, 429)]).toEqual([5, 15]);
});

it('the same Idempotency-Key of two API keys of one user is not the same wish', async () => {
  const server = await gateway();
  const whose = { accountId: newId('acc'), userId: newId('usr') };
  const [one, other] = [rightKey(whose).text, rightKey(whose).text];
  const send = (key: string) => createGroup(server, key, address, { 'idempotency-key': '1' });
  await statuses([send(one)]);
  await statuses([send(one)]);
  await statuses([send(other)]);
  expect(new Set(identity.wishes()).size).toBe(2);
});
