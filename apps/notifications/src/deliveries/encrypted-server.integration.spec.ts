import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, eventually, startChild } from '@seatkeeper/testing';
import { type Certified, TestAuthority } from '../../testing/certificates.js';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';
import { SenderAccount } from '../../testing/sender-house.js';

const PASSWORD = 'correct-horse-battery';
const user = { name: 'seats', password: PASSWORD };
const authority = new TestAuthority();
const file = join(tmpdir(), `authority-${randomUUID()}.pem`);
const DAY_MS = 86_400_000;

let product: ScriptedMailServer;
let office: PostOffice;
let notifications: Child;
const started: ScriptedMailServer[] = [];

beforeAll(async () => {
  await writeFile(file, authority.cert);
  product = await ScriptedMailServer.start();
  office = await PostOffice.open(product.url, 0, {
    SENDER_NETWORKS: '127.0.0.1',
    SENDER_ANSWER_SECONDS: 5,
  });
  // Whom a process believes is settled when it starts.
  const env = { ...office.environment(product.url), NODE_EXTRA_CA_CERTS: file };
  notifications = startChild(new URL('../main.ts', import.meta.url), { env });
}, 60_000);
afterAll(async () => {
  await notifications.kill();
  await office.close();
  for (const server of [product, ...started]) await server.stop();
  await rm(file);
});

async function accountAt(security: 'tls' | 'starttls', certified: Certified): Promise<SenderAccount> {
  const server = await ScriptedMailServer.start({ security, certified, user });
  started.push(server);
  const account = new SenderAccount(office, server);
  await eventually(() => account.setUp({ security, user: 'seats', password: PASSWORD }), 40_000);
  return account;
}

it.each(['tls', 'starttls'] as const)(
  'signs in and sends with a certificate of an authority that it believes (%s), and tells no log the password',
  async (security) => {
    const account = await accountAt(security, authority.issue('127.0.0.1'));
    expect(await account.test()).toMatchObject({ sender: { state: 'working' } });
    const invited = await account.invite();
    await eventually(() => expect(account.server.taken).toHaveLength(2));
    expect(account.server.taken[1]).toContain(invited.sendTo);
    expect(account.server.heard.encrypted.some((line) => line.startsWith('AUTH'))).toBe(true);
    expect(account.server.heard.inClear.filter((line) => !/^(EHLO|STARTTLS)/.test(line))).toEqual([]);
    expect(notifications.output()).not.toContain(PASSWORD);
    expect(notifications.output()).not.toContain(Buffer.from(PASSWORD).toString('base64'));
  },
  60_000,
);

it.each([
  ['for another name', 'other.example', {}, /altnames|Hostname|IP/i],
  ['that is over', '127.0.0.1', { fromNowMs: -2 * DAY_MS, forMs: DAY_MS }, /expired/],
] as const)(
  'tells no password to a server with a certificate %s',
  async (_case, host, times, words) => {
    for (const security of ['tls', 'starttls'] as const) {
      const account = await accountAt(security, authority.issue(host, times));
      const { sender } = await account.test();
      expect(sender).toMatchObject({ state: 'untested', lastTest: { sent: false } });
      expect(sender?.lastTest?.answer).toMatch(words);
      expect(account.server.heard.encrypted).toEqual([]);
    }
  },
  60_000,
);

it('where an operator has not allowed it, nothing is set up without encryption', async () => {
  const account = await accountAt('tls', authority.issue('127.0.0.1'));
  await expect(account.setUp({ security: 'none' })).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ path: 'security' }],
  });
  await expect(account.setUp({ host: '10.0.0.1', security: 'tls' })).rejects.toMatchObject({
    errors: [{ path: 'host' }],
  });
});
