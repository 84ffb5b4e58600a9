import { connect, NoAnswer, Problem, type Tokens } from '@seatkeeper/client';
import { eventually } from '@seatkeeper/testing';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Firm, PASSWORD } from './firm.js';
import { importRecords, recordsOf } from './import-records.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const EXAMPLE = 'libs/client/examples/first-steps.ts';

it('the first steps of the client are those of its README, and do what they say', async () => {
  const [, shown] =
    /```ts\n([^]*?)```/.exec(readFileSync(`${repository}libs/client/README.md`, 'utf8')) ?? [];
  expect(shown).toBe(readFileSync(repository + EXAMPLE, 'utf8'));

  const firm = await Firm.withSeats(stack(), 4);
  const bjorn = { username: `bjorn@${firm.slug}.example`, firstName: 'Björn', lastName: 'Girard' };
  const leaver = await firm.join(bjorn);
  await importRecords(firm, recordsOf(leaver, 30));
  await firm.invite(firm.person(1));
  const { purchased, used } = await firm.license();
  for (let n = 2; used + n <= purchased - 1; n++) await firm.invite(firm.person(n));

  const source = ['--conditions=@seatkeeper/source', '--import', './libs/testing/src/typescript.mjs'];
  const { stdout } = await promisify(execFile)(process.execPath, [...source, EXAMPLE], {
    cwd: repository,
    env: {
      ...process.env,
      SEATKEEPER_URL: stack().info().gateway,
      SEATKEEPER_FIRM: firm.slug,
      SEATKEEPER_USER: firm.admin.username,
      SEATKEEPER_PASSWORD: PASSWORD,
    },
  });
  const said = stdout.trim().split('\n');
  const zoe = `zoe@${firm.slug}.example`;
  expect(said.filter((line) => line.startsWith(zoe))).toEqual([`${zoe} is invited`]);
  expect(said.filter((line) => line.includes('gets no seat'))).toHaveLength(1);
  expect(said).toContain(`waiting for ${zoe}`);
  expect(said.at(-1)).toBe('30 of 30 records, finished');
  expect((await firm.get(`/v1/records?owner=${firm.admin.id}`)).total).toBe(30);
  expect(await firm.mails(zoe)).toHaveLength(1);
});

it('a client goes on with tokens that were kept, until its session ends', async () => {
  const firm = await Firm.signUp(stack());
  const baseUrl = stack().info().gateway;
  const kept: (Tokens | null)[] = [];
  const page = connect({ baseUrl, onTokens: (tokens) => void kept.push(tokens) });
  await page.signIn({ account: firm.slug, username: firm.admin.username, password: PASSWORD });
  const tokens = kept.at(-1) ?? undefined;

  // As after a reload of the page when the access token has ended: the gateway refuses it.
  const reloaded = connect({
    baseUrl,
    tokens: { ...tokens!, accessToken: `${tokens!.accessToken}x` },
    onTokens: (next) => void kept.push(next),
  });
  const [me, account] = await Promise.all([reloaded.get('/v1/me'), reloaded.get('/v1/account')]);
  expect([me.user.id, account.slug]).toEqual([firm.admin.id, firm.slug]);
  expect(kept).toHaveLength(2);
  await reloaded.signOut();
  expect(kept.at(-1)).toBeNull();
  // A copy of the gateway that has just looked believes in the session for less than a second.
  await eventually(() => expect(page.get('/v1/me')).rejects.toMatchObject({ code: 'unauthenticated' }));
  const wrong = page.signIn({ account: firm.slug, username: firm.admin.username, password: 'wrong' });
  await expect(wrong).rejects.toBeInstanceOf(Problem);
  const nobody = connect({ baseUrl: 'http://127.0.0.1:1', patienceMs: 0 });
  await expect(nobody.get('/v1/me')).rejects.toBeInstanceOf(NoAnswer);
});
