import { jest } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect, type ConnectOptions } from './client.js';
import { NoAnswer, Problem } from './problems.js';
import type { Tokens } from './tokens.js';

interface Received {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answering = (response: ServerResponse, request: Received) => void;

/** A gateway on a socket of its own, which answers what the test wants to see answered. */
let gateway: Server;
let received: Received[];
/** What is answered to the next calls, in their order; the last of them to all that follow. */
let answers: Answering[];

beforeEach(async () => {
  [received, answers] = [[], []];
  gateway = createServer((request, response) => {
    void text(request).then((body) => {
      const call = { line: `${request.method} ${request.url}`, headers: request.headers, body };
      received.push(call);
      (answers.length > 1 ? answers.shift() : answers[0])?.(response, call);
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
});

const client = (options: Partial<ConnectOptions> = {}) =>
  connect({
    baseUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
    apiKey: 'sk_1',
    ...options,
  });
const lines = () => received.map(({ line }) => line);
const ok =
  (body: unknown): Answering =>
  (response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
const refusal =
  (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Answering =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(JSON.stringify({ code, status, detail: `Told: ${code}.`, requestId: 'req_1', ...more }));
  };
const cut: Answering = (response) => response.destroy();
const tokens = (n: number): Tokens => ({
  accessToken: `access-${n}`,
  refreshToken: `refresh-${n}`,
  expiresIn: 600,
  mustChangePassword: false,
});
const person = { username: 'zoe@firm.example', firstName: 'Zoé', lastName: 'Lavigne' };
const newGroup = { name: 'Auditors', permissions: [] };

describe('a call', () => {
  it('is sent with the key, and answers with the body', async () => {
    answers = [ok({ id: 'usr_1' })];
    const user = await client().get('/v1/users/{id}', { params: { path: { id: 'usr/1' } } });
    expect(user.id).toBe('usr_1');
    expect(lines()).toEqual(['GET /v1/users/usr%2F1']);
    expect(received[0]?.headers.authorization).toBe('Bearer sk_1');
  });

  it('is held by the compiler to what the reference says', async () => {
    answers = [ok({ items: [], nextCursor: null })];
    const { get, post } = client();
    // @ts-expect-error an id is needed
    await get('/v1/users/{id}');
    // @ts-expect-error a last name is needed
    await post('/v1/users', { body: { username: 'zoe@firm.example', firstName: 'Zoé' } });
    // @ts-expect-error a number is needed
    await get('/v1/users', { params: { query: { limit: '10' } } });
    // @ts-expect-error there is no such address
    await get('/v1/usres');
    // @ts-expect-error one document is no list
    await client().items('/v1/me').next();
    // @ts-expect-error an answer without a body has no fields
    expect((await post('/v1/auth/sign-out')).items).toEqual([]);
    expect(lines()).toHaveLength(6);
  });

  it('that is refused rejects with all that the problem says', async () => {
    answers = [refusal(409, 'no-free-seat', { product: 'core', purchased: 5, used: 5 })];
    const error = await client()
      .post('/v1/users', { body: person })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({
      code: 'no-free-seat',
      status: 409,
      message: 'Told: no-free-seat.',
      requestId: 'req_1',
      members: { product: 'core', purchased: 5, used: 5 },
    });
    expect(received).toHaveLength(1);
  });

  it('that something else answers says with what words', async () => {
    answers = [
      (response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>No such host</h1>'),
    ];
    await expect(client().get('/v1/me')).rejects.toMatchObject({
      code: 'unreadable-answer',
      status: 404,
      message: expect.stringContaining('No such host'),
    });
  });

  it('that answers with a table answers with its text', async () => {
    answers = [
      (response) => void response.writeHead(200, { 'content-type': 'text/csv' }).end('Username\nzoe\n'),
    ];
    expect(await client().get('/v1/users.csv')).toBe('Username\nzoe\n');
    expect(received).toHaveLength(1);
  });

  it('sends a file as it is', async () => {
    answers = [ok({ importId: 'imp_1' })];
    const headers = { 'content-type': 'text/csv' };
    await client().post('/v1/users/import', { body: 'Username\nzoe@firm.example\n', headers });
    expect(received[0]).toMatchObject({ body: 'Username\nzoe@firm.example\n', headers });
  });
});

describe('a lost answer', () => {
  it('to a change is asked for again with the same Idempotency-Key, so that it is made once', async () => {
    answers = [cut, refusal(503, 'service-unavailable', {}, { 'retry-after': '0' }), ok({ id: 'usr_1' })];
    await client().post('/v1/users', { body: person });
    const keys = received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keys).size).toBe(1);
  });

  it('is asked for again with the same key in a page without TLS, whose browser has no randomUUID', async () => {
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      answers = [cut, ok({ id: 'usr_1' })];
      await client().post('/v1/users', { body: person });
    } finally {
      Reflect.deleteProperty(crypto, 'randomUUID');
    }
    const keys = received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(keys[0]).toBeTruthy();
  });

  it.each([
    ['a deletion', () => client().delete('/v1/groups/{id}', { params: { path: { id: 'grp_1' } } })],
    [
      'a change that somebody else may have changed back meanwhile',
      () =>
        client().patch('/v1/groups/{id}', {
          params: { path: { id: 'grp_1' } },
          body: { permissions: ['users.read'] },
        }),
    ],
    [
      'a call whose answer is a secret',
      () =>
        client().post('/v1/users/{id}/api-keys', {
          params: { path: { id: 'usr_1' } },
          body: { name: 'Export', scopes: [] },
        }),
    ],
  ])('to %s is not asked for again: it might not mean the same', async (_what, act) => {
    answers = [cut];
    await expect(act()).rejects.toThrow(NoAnswer);
    expect(received).toHaveLength(1);
  });

  it('to a record that is put is asked for again with the same key, as one that breaks off in the middle is', async () => {
    const half: Answering = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"title":', () => response.destroy());
    };
    answers = [half, (response) => void response.writeHead(504).end(), ok({ title: 'Lease' })];
    const path = { type: 'matter', externalId: 'M-1' };
    const body = { title: 'Lease', ownerId: 'usr_1' };
    const put = await client().put('/v1/records/{type}/{externalId}', { params: { path }, body });
    expect(put.title).toBe('Lease');
    expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(received).toHaveLength(3);
  });

  it('that takes a proof is sent again under the same key once there is one, and stays refused without', async () => {
    let given = true;
    let asked = 0;
    const prove = () => {
      asked += 1;
      return Promise.resolve(given);
    };
    answers = [refusal(401, 'proof-required'), ok({ id: 'usr_1' })];
    const body = { username: 'zoe@firm.example', firstName: 'Zoe', lastName: 'Lee', globalAdmin: true };
    await client({ prove }).post('/v1/users', { body });
    expect([asked, received.length]).toEqual([1, 2]);
    expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);

    answers = [refusal(401, 'proof-required')];
    given = false;
    await expect(client({ prove }).post('/v1/users', { body })).rejects.toMatchObject({
      code: 'proof-required',
    });
    await expect(client().post('/v1/users', { body })).rejects.toMatchObject({ code: 'proof-required' });
    expect([asked, received.length]).toEqual([2, 4]);
  });

  it('is waited for while another try of the same call is on its way', async () => {
    answers = [refusal(409, 'idempotency-in-progress', {}, { 'retry-after': '0' }), ok({ id: 'grp_1' })];
    const headers = { 'idempotency-key': 'mine' };
    await client().post('/v1/groups', { body: newGroup, headers });
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual(['mine', 'mine']);
  });

  it('is not waited for longer than the caller has patience, nor after the caller has given up', async () => {
    answers = [refusal(429, 'too-many-requests', {}, { 'retry-after': '60' })];
    await expect(client().get('/v1/me')).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: 60 });
    const leaving = new AbortController();
    answers = [
      (response, request) => {
        refusal(503, 'busy')(response, request);
        leaving.abort(new Error('The page was left'));
      },
    ];
    await expect(client().get('/v1/me', { signal: leaving.signal })).rejects.toThrow('The page was left');
    expect(received).toHaveLength(2);
  });
});

describe('a session', () => {
  const signedIn = async (told: (Tokens | null)[] = []) => {
    answers = [ok(tokens(1))];
    const options = { onTokens: (next: Tokens | null) => void told.push(next) };
    const one = connect({
      baseUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
      ...options,
    });
    await one.signIn({ account: 'firm', username: 'ada@firm.example', password: 'a long passphrase' });
    received = [];
    return one;
  };
  /** As the gateway does when access token 1 has ended. */
  const second =
    (refresh: Answering): Answering =>
    (response, request) => {
      if (request.line.endsWith('/refresh')) return refresh(response, request);
      if (request.headers.authorization === 'Bearer access-2') return ok({ name: 'Firm' })(response, request);
      return refusal(401, 'unauthenticated')(response, request);
    };

  it('whose token has ended is renewed once, however many calls find out at the same time', async () => {
    const told: (Tokens | null)[] = [];
    const one = await signedIn(told);
    answers = [second(ok(tokens(2)))];
    const names = await Promise.all(Array.from({ length: 20 }, () => one.get('/v1/account')));
    expect(names).toEqual(Array(20).fill({ name: 'Firm' }));
    expect(lines().filter((line) => line.endsWith('/refresh'))).toHaveLength(1);
    expect(told).toEqual([tokens(1), tokens(2)]);
  });

  it('that is over says so, and nobody is signed in any more', async () => {
    const told: (Tokens | null)[] = [];
    const one = await signedIn(told);
    answers = [second(refusal(401, 'unauthenticated'))];
    await expect(one.get('/v1/account')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(told).toEqual([tokens(1), null]);
    received = [];
    await expect(one.get('/v1/account')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(received[0]?.headers.authorization).toBeUndefined();
  });

  it('stays while the gateway cannot be asked for new tokens, and goes on when it can', async () => {
    const told: (Tokens | null)[] = [];
    const one = await signedIn(told);
    let tries = 0;
    answers = [second((...call) => (++tries < 3 ? cut(...call) : ok(tokens(2))(...call)))];
    expect(await one.get('/v1/account')).toEqual({ name: 'Firm' });
    expect(told).toEqual([tokens(1), tokens(2)]);
  });
});

describe('a list', () => {
  it('is read page by page, with its filters, and no further than is looked at', async () => {
    const page = (from: number, nextCursor: string | null) =>
      ok({ items: [{ id: from }, { id: from + 1 }], nextCursor });
    answers = [page(1, 'c/1'), page(3, 'c2'), page(5, null)];
    const ids: unknown[] = [];
    for await (const { id } of client().items('/v1/users', { params: { query: { status: 'active' } } }))
      ids.push(id);
    expect(ids).toEqual([1, 2, 3, 4, 5, 6]);
    expect(lines()).toEqual([
      'GET /v1/users?status=active',
      'GET /v1/users?status=active&cursor=c%2F1',
      'GET /v1/users?status=active&cursor=c2',
    ]);
    answers = [page(1, 'c1')];
    for await (const _item of client().items('/v1/users')) break;
    expect(received).toHaveLength(4);
  });
});

describe('a stream of events', () => {
  const progress = () =>
    client().events('/v1/reassignments/{id}/progress', { params: { path: { id: 'rea_1' } } });
  const sends =
    (events: string, last: 'stays' | 'breaks' | 'ends'): Answering =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(events, () => {
        if (last === 'breaks') response.destroy();
        if (last === 'ends') response.end();
      });
    };

  it('goes on after a connection that broke, from the last event, and ends with its end', async () => {
    answers = [
      sends('id: 7\nevent: progress\ndata: {"done":1}\n\n: nothing\n\n', 'breaks'),
      sends('event: end\ndata: {"done":2}\n\nevent: progress\ndata: {"done":3}\n\n', 'stays'),
    ];
    const events: unknown[] = [];
    for await (const event of progress()) events.push(event);
    expect(events).toEqual([
      { event: 'progress', id: '7', data: { done: 1 } },
      { event: 'end', id: undefined, data: { done: 2 } },
    ]);
    expect(received.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7']);
  });

  it('goes on when nothing has come for long, as of a computer that slept', async () => {
    answers = [
      sends('id: 7\nevent: progress\ndata: {"done":1}\n\n', 'stays'),
      sends('event: end\ndata: {"done":2}\n\n', 'stays'),
    ];
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    try {
      const events = progress();
      expect((await events.next()).value).toMatchObject({ id: '7' });
      const next = events.next();
      await jest.advanceTimersByTimeAsync(44_000);
      await new Promise((resolve) => setImmediate(resolve));
      expect(received).toHaveLength(1);
      for (let turn = 0; turn < 200 && received.length < 2; turn += 1) {
        await jest.advanceTimersByTimeAsync(100);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect((await next).value).toMatchObject({ event: 'end' });
      expect(received.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('that is refused rejects with the problem', async () => {
    answers = [refusal(404, 'not-found')];
    await expect(progress().next()).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a session that the browser keeps in a cookie', () => {
  const page = (told: (Tokens | null)[] = []) =>
    connect({
      baseUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
      session: 'cookie',
      onTokens: (tokens) => void told.push(tokens),
    });
  const of = (user: string, n: number) => {
    const claims = Buffer.from(JSON.stringify({ acc: 'acc_1', sub: user, n })).toString('base64url');
    return { accessToken: `h.${claims}.s`, expiresIn: 600, mustChangePassword: false };
  };
  const told = async (list: unknown[], expected: unknown[]) => {
    for (let turn = 0; turn < 200 && list.length < expected.length; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(list).toEqual(expected);
  };

  it('is asked for, and gone on with, by the header that no other site can send; no refresh token is held', async () => {
    answers = [ok(of('usr_1', 1)), refusal(401, 'unauthenticated'), ok(of('usr_1', 2)), ok({ name: 'Firm' })];
    const one = page();
    await one.signIn({ account: 'firm', username: 'ada@firm.example', password: 'a long passphrase' });
    await one.get('/v1/account');
    expect(lines().slice(2)).toEqual(['POST /v1/auth/refresh', 'GET /v1/account']);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ session: 'cookie' });
    expect(received[2]?.body).toBe('{}');
    expect(received[2]?.headers['x-seatkeeper-console']).toBe('1');
    expect(received[3]?.headers.authorization).toBe(`Bearer ${of('usr_1', 2).accessToken}`);
  });

  it('is there again when the page is loaded anew, or is said not to be', async () => {
    answers = [ok(of('usr_1', 1))];
    expect(await page().resume()).toEqual(of('usr_1', 1));
    answers = [refusal(401, 'unauthenticated')];
    expect(await page().resume()).toBeNull();
    answers = [refusal(500, 'internal-error')];
    await expect(page().resume()).rejects.toMatchObject({ code: 'internal-error' });
  });

  it('is one for all tabs: they enter, renew and leave together', async () => {
    const [here, there]: (Tokens | null)[][] = [[], []];
    const [one, other] = [page(here), page(there)];
    answers = [ok(of('usr_1', 1))];
    await one.signIn({ account: 'firm', username: 'ada@firm.example', password: 'a long passphrase' });
    await told(there!, [of('usr_1', 1)]);
    answers = [refusal(401, 'unauthenticated'), ok(of('usr_1', 2)), ok({ name: 'Firm' })];
    await other.get('/v1/account');
    await told(here!, [of('usr_1', 1), of('usr_1', 2)]);
    answers = [(response) => void response.writeHead(204).end()];
    await one.signOut();
    await told(there!, [of('usr_1', 1), of('usr_1', 2), null]);
  });

  it('is over in a tab when somebody else has signed in meanwhile: nothing is done in the name of another', async () => {
    const there: (Tokens | null)[] = [];
    const other = page(there);
    answers = [ok(of('usr_1', 1))];
    await other.resume();
    answers = [refusal(401, 'unauthenticated'), ok(of('usr_2', 1)), refusal(401, 'unauthenticated')];
    await expect(other.get('/v1/account')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(there).toEqual([of('usr_1', 1), null]);
    expect(
      received.filter(({ headers }) => headers.authorization?.includes(of('usr_2', 1).accessToken)),
    ).toEqual([]);
  });

  it('that has ended in a tab is not gone on with by somebody else who signs in in another', async () => {
    const [here, there]: (Tokens | null)[][] = [[], []];
    const one = page(here);
    page(there);
    const [first, second] = [of('usr_1', 1), of('usr_2', 1)];
    answers = [ok(first)];
    await one.signIn({ account: 'firm', username: 'ada@firm.example', password: 'a long passphrase' });
    await told(there!, [first]);
    answers = [(response) => void response.writeHead(204).end()];
    await one.signOut();
    await told(there!, [first, null]);
    await one.enter(second);
    // Told after it, and the first that the other tab takes.
    await one.enter(of('usr_1', 2));
    await told(there!, [first, null, of('usr_1', 2)]);
  });

  it('that has ended already is left without a word', async () => {
    const there: (Tokens | null)[] = [];
    const other = page(there);
    answers = [ok(of('usr_1', 1))];
    await other.resume();
    answers = [refusal(401, 'unauthenticated')];
    await other.signOut();
    expect(there.at(-1)).toBeNull();
  });
});

describe('in an affiliate', () => {
  const entered = (n: number, expiresIn = 600) =>
    ok({ accessToken: `acting-${n}`, expiresIn, account: { id: 'acc_2' }, permissions: [] });
  const authorizations = () => received.map(({ headers }) => headers.authorization);
  const enterLine = 'POST /v1/account/affiliates/acc_2/enter';

  it('calls carry a token of the affiliate, which the session asks for once, and goes on at home beside it', async () => {
    answers = [entered(1), ok({}), ok({}), ok({})];
    const home = client();
    const below = home.inAffiliate('acc_2');
    await Promise.all([below.get('/v1/groups'), below.get('/v1/offices')]);
    await home.get('/v1/me');
    expect(lines()[0]).toBe(enterLine);
    expect(authorizations()).toEqual(['Bearer sk_1', 'Bearer acting-1', 'Bearer acting-1', 'Bearer sk_1']);
  });

  it('begins with a token that is there, and asks for another before one ends or when it is refused', async () => {
    answers = [ok({}), refusal(401, 'unauthenticated'), entered(2, 10), ok({}), entered(3), ok({})];
    const below = client().inAffiliate('acc_2', { first: { accessToken: 'acting-0', expiresIn: 600 } });
    for (let time = 1; time <= 3; time += 1) await below.get('/v1/groups');
    expect(lines()).toEqual([
      'GET /v1/groups',
      'GET /v1/groups',
      enterLine,
      'GET /v1/groups',
      enterLine,
      'GET /v1/groups',
    ]);
    expect(authorizations().filter((each) => each !== 'Bearer sk_1')).toEqual([
      'Bearer acting-0',
      'Bearer acting-0',
      'Bearer acting-2',
      'Bearer acting-3',
    ]);
  });

  it('tells that one is let in no more, and not what passes', async () => {
    const told: string[] = [];
    const below = client({ patienceMs: 0 }).inAffiliate('acc_2', {
      onRefused: ({ code }) => void told.push(code),
    });
    answers = [refusal(503, 'service-unavailable')];
    await expect(below.get('/v1/groups')).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(told).toEqual([]);
    answers = [refusal(404, 'not-found')];
    await expect(below.get('/v1/groups')).rejects.toMatchObject({ code: 'not-found' });
    expect(told).toEqual(['not-found']);
  });
});
