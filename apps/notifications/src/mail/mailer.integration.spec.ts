import { Clock, Health, Shutdown } from '@seatkeeper/service';
import type { NotificationsSettings } from '../settings.js';
import { MailServerService } from './mail-server.service.js';
import type { Mail } from './hand-over.js';
import { MailerService } from './mailer.service.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';

const mail: Mail = {
  messageId: '<dlv_1@seatkeeper.example>',
  to: { name: 'Zoë "Zo" Ångström, Ms', address: 'zoe@acme.example' },
  language: 'fr',
  switchOff: null,
  subject: 'Ann vous invite à rejoindre Acme',
  html: '<p>Bonjour</p>',
  text: 'Bonjour',
};

function mailerOf(where: { SMTP_URL: string; MAIL_FROM: string }, shutdown: Shutdown): MailerService {
  const settings = { ...where, SMTP_ANSWER_SECONDS: 1 } as NotificationsSettings;
  return new MailerService(settings, shutdown, new MailServerService(settings, new Clock(), new Health()));
}

describe('the mailer', () => {
  let server: ScriptedMailServer;
  let mailer: MailerService;
  const shutdown = new Shutdown();

  beforeAll(async () => {
    server = await ScriptedMailServer.start();
    const MAIL_FROM = 'Seatkeeper <no-reply@seatkeeper.example>';
    mailer = mailerOf({ SMTP_URL: server.url, MAIL_FROM }, shutdown);
  });

  afterAll(async () => {
    await shutdown.run();
    await server.stop();
  });

  it('hands over a mail that says who it is from, that a machine wrote it, and by which id to know it', async () => {
    expect(await mailer.send(mail)).toEqual({
      kind: 'sent',
      answer: '250 2.0.0 Ok: queued as 1',
      reached: true,
    });
    const headers = server.taken[0]?.split('\r\n\r\n')[0];
    expect(headers).toContain('From: Seatkeeper <no-reply@seatkeeper.example>');
    expect(headers).toContain('Message-ID: <dlv_1@seatkeeper.example>');
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers).toContain('Content-Language: fr');
    expect(headers).toContain('multipart/alternative');
  });

  it('cannot be made to add a header or a recipient by a name or a subject', async () => {
    const before = server.taken.length;
    const evil = 'x\r\nBcc: all@acme.example\r\n\r\nBuy!';
    await mailer.send({ ...mail, subject: evil, to: { name: evil, address: 'zoe@acme.example' } });
    const headers = server.taken[before]?.split('\r\n\r\n')[0] ?? '';
    expect(headers).not.toMatch(/^Bcc:/im);
    expect(headers.match(/^To:/gim)).toHaveLength(1);
  });

  it('shows a name as it was typed, also one that is an encoded word', async () => {
    const before = server.taken.length;
    const hidden = `=?utf-8?B?${Buffer.from('Your bank\r\n<pay@evil.example>').toString('base64')}?=`;
    await mailer.send({ ...mail, subject: `${hidden} invites you`, to: { ...mail.to, name: hidden } });
    const headers = server.taken[before]?.split('\r\n\r\n')[0]?.replaceAll('\r\n ', ' ') ?? '';
    for (const name of ['To', 'Subject']) {
      const line = headers.split('\r\n').find((each) => each.startsWith(`${name}: `)) ?? '';
      expect(line).toContain('utf-8?B?');
      expect(line).not.toMatch(/=\?\S+\?[BQ]\?\S+\?=/i);
    }
  });

  it.each([
    ['RCPT TO', '550 5.1.1 No such user', 'refused', true],
    ['RCPT TO', '451 4.7.1 Come back later', 'later', true],
    ['DATA', '554 5.7.1 Spam', 'refused', true],
    ['DATA', '421 4.3.2 Shutting down', 'later', true],
    ['DATA', 'hang up', 'later', false],
  ] as const)('after %s the answer %p means %s', async (command, answer, kind, reached) => {
    server.will(command, answer);
    expect(await mailer.send(mail)).toMatchObject({ kind, reached });
  });

  it('knows of a mail that the server has and says nothing about that it may be there', async () => {
    const before = server.received;
    server.thinkFor(5_000);
    try {
      expect(await mailer.send(mail)).toMatchObject({ kind: 'unknown', reached: true });
      expect(server.received).toBe(before + 1);
    } finally {
      server.thinkFor(0);
    }
    expect((await mailer.send(mail)).kind).toBe('sent');
  });

  it('hands a mail over once per attempt, also when the connection breaks before the answer', async () => {
    const before = server.received;
    server.will('DATA', 'hang up');
    expect((await mailer.send(mail)).kind).toBe('later');
    expect(server.received).toBe(before + 1);
    expect((await mailer.send(mail)).kind).toBe('sent');
    expect(server.received).toBe(before + 2);
  });
});

it('says that nobody listens, and does not throw', async () => {
  const mailer = mailerOf({ SMTP_URL: `smtp://127.0.0.1:9`, MAIL_FROM: 'a@acme.example' }, new Shutdown());
  expect(await mailer.send(mail)).toMatchObject({ kind: 'later', reached: false });
});
