import { readNetwork } from '@seatkeeper/service';
import { NameServer } from '@seatkeeper/testing';
import { randomBytes } from 'node:crypto';
import { TestAuthority } from '../../testing/certificates.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';
import type { Mail } from '../mail/hand-over.js';
import { OwnServersClient } from './own-servers.client.js';
import type { OwnServer, StoredMailSender } from './mail-senders.schema.js';
import { SenderSecretsService } from './sender-secrets.service.js';

const mail: Mail = {
  messageId: '<dlv_1@seatkeeper.example>',
  to: { name: 'Zoë', address: 'zoe@acme.example' },
  language: 'en',
  switchOff: null,
  subject: 'Welcome',
  html: '<p>Welcome</p>',
  text: 'Welcome',
};
const bounds = { connections: 1, limits: { handOverMs: 1_000, answerMs: 1_000 } };
const PASSWORD = 'correct-horse-battery';
const user = { name: 'seats', password: PASSWORD };
const authority = new TestAuthority();
const key = () => randomBytes(32).toString('base64');
const secrets = new SenderSecretsService({ SENDER_KEY: key(), RETIRED_SENDER_KEYS: [] });

const started: ScriptedMailServer[] = [];
const start = async (...given: Parameters<typeof ScriptedMailServer.start>) => {
  const server = await ScriptedMailServer.start(...given);
  started.push(server);
  return server;
};
let names: NameServer;
beforeAll(async () => {
  names = await NameServer.start();
});
afterAll(async () => {
  names.stop();
  for (const server of started) await server.stop();
});

const clientOf = (networks: string[] = ['127.0.0.0/8']) =>
  new OwnServersClient(
    {
      SENDER_NETWORKS: networks.map((network) => readNetwork(network)!),
      SENDER_DNS_SERVERS: [names.address],
      SENDER_PLAIN_SMTP: true,
    },
    secrets,
  );

const senderOf = (server: Partial<OwnServer> & Pick<OwnServer, 'port'>): [StoredMailSender, OwnServer] => {
  const accountId = 'acc_12345678';
  const own: OwnServer = {
    host: '127.0.0.1',
    security: 'none',
    from: { name: 'Acme', address: 'seats@acme.example' },
    whenFailing: 'fall-back',
    changedAt: new Date(),
    ...server,
  };
  const sealed = own.user === undefined ? {} : { sealed: secrets.seal(PASSWORD, accountId, own) };
  const whole = { ...own, ...sealed };
  return [{ _id: accountId, accountId, version: 1, revision: 1, server: whole }, whole];
};

const sendBy = async (client: OwnServersClient, server: Parameters<typeof senderOf>[0]) => {
  const open = client.open(...senderOf(server), bounds);
  try {
    return await open.send(mail);
  } finally {
    open.close();
  }
};
const send = (server: Parameters<typeof senderOf>[0]) => sendBy(clientOf(), server);

it('comes from the address of the account, and answers go where it says', async () => {
  const server = await start({ user });
  const attempted = await send({ port: server.port, user: 'seats', replyTo: 'help@acme.example' });
  expect(attempted).toMatchObject({ outcome: { kind: 'sent' }, isOfServer: false });
  expect(server.heard.inClear).toContain('MAIL FROM:<seats@acme.example>');
  const [headers] = server.taken[0]?.split('\r\n\r\n') ?? [];
  expect(headers).toContain('From: Acme <seats@acme.example>');
  expect(headers).toContain('Reply-To: help@acme.example');
});

it('says nothing but that it is there to a server that encrypts nothing where it has to', async () => {
  const server = await start({ user });
  const attempted = await send({ port: server.port, user: 'seats', security: 'starttls' });
  expect(attempted).toMatchObject({ outcome: { kind: 'later' }, isOfServer: true });
  expect(server.heard.inClear.join('\n')).toMatch(/^EHLO \S+\nSTARTTLS(\nQUIT)?$/);
});

it('does not go on in the clear when encryption is offered and then refused', async () => {
  const server = await start({ user, security: 'starttls', certified: authority.issue('127.0.0.1') });
  server.will('STARTTLS', '454 4.7.0 Not today');
  expect(await send({ port: server.port, user: 'seats', security: 'starttls' })).toMatchObject({
    outcome: { kind: 'later', answer: expect.stringContaining('454 4.7.0') },
    isOfServer: true,
  });
  expect(server.heard.inClear.join('\n')).not.toMatch(/AUTH|MAIL/);
});

it.each(['tls', 'starttls'] as const)(
  'tells no password to a server whose certificate nobody vouches for (%s)',
  async (security) => {
    const server = await start({ user, security, certified: authority.issue('127.0.0.1') });
    const attempted = await send({ port: server.port, user: 'seats', security });
    expect(attempted).toMatchObject({ outcome: { kind: 'later', reached: false }, isOfServer: true });
    expect(attempted.outcome.answer).toMatch(/certificate/);
    expect(server.heard.encrypted).toEqual([]);
  },
);

it('tells that it was not let in, without the password that the server repeats', async () => {
  const server = await start({ user });
  const wire = Buffer.from(`\u0000seats\u0000${PASSWORD}`).toString('base64');
  server.will('AUTH', `535 5.7.8 No: ${PASSWORD} ${wire}`);
  expect(await send({ port: server.port, user: 'seats' })).toEqual({
    outcome: { kind: 'later', answer: '535 5.7.8 No: … …', reached: true },
    isOfServer: true,
  });
});

it('does not go on without signing in where the server asks for nobody', async () => {
  const server = await start();
  expect(await send({ port: server.port, user: 'seats' })).toMatchObject({ isOfServer: true });
  expect(server.heard.inClear.join('\n')).not.toContain('MAIL FROM');
});

it.each([
  ['MAIL FROM', '553 5.1.8 Not your address', true],
  ['RCPT TO', '530 5.7.0 Authentication required', true],
  ['RCPT TO', '550 5.1.1 No such user', false],
  ['RCPT TO', '451 4.7.1 Come back later', false],
  ['DATA', '554 5.7.1 Spam', false],
  ['DATA', 'hang up', true],
] as const)('after %s the answer %p is the server’s own: %p', async (command, answer, isOfServer) => {
  const server = await start();
  server.will(command, answer);
  expect(await send({ port: server.port })).toMatchObject({ isOfServer });
});

it('gives up on a server that hangs, wherever it does', async () => {
  const server = await start();
  server.isHanging = true;
  expect(await send({ port: server.port })).toMatchObject({ outcome: { kind: 'later' }, isOfServer: true });
  const thinking = await start();
  thinking.thinkFor(5_000);
  expect(await send({ port: thinking.port })).toMatchObject({
    outcome: { kind: 'unknown' },
    isOfServer: true,
  });
});

it.each(['127.0.0.1', '::1', '10.0.0.1', '169.254.169.254', '192.168.1.1', '::ffff:127.0.0.1', 'localhost'])(
  'never connects to %s',
  async (host) => {
    const server = await start();
    const attempted = await sendBy(clientOf([]), { host, port: server.port });
    expect(attempted).toMatchObject({ outcome: { kind: 'later', reached: false }, isOfServer: true });
    expect(attempted.outcome.answer).toContain('not one of the public internet');
    expect(server.connections).toBe(0);
  },
);

it('connects to the very address that it has judged, and judges the next connection anew', async () => {
  const server = await start();
  names.say('rebinding.example', '127.0.0.1', '127.0.0.2');
  const before = names.asked;
  const client = clientOf(['127.0.0.1']);
  const at = { host: 'rebinding.example', port: server.port };
  expect(await sendBy(client, at)).toMatchObject({ outcome: { kind: 'sent' } });
  expect(names.asked).toBe(before + 1);
  expect((await sendBy(client, at)).outcome.answer).toContain('not one of the public internet');
  expect(server.connections).toBe(1);
});

it('connects to nothing where one of several addresses is not allowed', async () => {
  const server = await start();
  names.say('both.example', '127.0.0.1+127.0.0.2');
  const both = await sendBy(clientOf(['127.0.0.1']), { host: 'both.example', port: server.port });
  expect(both.outcome.answer).toContain('not one of the public internet');
  expect(server.connections).toBe(0);
});

it('sends nothing with a password that was copied from another account, server or user', async () => {
  const server = await start({ user });
  const [sender, own] = senderOf({ port: server.port, user: 'seats' });
  const others: [StoredMailSender, OwnServer][] = [
    [{ ...sender, accountId: 'acc_87654321' }, own],
    [sender, { ...own, host: 'localhost' }],
    [sender, { ...own, user: 'ben' }],
  ];
  for (const [other, copied] of others) {
    const open = clientOf().open(other, copied, bounds);
    expect(await open.send(mail)).toMatchObject({ outcome: { kind: 'later' }, isOfServer: true });
    open.close();
  }
  expect(server.connections).toBe(0);
});
