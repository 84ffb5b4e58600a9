import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient } from './api-client.js';

interface Echo {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

let server: Server;
let client: ApiClient;

beforeAll(async () => {
  server = createServer((request, response) => {
    void read(request).then((body) => {
      if (request.url === '/nothing') return response.writeHead(204).end();
      if (request.url === '/text') return response.writeHead(200, { 'content-type': 'text/csv' }).end('a,b');
      const { method, url, headers } = request;
      response.writeHead(409, { 'content-type': 'application/problem+json', etag: '"7"' });
      return response.end(JSON.stringify({ method, url, headers, body }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'a-token');
});
afterAll(() => server.close());

it('sends JSON with the token, and gives a problem back like any other answer', async () => {
  const { status, body, headers } = await client.post<Echo>(
    '/v1/users',
    { name: 'x' },
    { query: { limit: 5, cursor: undefined }, headers: { 'idempotency-key': 'k' } },
  );
  expect(status).toBe(409);
  expect(headers.get('etag')).toBe('"7"');
  expect(body).toMatchObject({ method: 'POST', url: '/v1/users?limit=5', body: '{"name":"x"}' });
  expect(body.headers).toMatchObject({
    authorization: 'Bearer a-token',
    'content-type': 'application/json',
    'idempotency-key': 'k',
  });
});

it('sends no token when it has none, and forms and bytes as they are', async () => {
  const form = new FormData();
  form.set('file', new Blob(['a,b']), 'users.csv');
  const { body } = await client.with(undefined).post<Echo>('/v1/users/import', form);
  expect(body.headers).not.toHaveProperty('authorization');
  expect(body.headers['content-type']).toMatch(/^multipart\/form-data/);
  expect(body.body).toContain('users.csv');
  const bytes = await client.put<Echo>('/x', Buffer.from('raw'));
  expect(bytes.body.body).toBe('raw');
});

it('reads texts and empty answers', async () => {
  expect(await client.get('/text')).toMatchObject({ status: 200, body: 'a,b' });
  expect((await client.delete('/nothing')).body).toBeUndefined();
});

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
