import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { sharedStack } from './stack.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs `npm run <script> -- <words>` as a person would in a second terminal, and types what is given. */
async function npmRun(
  script: string,
  words: string[],
  { dir, typed = '' }: { dir?: string; typed?: string } = {},
) {
  const child = spawn('npm', ['run', '--silent', script, '--', ...words], {
    cwd: repository,
    env: { ...process.env, STACK_DIR: dir ?? process.env['SYSTEM_TEST_STACK'] },
  });
  child.stdin.end(typed);
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'close');
  return { code: child.exitCode, output, complaints };
}

describe('commands for a running stack', () => {
  let firm: Firm;
  beforeAll(async () => {
    firm = await Firm.signUp(sharedStack());
  }, 60_000);

  it('npm run where says where everything is', async () => {
    const { gateway, mail, services } = sharedStack().info();
    const { code, output } = await npmRun('where', []);
    expect(code).toBe(0);
    expect(output).toContain(gateway);
    expect(output).toContain(mail.web);
    expect(output).toContain(`http://127.0.0.1:${services.licensing.port}/health/ready`);
  });

  it('npm run repl opens a prompt inside a service, with everything it is made of at hand', async () => {
    const id = JSON.stringify(firm.accountId);
    const { code, output } = await npmRun('repl', ['licensing'], {
      typed: [
        `licensesOf(${id})`,
        `const licensesOf = async (accountId) => (await bus.request(contracts.listLicenses, { accountId })).items`,
        `(await licensesOf(${id})).map(({ product }) => product)`,
        `clock.now() instanceof Date && typeof claimsService.claim`,
        '',
      ].join('\n'),
    });
    expect(output).toContain('One more copy of licensing that takes no work.');
    expect(output).toContain('licensesOf is not defined');
    expect(output).toContain("[ 'core' ]");
    expect(output).toContain("'function'");
    expect(code).toBe(0);
  }, 60_000);

  it('npm run buy-seats adds the seats of one purchase id once, however often it is run', async () => {
    const purchased = async () => (await firm.license()).purchased;
    const before = await purchased();
    const buy = (id: string) => npmRun('buy-seats', [firm.slug, 'core', '3', '--id', id]);
    expect((await buy('inv-1')).output).toContain('purchase inv-1');
    await eventually(async () => expect(await purchased()).toBe(before + 3), 10_000);
    await buy('inv-1');
    await buy('inv-2');
    await eventually(async () => expect(await purchased()).toBe(before + 6), 10_000);
  }, 60_000);

  it('npm run audit:verify finds the log of the firm as it was sealed, and what does not fit to a hash from elsewhere', async () => {
    await eventually(
      async () => expect(await firm.get('/v1/audit/seal')).not.toMatchObject({ number: 0 }),
      90_000,
    );
    const { code, output } = await npmRun('audit:verify', [firm.slug, '--json']);
    expect(JSON.parse(output)).toMatchObject({ accountId: firm.accountId, findings: [] });
    expect(code).toBe(0);
    const dir = mkdtempSync(join(tmpdir(), 'anchors-'));
    const anchor = { accountId: firm.accountId, seal: 1, hash: 'a'.repeat(64) };
    writeFileSync(join(dir, 'log'), `something else\n12:00 ${JSON.stringify(anchor)}\n`);
    const other = await npmRun('audit:verify', [firm.slug, '--anchors', join(dir, 'log')]);
    rmSync(dir, { recursive: true });
    expect(other.output).toContain('Seal 1 is not the one that');
    expect(other.code).toBe(1);
    const nobody = await npmRun('audit:verify', ['no-such-firm']);
    expect(nobody).toMatchObject({ code: 1, complaints: 'There is no account no-such-firm.\n' });
  }, 120_000);

  it('npm run reseal:senders tells what passwords of mail servers of the stack are sealed with, and how it is used', async () => {
    const { code, output } = await npmRun('reseal:senders', []);
    expect(output).toMatch(
      /^Sealed anew: 0\. With the newest key already: \d+\.\nNo password needs an earlier key any more\.\n$/,
    );
    expect(code).toBe(0);
    const usage = await npmRun('reseal:senders', ['now']);
    expect(usage.code).toBe(2);
    expect(usage.output).toMatch(/^Seals passwords of mail servers anew/);
  }, 60_000);

  it.each([
    ['where', []],
    ['audit:verify', []],
    ['reseal:senders', []],
    ['seed', []],
    ['repl', ['licensing']],
    ['buy-seats', ['harbour-lane', 'core', '1']],
  ])('npm run %s says plainly that no stack runs', async (script, words) => {
    const dir = mkdtempSync(join(tmpdir(), 'no-stack-'));
    const { code, output, complaints } = await npmRun(script, words, { dir });
    rmSync(dir, { recursive: true });
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(complaints).toMatch(new RegExp(`^No stack runs in ${dir}, where STACK_DIR leads\\. .+\\.\n$`));
  });

  it.each([
    ['repl', ['nobody'], /^Usage: npm run repl -- identity \| licensing/],
    ['buy-seats', ['harbour-lane'], /^Usage: npm run buy-seats/],
    ['buy-seats', ['harbour-lane', 'core', '1', '--price', '9'], /Unknown option '--price'[^]*Usage/],
  ])('npm run %s says how it is used', async (script, words, usage) => {
    const { code, complaints } = await npmRun(script, words);
    expect(code).toBe(1);
    expect(complaints).toMatch(usage);
  });
});
