import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type TestGateway } from '../../testing/gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'console-'));
const SCRIPT = 'console.log("seats")'.padEnd(3_000);
const started: TestGateway[] = [];
const start = async (settings: Record<string, string>) => {
  const gateway = await startGateway(settings);
  started.push(gateway);
  return gateway;
};

beforeAll(() => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Console</title>');
  writeFileSync(join(folder, 'assets/main-a1.js'), SCRIPT);
  writeFileSync(join(folder, 'assets/main-a1.js.br'), 'smaller');
});
afterAll(async () => {
  for (const gateway of started) await gateway.close();
  rmSync(folder, { recursive: true });
});

const BROWSER = { accept: 'text/html,*/*;q=0.8' };
const open = (gateway: TestGateway, path: string, headers: Record<string, string> = BROWSER) =>
  fetch(gateway.url + path, { headers });
/** The path as it is written, which fetch would tidy. */
const raw = ({ url }: TestGateway, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) =>
    request(url, { path }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end(),
  );

describe('a gateway with a console', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await start({ CONSOLE_FOLDER: folder });
  });

  it('opens it at the root and at every address of its pages, looked at anew each time', async () => {
    for (const path of ['/', '/people?status=banned', '/licences/core']) {
      const page = await open(gateway, path);
      expect([path, page.status, page.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(await page.text()).toContain('<title>Console</title>');
    }
  });

  it('lets nothing run in its page that is not its own', async () => {
    const { headers } = await open(gateway, '/people');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const name of ['form-action', 'base-uri', 'frame-ancestors', 'connect-src'])
      expect(policy).toContain(`${name} '`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(headers.get('permissions-policy')).toContain('camera=()');
  });

  it('sends what never changes once a year, as small as it lies there', async () => {
    const small = await open(gateway, '/assets/main-a1.js', { 'accept-encoding': 'br' });
    expect(Object.fromEntries(small.headers)).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('/javascript') as string,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    const whole = await open(gateway, '/assets/main-a1.js', { 'accept-encoding': 'identity' });
    expect(await whole.text()).toBe(SCRIPT);
    const known = {
      'if-none-match': whole.headers.get('etag') ?? '',
      'accept-encoding': 'identity',
      // Left alone, fetch asks past every cache as soon as it is given an etag.
      'cache-control': 'max-age=0',
    };
    expect((await open(gateway, '/assets/main-a1.js', known)).status).toBe(304);
  });

  it('answers calls as before, also those that nobody knows, and gives no other file', async () => {
    for (const path of ['/v1/nothing', '/assets/main-a0.js', '/.well-known/nothing']) {
      const answer = await open(gateway, path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    expect((await open(gateway, '/nothing', { accept: 'application/json' })).status).toBe(404);
    expect(await (await open(gateway, '/docs')).text()).toContain('Seatkeeper API');
    for (const path of [
      '/../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..%2f..%2fpackage.json',
    ])
      expect([path, await raw(gateway, path)]).toEqual([path, 404]);
  });

  it('counts its files as one thing', async () => {
    const metrics = await (await open(gateway, '/metrics')).text();
    expect(metrics).toMatch(/http_requests_total\{endpoint="console",status="200"[^}]*\} \d/);
    expect(metrics).not.toContain('main-a1');
  });

  it('finds a console that is built anew while it runs', async () => {
    writeFileSync(join(folder, 'assets/main-b2.js'), SCRIPT);
    const isThere = async () => (await open(gateway, '/assets/main-b2.js', {})).status === 200;
    const deadline = performance.now() + 5_000;
    while (!(await isThere()) && performance.now() < deadline);
    expect(await isThere()).toBe(true);
  });
});

it('without a built console the gateway says so, in the language of the browser', async () => {
  const gateway = await start({ CONSOLE_FOLDER: join(folder, 'assets') });
  for (const [path, status] of [
    ['/', 200],
    ['/people', 503],
  ] as const) {
    const page = await open(gateway, path, { ...BROWSER, 'accept-language': 'fr' });
    expect([path, page.status]).toEqual([path, status]);
    expect(await page.text()).toContain('La console n’est pas construite ici');
  }
  expect((await open(gateway, '/v1/nothing')).headers.get('content-type')).toContain('problem+json');
});

it('a product with pages of its own switches the console off', async () => {
  const gateway = await start({ CONSOLE: 'false', CONSOLE_FOLDER: folder });
  const home = await open(gateway, '/');
  expect(home.status).toBe(200);
  expect(await home.text()).toContain('href="/docs"');
  expect((await open(gateway, '/people')).status).toBe(404);
});
