import { eventually } from '@seatkeeper/testing';
import { startGateway, type TestGateway } from '../testing/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string | FormData | URLSearchParams;
}

async function call(path: string, sent: Sent = {}) {
  const answer = await fetch(gateway.url + path, sent);
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}
const post = (path: string, type: string, body: string) =>
  call(path, { method: 'POST', headers: { 'content-type': type }, body });
const SIGN_IN = '/v1/auth/sign-in';

it('is alive before any other service is', async () => {
  expect(await call('/health/live')).toMatchObject({ status: 200, body: { ok: true } });
});

describe('an address', () => {
  it.each([
    ['PUT', '/v1/users', 'GET, HEAD, POST'],
    ['DELETE', '/v1/account', 'GET, HEAD, PATCH'],
    ['GET', SIGN_IN, 'POST'],
    ['PATCH', '/v1/users/usr_00000000000/ban', 'POST'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ])('answers 405 to %s %s and allows %s', async (method, path, allow) => {
    const answer = await call(path, { method });
    expect(answer).toMatchObject({
      status: 405,
      body: { code: 'method-not-allowed', requestId: expect.any(String) },
    });
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['/v1/users/', 'Did you mean /v1/users?'],
    ['//v1/users', 'Did you mean /v1/users?'],
    ['/users', 'Did you mean /v1/users?'],
    ['/v1/users//ban', 'is an id missing?'],
    ['/v1/nothing', 'There is nothing at this address.'],
  ])('that nobody serves says what may be wrong with it: %s: %s', async (path, text) => {
    const { status, body } = await call(path);
    expect([status, body['code'], body['detail']]).toEqual([404, 'not-found', expect.stringContaining(text)]);
  });
});

describe('a body', () => {
  it.each([
    ['text/plain', '{"account": "a"}'],
    ['application/x-www-form-urlencoded', 'account=a'],
    ['text/csv', 'a,b'],
    ['application/xml', '<a/>'],
    ['multipart/form-data; boundary=x', '--x--'],
  ])('of the type %s is 415 where JSON is wanted', async (type, body) => {
    const answer = await post(SIGN_IN, type, body);
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    expect(answer.body['detail']).toContain('send it as application/json');
  });

  it('of JSON is 415 where a file is wanted, and the answer names the type', async () => {
    const { status, body } = await post('/v1/users/import', 'application/json', '{}');
    expect([status, body['detail']]).toEqual([415, expect.stringContaining('send it as text/csv')]);
  });

  it('that is no JSON names the place where it stops being so', async () => {
    const { status, body } = await post(SIGN_IN, 'application/json', '{\n  "account": "a",\n}');
    expect([status, body['code']]).toEqual([400, 'malformed-body']);
    expect(body['detail']).toContain('line 3, column 1 has `}` instead of a name in double quotes');
  });

  it('may come with the type of merge patches and a charset', async () => {
    for (const type of ['application/merge-patch+json', 'application/json; charset=utf-8'])
      expect(await post(SIGN_IN, type, '{}')).toMatchObject({ status: 422 });
  });

  it('that is missing is asked for', async () => {
    const { status, body } = await call(SIGN_IN, { method: 'POST' });
    expect([status, body['detail']]).toEqual([400, 'This call needs a JSON body.']);
  });
});

it.each([
  ['/', 200],
  ['/docs', 200],
  ['/docs?x=1', 200],
  // Nobody is there who knows the link: the page says so to a person.
  ['/invitations/secret', 503],
  ['/confirmations/secret', 503],
  ['/password-resets/secret', 503],
])(
  'the page at %s is HTML that is framed by nobody, tells nobody where it was, and runs nothing foreign',
  async (path, status) => {
    const page = await fetch(gateway.url + path);
    expect(page.status).toBe(status);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; (script-src 'self'; style-src 'self'|style-src 'sha256-)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await page.text()).toMatch(/^<!doctype html>/);
  },
);

it.each([
  ['https://seats.acme.example', 'max-age=31536000'],
  ['http://127.0.0.1:3000', null],
])('where people come by %s, every answer says to browsers: %s', async (PUBLIC_URL, expected) => {
  const other = await startGateway({ PUBLIC_URL });
  for (const path of ['/', '/docs', '/v1/me', '/nowhere', '/health/live'])
    expect((await fetch(other.url + path)).headers.get('strict-transport-security')).toBe(expected);
  await other.close();
});

describe('metrics', () => {
  const counts = async (): Promise<Map<string, number>> => {
    const lines = (await (await fetch(`${gateway.url}/metrics`)).text()).split('\n');
    return new Map(
      lines.flatMap((line) => {
        const found = /^seatkeeper_http_requests_total\{(.*)\} (\d+)$/.exec(line);
        return found ? [[found[1] ?? '', Number(found[2])]] : [];
      }),
    );
  };

  it.each([
    ['401', 'me', () => call('/v1/me')],
    ['404', 'nothing', () => call('/v1/nothing')],
    ['405', 'nothing', () => call('/v1/me', { method: 'POST' })],
    ['415', 'signIn', () => post(SIGN_IN, 'text/plain', 'hello')],
    ['422', 'signIn', () => post(SIGN_IN, 'application/json', '{}')],
    ['413', 'signIn', () => post(SIGN_IN, 'application/json', `"${'x'.repeat(1_100_000)}"`)],
  ])('count a %s of %s', async (status, endpoint, send) => {
    const key = `endpoint="${endpoint}",status="${status}"`;
    const before = (await counts()).get(key) ?? 0;
    expect((await send()).status).toBe(Number(status));
    await eventually(async () => expect((await counts()).get(key)).toBe(before + 1));
  });

  it('are there for the network that the gateway is in, and for nobody from outside', async () => {
    const seen = async (from: string) => {
      const answer = await fetch(`${gateway.url}/metrics`, { headers: { 'x-forwarded-for': from } });
      return [answer.status, (await answer.text()).includes('seatkeeper_http_requests_total')];
    };
    expect(await seen('10.1.2.3')).toEqual([200, true]);
    expect(await seen('192.0.2.7')).toEqual([404, false]);
    expect(await seen('2001:db8::7')).toEqual([404, false]);
  });

  it('name endpoints and never addresses, which may hold secrets', async () => {
    await fetch(`${gateway.url}/v1/invitations/the-secret-of-a-link`);
    await fetch(`${gateway.url}/nowhere/the-secret-of-a-link`);
    const page = async () => await (await fetch(`${gateway.url}/metrics`)).text();
    await eventually(async () => expect(await page()).toContain('endpoint="viewInvitation"'));
    expect(await page()).not.toContain('the-secret');
  });
});

it('an outage is told without the names of what is inside', async () => {
  const credentials = { account: 'a', username: 'b', password: 'c' };
  const { status, headers, body } = await post(SIGN_IN, 'application/json', JSON.stringify(credentials));
  expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'service-unavailable', '1']);
  expect(JSON.stringify(body)).not.toMatch(/identity|session|amqp|127\.0\.0\.1|queue/i);
});
