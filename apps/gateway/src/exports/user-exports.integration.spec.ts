import { newId } from '@seatkeeper/service';
import { eventually, testWorld, type World } from '@seatkeeper/testing';
import { get, type IncomingMessage } from 'node:http';
import { startGateway, type TestGateway } from '../../testing/gateway.js';
import { accessToken, startStandIn } from '../../testing/stand-in.js';

const PART = 200;

let world: World;
let identity: Awaited<ReturnType<typeof startStandIn>>;
let gateway: TestGateway;
beforeAll(async () => {
  world = testWorld();
  identity = await startStandIn(world);
  gateway = await startGateway({ LIMIT_EXPORTS: '3/10m', UPLOAD_SILENT_SECONDS: '2' }, world);
});
afterAll(async () => {
  await gateway.stop();
  await identity.service.stop();
  await world.close();
});

beforeEach(() => {
  identity.grant({ permissions: ['users.read'] });
  Object.assign(identity.exports, { rows: 0, asked: 0 });
  identity.exports.told.splice(0);
});

const somebody = () => ({ accountId: newId('acc'), userId: newId('usr') });
const address = () => `${gateway.url}/v1/users.csv?status=active`;
const exported = (who: ReturnType<typeof somebody>) =>
  fetch(address(), { headers: { authorization: `Bearer ${accessToken(who)}` } });

it('the list is a file, part by part, and the audit learns who took it and how many', async () => {
  identity.exports.rows = 2 * PART + 7;
  const who = somebody();
  const answer = await exported(who);
  expect(answer.headers.get('content-type')).toContain('text/csv');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="users-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const text = Buffer.from(await answer.arrayBuffer()).toString();
  expect(text.startsWith('\uFEFFUsername,Name\r\nperson-0,')).toBe(true);
  expect(text.trimEnd().split('\r\n')).toHaveLength(1 + 2 * PART + 7);
  expect(text).not.toMatch(/,"?=/);
  expect(identity.exports.asked).toBe(3);
  const actor = { type: 'user', id: who.userId };
  await eventually(() =>
    expect(identity.exports.told).toMatchObject([
      { name: 'started', data: { accountId: who.accountId, actor } },
      { name: 'ended', data: { actor, quantity: 2 * PART + 7, cause: 'complete' } },
    ]),
  );
});

it('a client that goes away stops the work, and so does one that reads no further', async () => {
  identity.exports.rows = 5_000_000;
  const endings: ((response: IncomingMessage) => void)[] = [
    (response) => response.destroy(),
    () => undefined, // the silence is noticed
  ];
  for (const end of endings) {
    Object.assign(identity.exports, { asked: 0 });
    identity.exports.told.splice(0);
    const token = accessToken(somebody());
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(address(), { headers: { authorization: `Bearer ${token}` } }, resolve).on('error', reject);
    });
    response.on('error', () => undefined);
    await eventually(() => expect(identity.exports.asked).toBeGreaterThan(1));
    end(response);
    await eventually(() =>
      expect(identity.exports.told.at(-1)).toMatchObject({ name: 'ended', data: { cause: 'broken-off' } }),
    );
    const { asked } = identity.exports;
    // What fits into the buffers of both ends, of a file of 200 MB.
    expect(asked).toBeLessThan(2_000);
    const { data } = identity.exports.told.at(-1) as { data: { quantity: number } };
    expect(data.quantity).toBeLessThanOrEqual(asked * PART);
    response.destroy();
  }
});

it('who loses the right to see the list gets no more of it', async () => {
  identity.exports.rows = 5_000_000;
  const answer = await exported(somebody());
  const reader = answer.body!.getReader();
  await reader.read();
  identity.grant({ permissions: [] });
  const toTheEnd = async () => {
    while (!(await reader.read()).done);
  };
  await expect(toTheEnd()).rejects.toThrow();
  await eventually(() =>
    expect(identity.exports.told.at(-1)).toMatchObject({ name: 'ended', data: { cause: 'broken-off' } }),
  );
});

it('an account begins so many exports as the limit allows, whoever of it does', async () => {
  const { accountId } = somebody();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => exported({ accountId, userId: newId('usr') })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 429, 429]);
  const refused = answers.find(({ status }) => status === 429);
  const told = await refused?.clone().json();
  expect(told).toMatchObject({ detail: expect.stringContaining('3 exports in 10 minutes') });
  const other = await exported(somebody());
  expect(other.status).toBe(200);
  for (const answer of [...answers, other]) await answer.arrayBuffer();
});
