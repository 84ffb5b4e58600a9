import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Child } from '../testing/child.js';

const settings = { PORT: '0', MONGODB_URI: 'mongodb://127.0.0.1:27017' };
const OURS = [
  'transport listens',
  'intake closed',
  'work done',
  'bus closed',
  'store closed',
  'transport closed',
];

describe('a service', () => {
  const children: Child[] = [];
  const start = (environment: Record<string, string> = {}, file = 'tiny-service.ts'): Child => {
    const child = Child.service(file, { ...settings, ...environment });
    children.push(child);
    return child;
  };
  const ask = async (child: Child, path: string) => {
    const { port } = await child.says('Ready');
    return fetch(`http://127.0.0.1:${Number(port)}${path}`);
  };
  afterEach(async () => {
    children.forEach((child) => child.signal('SIGKILL'));
    await Promise.all(children.splice(0).map(({ ended }) => ended));
  });

  it('starts, tells its health and metrics, and on SIGTERM stops phase by phase with exit code 0', async () => {
    const child = start();
    const live = await ask(child, '/health/live');
    expect([live.status, await live.json()]).toEqual([200, { ok: true }]);
    const ready = await ask(child, '/health/ready');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, dependencies: { 'repeated work': { ok: true }, store: { ok: true } } },
    ]);
    await child.says('a round of tiny');
    const metrics = await (await ask(child, '/metrics')).text();
    expect(metrics).toMatch(/^process_resident_memory_bytes\{service="tiny"\} \d+$/m);
    const [, shortestDelay] = /^nodejs_eventloop_lag_min_seconds\{.*?\} (\S+)$/m.exec(metrics) ?? [];
    expect(Number(shortestDelay)).toBeLessThan(1);
    expect(metrics).toMatch(
      /^seatkeeper_repeater_rounds_total\{name="rounds",outcome="done",service="tiny"\} \d+$/m,
    );
    expect((await ask(child, '/')).status).toBe(404);

    child.signal('SIGTERM');
    child.signal('SIGTERM');
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(child.messages.filter((message) => OURS.includes(message))).toEqual(OURS);
    expect(child.messages.at(-1)).toBe('Stopped');
    expect(child.stderr).toBe('');
  });

  it('writes every line as JSON with its name, and no secret', async () => {
    const child = start();
    expect(await child.says('a round of tiny')).toMatchObject({
      level: 'info',
      service: 'tiny',
      component: 'tiny',
      requestId: expect.stringMatching(/^req_/),
      password: '[redacted]',
    });
  });

  it('stops in time and with exit code 0 although a step never ends', async () => {
    const child = start({ FAILURE: 'late-step' });
    await child.says('Ready');
    child.signal('SIGINT');
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(child.messages).toEqual(
      expect.arrayContaining(['A step of stopping was given up', 'store closed']),
    );
  }, 20_000);

  it.each([
    ['a setting is missing', { MONGODB_URI: '' }, 78, 'MONGODB_URI is missing.'],
    ['a name is misspelt', { MONGODB_URL: 'x' }, 78, 'MONGODB_URL is not known; did you mean MONGODB_URI?'],
    [
      'a module lacks a provider',
      { FAILURE: 'wiring' },
      1,
      "Nest can't resolve dependencies of the Needy (?). Please make sure that the argument Unwired at index [0] is available in the TinyModule module.",
    ],
    [
      'a server is not there',
      { FAILURE: 'transport' },
      1,
      'nothing answers at 127.0.0.1:5672; start what should run there or correct the setting.',
    ],
  ])('refuses to start with one sentence when %s', async (_case, environment, code, sentence) => {
    const child = start(environment);
    expect(await child.ended).toEqual({ code, signal: null });
    expect(child.stderr).toBe(`tiny cannot start: ${sentence}\n`);
    const causes = child.log.filter(({ level }) => level === 'fatal' || level === 'error');
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatchObject({
      message: 'The service cannot start',
      error: { stack: expect.any(String) },
    });
    expect(JSON.stringify(child.log)).not.toContain('guest:guest');
  });

  it('refuses a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const child = start({ PORT: String(port) });
    expect((await child.ended).code).toBe(1);
    expect(child.stderr).toBe(
      `tiny cannot start: 127.0.0.1:${port} is in use by another process; choose another PORT or stop that process.\n`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('ends with exit code 1 and a line in the log after a rejection nobody caught', async () => {
    const child = start({ FAILURE: 'rejection' });
    expect(await child.ended).toEqual({ code: 1, signal: null });
    expect(child.log.at(-1)).toMatchObject({ level: 'fatal', error: { message: 'Nobody caught this.' } });
  });

  it('with an HTTP API answers what is in flight before the store closes, and takes nothing new', async () => {
    const child = start({}, 'tiny-http-service.ts');
    const { port } = await child.says('Ready');
    const url = `http://127.0.0.1:${Number(port)}/slow`;
    const answer = fetch(url);
    await child.says('request begun');
    child.signal('SIGTERM');
    await child.says('Stopping: work');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    expect(await (await answer).text()).toBe('done');
    expect(await child.ended).toEqual({ code: 0, signal: null });
    const inOrder = ['request begun', 'request done', 'store closed', 'Stopped'];
    expect(child.messages.filter((message) => inOrder.includes(message))).toEqual(inOrder);
  });

  it('with an HTTP API fails no request while it stops: open connections are told to close', async () => {
    const child = start({}, 'tiny-http-service.ts');
    const { port } = await child.says('Ready');
    const url = `http://127.0.0.1:${Number(port)}/quick`;
    const agent = new Agent({ keepAlive: true });
    const ask = () =>
      new Promise<{ status?: number; connection?: string }>((resolve, reject) => {
        get(url, { agent }, (answer) => {
          const { statusCode: status, headers } = answer;
          answer.resume().on('end', () => resolve({ status, connection: headers.connection }));
        }).on('error', reject);
      });
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    // As a balancer does: who is told to close asks here no more.
    const client = async (): Promise<void> => {
      for (let told = false; !told;) {
        const answer = await ask();
        answers.push(answer);
        told = answer.connection === 'close';
      }
    };
    const clients = Promise.all([client(), client(), client()]);
    await ask();
    child.signal('SIGTERM');
    await clients;
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter(({ connection }) => connection === 'keep-alive').length).toBeGreaterThan(0);
  });

  it('with an HTTP API refuses a port that is taken, too', async () => {
    const first = start({}, 'tiny-http-service.ts');
    const { port } = await first.says('Ready');
    const second = start({ PORT: String(Number(port)) }, 'tiny-http-service.ts');
    expect((await second.ended).code).toBe(1);
    expect(second.stderr).toMatch(
      /^tiny-http cannot start: 127\.0\.0\.1:\d+ is in use by another process; .+\n$/,
    );
  });

  it('sends its spans to the collector, as children of the caller', async () => {
    const received: string[] = [];
    const collector = createServer((request, response) => {
      received.push(request.url ?? '');
      request.resume().on('end', () => response.end('{}'));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => collector.once('listening', resolve));
    const { port } = collector.address() as AddressInfo;
    const child = start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` });
    const { traceId, traceparent } = await child.says('inside a span');
    expect(traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/);
    await child.says('Ready');
    child.signal('SIGTERM');
    expect((await child.ended).code).toBe(0);
    expect(received).toEqual(['/v1/traces']);
    await new Promise((resolve) => collector.close(resolve));
  });
});
