import { attachStack } from '@seatkeeper/stack';
import { eventually } from '@seatkeeper/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { copyOfRepository, repository } from './checkout.js';
import { apply, examplesIn } from './contributing.js';
import { freePorts } from '../free-ports.js';

const examples = examplesIn(readFileSync(join(repository, 'CONTRIBUTING.md'), 'utf8'));
const tests = [...new Set(examples.map(({ file }) => file).filter((file) => file.endsWith('.spec.ts')))];

interface Report {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
}

/** Whoever follows CONTRIBUTING.md gets a request, a permission and a job that work. */
describe('the examples of CONTRIBUTING.md', () => {
  const root = mkdtempSync(join(tmpdir(), 'seatkeeper-contributing-'));
  const dir = join(root, '.local');
  let env: NodeJS.ProcessEnv;
  let stack: ChildProcess;
  let output = '';

  const run = async (...words: string[]) => {
    const child = spawn(process.execPath, words, { cwd: root, env });
    const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (child.exitCode === null) await once(child, 'close');
    return { code: child.exitCode, said: said + complained };
  };

  beforeAll(async () => {
    copyOfRepository(root);
    apply(examples, root);
    const { JEST_WORKER_ID: _worker, NODE_OPTIONS: _options, ...rest } = process.env;
    env = { ...rest, ...(await freePorts()) };
    stack = spawn(process.execPath, ['tools/stack/start.mjs'], {
      cwd: root,
      env: { ...env, STACK_DIR: dir, OWN_SERVERS: '1', SEED: 'none', BUS_STRICT: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [stack.stdout, stack.stderr])
      stream?.on('data', (chunk) => (output += String(chunk)));
    await eventually(async () => {
      if (stack.exitCode !== null) throw new Error(output);
      expect(output).toContain('Seatkeeper is ready');
    }, 120_000);
    const { mongo, amqp, redis, mail } = attachStack(dir).info();
    const servers = { MONGODB_URI: mongo, AMQP_URL: amqp, REDIS_URL: redis };
    const mailbox = { MAIL_SMTP_URL: mail.smtp, MAIL_WEB_URL: mail.web };
    env = { ...env, ...servers, ...mailbox, SYSTEM_TEST_STACK: dir };
  }, 150_000);

  afterAll(async () => {
    if (stack.exitCode === null) {
      const gone = once(stack, 'exit');
      stack.kill('SIGTERM');
      await gone;
    }
    rmSync(root, { recursive: true, force: true });
  }, 60_000);

  it('are a request, a permission and a job, each with a test', () => {
    expect(tests).toEqual([
      'apps/licensing/src/catalog/prices.integration.spec.ts',
      'apps/system-tests/src/prices.spec.ts',
      'apps/notifications/src/deliveries/forgetting.integration.spec.ts',
    ]);
    expect(attachStack(dir).info().state).toBe('ready');
  });

  it('are of the right types', async () => {
    const files = [...new Set(examples.map(({ file }) => file))];
    writeFileSync(
      join(root, 'tsconfig.examples.json'),
      JSON.stringify({
        extends: './tsconfig.base.json',
        files,
        include: ['apps/**/*.d.ts', 'libs/**/*.d.ts'],
      }),
    );
    const { code, said } = await run(
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '-p',
      'tsconfig.examples.json',
    );
    expect(said).toBe('');
    expect(code).toBe(0);
  }, 120_000);

  it('work: the request is answered over the bus, the permission refuses and grants, the job is done', async () => {
    const report = join(root, 'report.json');
    const { said } = await run(
      ...[
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
      ],
      ...['--runInBand', '--json', '--outputFile', report, ...tests],
    );
    const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    if (numPassedTests < 4) throw new Error(said);
    expect([numPassedTests, numTotalTests]).toEqual([4, 4]);
  }, 120_000);
});
