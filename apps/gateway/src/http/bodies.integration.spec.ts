import { newId } from '@seatkeeper/service';
import { eventually, testWorld, type World } from '@seatkeeper/testing';
import { connect } from 'node:net';
import { startGateway, type TestGateway } from '../../testing/gateway.js';
import { accessToken, startStandIn } from '../../testing/stand-in.js';

let world: World;
let identity: Awaited<ReturnType<typeof startStandIn>>;
let gateway: TestGateway;

beforeAll(async () => {
  world = testWorld();
  identity = await startStandIn(world);
  gateway = await startGateway({ BODY_SECONDS: '1', UPLOAD_SILENT_SECONDS: '1' }, world);
});
afterAll(async () => {
  await identity.service.stop();
  await gateway.close();
});

const authorization = () => `Bearer ${accessToken({ accountId: newId('acc'), userId: newId('usr') }, {})}`;

async function post(path: string, body: string | FormData, type?: string) {
  const headers = { authorization: authorization(), ...(type && { 'content-type': type }) };
  const answer = await fetch(gateway.url + path, { method: 'POST', headers, body });
  return {
    status: answer.status,
    body: (await answer.json()) as { code: string; detail: string; errors: object[] },
  };
}
const json = (path: string, body: string) => post(path, body, 'application/json');

describe('a body that is more than a call takes', () => {
  it.each(['/v1/auth/sign-in', '/v1/auth/refresh', '/v1/accounts', '/v1/invitations/some-token/accept'])(
    'of the public %s is refused from 16 KB',
    async (path) => {
      expect(await json(path, JSON.stringify({ password: 'x'.repeat(20_000) }))).toMatchObject({
        status: 413,
      });
    },
  );

  it.each([
    ['arrays', '['.repeat(40), ']'.repeat(40)],
    ['objects', '{"a":'.repeat(40), '}'.repeat(40)],
  ])('because its %s are nested too deep is not even parsed', async (_what, open, close) => {
    const answer = await json('/v1/auth/sign-in', `${open}1${close}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-body' } });
    expect(answer.body.detail).toContain('deeper than 32 levels');
  });

  it('but brackets in a text are no nesting', async () => {
    const answer = await json(
      '/v1/auth/sign-in',
      JSON.stringify({ account: `${'['.repeat(90)}"\\`.repeat(3) }),
    );
    expect(answer.status).toBe(422);
  });

  it('with a thousand wrong fields is told of the first twenty', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`f${n}`, 1]));
    const { status, body } = await json('/v1/auth/sign-in', JSON.stringify(wrong));
    expect([status, body.errors.length]).toEqual([422, 20]);
    expect(body.detail).toMatch(/The first 20 of 100\d are listed\.$/);
  });
});

it('a form holds one file and no fields, which would be kept in memory', async () => {
  const form = new FormData();
  form.set('note', 'x'.repeat(900_000));
  form.set('file', new Blob(['username,firstName,lastName\n']), 'people.csv');
  expect(await post('/v1/users/import', form)).toMatchObject({
    status: 422,
    body: { code: 'validation-failed', errors: [{ message: 'Send one file, and no other fields with it' }] },
  });
});

/** What a raw connection hears until it is closed. */
function talk(text: string): { heard: () => string; closed: () => boolean; say: (more: string) => void } {
  let heard = '';
  let closed = false;
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () => socket.write(text));
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('close', () => (closed = true));
  socket.on('error', () => undefined);
  return { heard: () => heard, closed: () => closed, say: (more) => socket.write(more) };
}

const head = (path: string, type: string, length = 5_000) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\nauthorization: ${authorization()}\r\ncontent-length: ${length}\r\n\r\n`;

describe('a body that does not come', () => {
  it.each([
    ['of a call, silent', '/v1/auth/sign-in', 'application/json', '{"account":'],
    ['of a file, silent', '/v1/users/import', 'text/csv', 'username,firstName'],
  ])('%s, is answered with 408, and the connection is closed', async (_case, path, type, start) => {
    const connection = talk(head(path, type) + start);
    await eventually(() => expect(connection.closed()).toBe(true), 10_000);
    expect(connection.heard()).toMatch(/^HTTP\/1\.1 408 /);
    expect(connection.heard()).toContain('"code":"request-timeout"');
  });

  it('of a call that comes a byte at a time has its time, too', async () => {
    const connection = talk(`${head('/v1/auth/sign-in', 'application/json')}{`);
    const dripping = setInterval(() => connection.say(' '), 100);
    await eventually(() => expect(connection.closed()).toBe(true), 10_000);
    clearInterval(dripping);
    expect(connection.heard()).toMatch(/^HTTP\/1\.1 408 /);
  });
});

it('a body that is too large is answered when all of it was sent: whoever still sends sees no reset', async () => {
  const slice = 'x'.repeat(64 * 1024);
  const connection = talk(head('/v1/users', 'application/json', 32 * slice.length));
  for (let sent = 0; sent < 32; sent += 1) {
    // Whatever the gateway had to say to what it has got would be here before the answer to a later call.
    await fetch(`${gateway.url}/health/live`);
    expect(connection.heard()).toBe('');
    connection.say(slice);
  }
  await eventually(() => expect(connection.closed()).toBe(true));
  expect(connection.heard()).toMatch(/^HTTP\/1\.1 413 /);
  expect(connection.heard()).toContain('"code":"too-large"');
});
