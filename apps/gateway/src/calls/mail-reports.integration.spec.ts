import { Injectable, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import { type Input, type Output, takeMailReports } from '@seatkeeper/contracts';
import { webhookSignature } from '@seatkeeper/service';
import { type TestService, testService, testWorld } from '@seatkeeper/testing';
import { randomBytes } from 'node:crypto';
import { startGateway, type TestGateway } from '../../testing/gateway.js';

@Injectable()
class NotificationsStandIn {
  readonly taken: Input<typeof takeMailReports>[] = [];

  @Handle(takeMailReports)
  take(given: Input<typeof takeMailReports>): Promise<Output<typeof takeMailReports>> {
    this.taken.push(given);
    return Promise.resolve({ noted: given.reports.length, ignored: 0 });
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], providers: [NotificationsStandIn] })
class NotificationsPart {}

const secret = randomBytes(32).toString('base64');
const world = testWorld();
let gateway: TestGateway;
let notifications: TestService;
beforeAll(async () => {
  notifications = await testService({ name: 'notifications', imports: [NotificationsPart], world });
  gateway = await startGateway({ MAIL_REPORT_SECRETS: `whsec_${secret}` }, world);
});
afterAll(async () => {
  await notifications.close();
  await gateway.close();
});

const given = {
  reports: [{ messageId: '<dlv_1@seatkeeper.example>', kind: 'hard-bounce', words: 'Gone – é' }],
};

async function post(body: string, { by = secret, at = Date.now(), sent = body } = {}) {
  const timestamp = String(Math.floor(at / 1_000));
  const answer = await fetch(`${gateway.url}/v1/webhooks/mail`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': webhookSignature({ id: 'msg_1', timestamp, body }, by),
    },
    body: sent,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const taken = () => notifications.get(NotificationsStandIn).taken;

it('a report that is signed is passed on as it was written, blanks and accents included', async () => {
  const body = `  ${JSON.stringify(given, null, 2)}\n`;
  expect(await post(body)).toEqual({ status: 200, body: { noted: 1, ignored: 0 } });
  expect(taken().splice(0)).toEqual([given]);
});

it.each([
  ['by another secret', { by: randomBytes(32).toString('base64') }],
  ['ten minutes ago', { at: Date.now() - 600_000 }],
  ['as something else', { sent: JSON.stringify({ reports: [{ ...given.reports[0], kind: 'complaint' }] }) }],
])('one that was signed %s is refused, and nobody is asked', async (_case, how) => {
  expect(await post(JSON.stringify(given), how)).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated' },
  });
  expect(taken()).toEqual([]);
});

it('one that is signed and wrong is told what is wrong', async () => {
  expect(await post('{"reports":[]}')).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
  expect(await post('{')).toMatchObject({ status: 400, body: { code: 'malformed-body' } });
  const large = JSON.stringify({ reports: [{ returned: 'x'.repeat(600_000) }] });
  expect(await post(large)).toMatchObject({ status: 413 });
  expect(taken()).toEqual([]);
});

it('a mail that came back fits, though it is larger than what strangers may send', async () => {
  const returned = { reports: [{ returned: 'x'.repeat(150_000) }] };
  expect(await post(JSON.stringify(returned))).toMatchObject({ status: 200 });
  expect(taken().splice(0)).toEqual([returned]);
});

it('nothing at all is no report', async () => {
  const answer = await fetch(`${gateway.url}/v1/webhooks/mail`, { method: 'POST' });
  expect(answer.status).toBe(401);
});
