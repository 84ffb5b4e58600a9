import { Health } from '@seatkeeper/service';
import { eventually, TestClock } from '@seatkeeper/testing';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';
import type { NotificationsSettings } from '../settings.js';
import { MailServerService } from './mail-server.service.js';
import { taken, unknown } from './outcome.js';

describe('the mail server in the readiness', () => {
  let server: ScriptedMailServer;
  let clock: TestClock;
  let health: Health;
  let seen: MailServerService;
  beforeEach(async () => {
    server = await ScriptedMailServer.start();
    clock = new TestClock();
    health = new Health();
    seen = new MailServerService({ SMTP_URL: server.url } as NotificationsSettings, clock, health);
  });
  afterEach(() => server.stop());

  const report = async () => (await health.check()).dependencies['mail server'];

  it('is looked at once a minute, however often somebody asks, and never when nobody does', async () => {
    expect(server.connections).toBe(0);
    for (let second = 0; second < 60; second += 1) {
      expect(await report()).toEqual({ ok: true });
      clock.advance(999);
    }
    expect(server.connections).toBe(1);
    clock.advance(60);
    expect(await report()).toEqual({ ok: true });
    expect(server.connections).toBe(2);
    expect(server.received).toBe(0);
  });

  it('is not looked at while mails go through', async () => {
    for (let minute = 0; minute < 10; minute += 1) {
      seen.note(taken('250 Ok'));
      clock.advance(59_000);
      expect(await report()).toEqual({ ok: true });
    }
    expect(server.connections).toBe(0);
    seen.note(unknown());
    expect(await report()).toEqual({ ok: true });
    expect(server.connections).toBe(1);
  });

  it('is away within a minute, or with the first mail that finds nobody, and back within seconds', async () => {
    expect(await report()).toEqual({ ok: true });
    const { port } = server;
    await server.stop();
    seen.note({ kind: 'later', answer: 'connect ECONNREFUSED', reached: false });
    const detail = expect.stringContaining(`connect ECONNREFUSED 127.0.0.1:${port}`);
    expect(await report()).toEqual({ ok: false, detail });
    server = await ScriptedMailServer.start(port);
    expect(await report()).toMatchObject({ ok: false });
    clock.advance(5_000);
    expect(await report()).toEqual({ ok: true });
  });

  it('that does not want us is as good as none', async () => {
    server.will('greeting', '554 5.7.1 Your address is on a list');
    expect(await report()).toMatchObject({ ok: false, detail: expect.stringContaining('on a list') });
  });

  it('that greets slowly counts as it was seen before, and as away when it was never seen', async () => {
    server.will('greeting', '220-Wait', '220-Wait');
    expect(await report()).toMatchObject({ ok: false, detail: 'No answer within 2000 ms' });
    seen.note(taken('250 Ok'));
    clock.advance(60_000);
    expect(await report()).toEqual({ ok: true });
  });
});

it('a service without its mail server says so, lives, keeps what is to be sent, and sends it when the server is there', async () => {
  let server = await ScriptedMailServer.start();
  const { url, port } = server;
  await server.stop();
  const office = await PostOffice.open(url);
  try {
    const [service] = office.services;
    const ready = () => service!.get(Health).check();
    const { ok, dependencies } = await ready();
    expect(ok).toBe(false);
    const missing = Object.entries(dependencies).filter(([, dependency]) => !dependency.ok);
    expect(missing.map(([name]) => name)).toEqual(['mail server']);
    const issued = office.invitation();
    await office.issue(issued);
    await eventually(async () => expect((await office.deliveriesOf(issued))[0]?.state).toBe('queued'));
    server = await ScriptedMailServer.start(port);
    await eventually(async () => expect((await ready()).ok).toBe(true));
    await eventually(async () => expect((await office.deliveriesOf(issued))[0]?.state).toBe('sent'), 30_000);
    expect(server.taken).toHaveLength(1);
  } finally {
    await office.close();
    await server.stop();
  }
}, 60_000);
