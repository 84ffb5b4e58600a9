import {
  Fault,
  getWebhookDelivery,
  getWebhookEndpoint,
  listWebhookDeliveries,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhookEndpoint,
  updateWebhookEndpoint,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { Webhook } from 'standardwebhooks';
import { behaviours, type Received, Receiver } from '../../testing/receiver.js';
import { WebhookHouse, type Where } from '../../testing/webhook-house.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { ATTEMPTS } from './webhook-retries.js';

let house: WebhookHouse;
const receivers: Receiver[] = [];

beforeAll(async () => {
  house = await WebhookHouse.open(2);
});
afterAll(async () => {
  await house.close();
  for (const receiver of receivers) await receiver.stop();
});

async function receiver(): Promise<Receiver> {
  const started = await Receiver.start();
  receivers.push(started);
  return started;
}

const by = userActor(newId('usr'));
const verified = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers) as { type: string; timestamp: string; data: object };
const where = ({ accountId, endpointId }: Where) => ({ accountId, endpointId });

it('what happens arrives, signed, once for each endpoint that wants it, however often the event comes', async () => {
  const [one, other, picky] = [await receiver(), await receiver(), await receiver()];
  const first = await house.endpoint(one.url);
  const { accountId } = first;
  const second = await house.endpoint(other.url, accountId, { events: ['identity.user.banned'] });
  await house.endpoint(picky.url, accountId, { events: ['identity.user.unbanned'] });
  const { user, actor } = await house.ban(accountId, 3);
  await house.only(first, { state: 'sent' });
  await house.only(second, { state: 'sent' });

  const message = verified(first.secret, one.received[0]!);
  expect(message).toMatchObject({
    type: 'identity.user.banned',
    data: { accountId, actor, user: { id: user.id, status: 'banned', ban: { until: null } } },
  });
  expect(verified(second.secret, other.received[0]!)).toEqual(message);
  expect(() => verified(second.secret, one.received[0]!)).toThrow();
  expect([one.received.length, other.received.length, picky.received.length]).toEqual([1, 1, 0]);
  expect(one.received[0]!.headers['webhook-id']).toBe(other.received[0]!.headers['webhook-id']);
  // What only the firm needs to know of a user stays there.
  expect(one.received[0]!.body).not.toMatch(/petty cash|salary|Paris|\+33/);
  expect(Object.keys((message.data as { user: object }).user)).not.toContain('phones');
}, 60_000);

it('a receiver that fails gets the message again under the same id, and the log says what it answered', async () => {
  const target = await receiver();
  target.behaviour = behaviours.fail;
  const endpoint = await house.endpoint(target.url);
  await house.ban(endpoint.accountId);
  const waiting = await house.only(endpoint, { state: 'queued', attempts: 1 });
  expect(waiting.lastAttempt).toMatchObject({ outcome: 'refused', status: 500, answer: 'We are down.' });
  expect(waiting.nextAttemptAt! > waiting.createdAt).toBe(true);
  const failing = await eventually(async () => {
    const shown = await house.office.ask(getWebhookEndpoint, where(endpoint));
    expect(shown.failingSince).not.toBeNull();
    return shown;
  });
  expect(failing.state).toBe('enabled');

  target.behaviour = behaviours.ok;
  await house.letTimePass(endpoint);
  const sent = await house.only(endpoint, { state: 'sent', attempts: 2 });
  expect(sent.answers.map(({ outcome }) => outcome)).toEqual(['refused', 'sent']);
  expect(sent.payload).toEqual(JSON.parse(target.received[0]!.body));
  const ids = target.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toEqual([sent.messageId, sent.messageId]);
  for (const received of target.received) verified(endpoint.secret, received);
  await eventually(async () =>
    expect(await house.office.ask(getWebhookEndpoint, where(endpoint))).toMatchObject({ failingSince: null }),
  );
}, 60_000);

it('receivers that hang hold up nobody else, however much waits for them', async () => {
  const slow = await receiver();
  slow.behaviour = behaviours.hang;
  const hostile = newId('acc');
  const hanging = await Promise.all([1, 2, 3, 4, 5, 6].map(() => house.endpoint(slow.url, hostile)));
  for (let n = 0; n < 15; n += 1) await house.ban(hostile);
  await eventually(() => expect(slow.open).toBeGreaterThan(3));
  const quick = await receiver();
  const endpoint = await house.endpoint(quick.url);
  const began = performance.now();
  await house.ban(endpoint.accountId);
  await eventually(() => expect(quick.received).toHaveLength(1), 5_000);
  expect(performance.now() - began).toBeLessThan(3_000);
  // Two copies, four endpoints of an account at once in each, ten messages at once.
  expect(slow.most).toBeLessThanOrEqual(80);
  for (const each of hanging)
    await house.office.ask(updateWebhookEndpoint, { ...where(each), by, changes: { state: 'disabled' } });
}, 60_000);

it('410 disables the endpoint, which is told once, and what waits for it is cancelled', async () => {
  const target = await receiver();
  target.behaviour = behaviours.gone;
  const endpoint = await house.endpoint(target.url);
  await house.ban(endpoint.accountId);
  await house.only(endpoint, { state: 'failed', attempts: 1 });
  await eventually(async () =>
    expect(await house.office.ask(getWebhookEndpoint, where(endpoint))).toMatchObject({
      state: 'disabled',
      disabled: { reason: 'gone' },
    }),
  );
  await eventually(() =>
    expect(house.office.heard).toContainEqual({
      type: 'notifications.webhook-endpoint.disabled.v1',
      data: expect.objectContaining({
        accountId: endpoint.accountId,
        actor: { type: 'system', id: 'webhooks' },
        reason: 'gone',
      }),
    }),
  );
  await house.ban(endpoint.accountId);
  const [delivery] = await house.deliveries(endpoint);
  const replay = { ...where(endpoint), by, deliveryId: delivery!.id, commandId: newId('cmd') };
  await expect(house.office.ask(replayWebhookDelivery, replay)).rejects.toMatchObject({
    code: 'endpoint-disabled',
  });
  expect(target.received).toHaveLength(1);
}, 60_000);

it('after its last attempt a message has failed, and an endpoint where nothing arrived since its first is disabled', async () => {
  const target = await receiver();
  target.behaviour = behaviours.fail;
  const endpoint = await house.endpoint(target.url);
  await house.ban(endpoint.accountId);
  for (let attempts = 1; attempts < ATTEMPTS; attempts += 1) {
    await house.only(endpoint, { state: 'queued', attempts });
    await house.letTimePass(endpoint);
  }
  await house.only(endpoint, { state: 'failed', attempts: ATTEMPTS });
  expect(target.received).toHaveLength(ATTEMPTS);
  await eventually(async () =>
    expect(await house.office.ask(getWebhookEndpoint, where(endpoint))).toMatchObject({
      state: 'disabled',
      disabled: { reason: 'failing' },
    }),
  );
}, 120_000);

it('an endpoint where other messages arrive stays enabled when one is given up', async () => {
  const target = await receiver();
  target.behaviour = behaviours.fail;
  const endpoint = await house.endpoint(target.url);
  await house.ban(endpoint.accountId);
  const first = await house.only(endpoint, { state: 'queued', attempts: 1 });
  const inAnHour = { 'lease.until': new Date(Date.now() + 3_600_000) };
  await house.webhooks.touch(endpoint.accountId, { _id: first.id }, { $set: inAnHour });
  target.behaviour = behaviours.ok;
  const asked = { ...where(endpoint), by, commandId: newId('cmd') };
  await house.office.ask(testWebhookEndpoint, asked);
  await eventually(() => expect(target.received).toHaveLength(2));
  await eventually(async () =>
    expect(await house.office.ask(getWebhookEndpoint, where(endpoint))).toMatchObject({ failingSince: null }),
  );
  target.behaviour = behaviours.fail;
  await house.webhooks.touch(endpoint.accountId, { _id: first.id }, { $set: { attempts: ATTEMPTS - 1 } });
  await house.letTimePass(endpoint);
  await eventually(async () =>
    expect(
      await house.office.ask(getWebhookDelivery, { ...where(endpoint), deliveryId: first.id }),
    ).toMatchObject({ state: 'failed' }),
  );
  expect(await house.office.ask(getWebhookEndpoint, where(endpoint))).toMatchObject({ state: 'enabled' });
}, 60_000);

it('a message is sent once more under its id, once, however often and at once the command comes', async () => {
  const target = await receiver();
  const endpoint = await house.endpoint(target.url);
  await house.ban(endpoint.accountId);
  const sent = await house.only(endpoint, { state: 'sent' });
  const replay = { ...where(endpoint), by, deliveryId: sent.id, commandId: newId('cmd') };
  await race(4, () => house.office.ask(replayWebhookDelivery, replay));
  await house.only(endpoint, { state: 'sent', attempts: 2 });
  await house.office.ask(replayWebhookDelivery, replay);
  expect(target.received.map(({ headers }) => headers['webhook-id'])).toEqual([
    sent.messageId,
    sent.messageId,
  ]);
  await eventually(() =>
    expect(
      house.office.heard.filter(({ data }) => (data as { deliveryId?: string }).deliveryId === sent.id),
    ).toEqual([
      { type: 'notifications.webhook-delivery.replayed.v1', data: expect.objectContaining({ actor: by }) },
    ]),
  );
}, 60_000);

it('what waits for its next attempt can be had now, and what is being sent cannot', async () => {
  const target = await receiver();
  target.behaviour = behaviours.fail;
  const endpoint = await house.endpoint(target.url);
  await house.ban(endpoint.accountId);
  const { id: deliveryId } = await house.only(endpoint, { state: 'queued', attempts: 1 });
  target.behaviour = behaviours.hang;
  const replay = () =>
    house.office.ask(replayWebhookDelivery, { ...where(endpoint), by, deliveryId, commandId: newId('cmd') });
  await replay();
  await eventually(() => expect(target.received).toHaveLength(2));
  await expect(replay()).rejects.toMatchObject({ code: 'delivery-under-way' });
}, 60_000);

it('after a rotation both secrets verify, after another one the oldest does not', async () => {
  const target = await receiver();
  const endpoint = await house.endpoint(target.url);
  const rotate = (commandId = newId('cmd')) =>
    house.office.ask(rotateWebhookSecret, { ...where(endpoint), by, commandId });
  const commandId = newId('cmd');
  const second = await rotate(commandId);
  expect((await rotate(commandId)).secret).toBe(second.secret);
  await house.ban(endpoint.accountId);
  await eventually(() => expect(target.received).toHaveLength(1));
  for (const secret of [endpoint.secret, second.secret]) verified(secret, target.received[0]!);

  const third = await rotate();
  expect(third.endpoint.secrets).toHaveLength(2);
  await house.ban(endpoint.accountId);
  await eventually(() => expect(target.received).toHaveLength(2));
  for (const secret of [second.secret, third.secret]) verified(secret, target.received[1]!);
  expect(() => verified(endpoint.secret, target.received[1]!)).toThrow();

  // A day later.
  await house.endpoints.touch(
    endpoint.accountId,
    { _id: endpoint.endpointId, 'secrets.expiresAt': { $exists: true } },
    { $set: { 'secrets.1.expiresAt': new Date() } },
  );
  await house.ban(endpoint.accountId);
  await eventually(() => expect(target.received).toHaveLength(3));
  expect(target.received[2]!.headers['webhook-signature']!.split(' ')).toHaveLength(1);
  verified(third.secret, target.received[2]!);
}, 60_000);

it('what was kept after the look at a disabled endpoint is not cancelled by who woke late', async () => {
  const target = await receiver();
  target.behaviour = behaviours.fail;
  const endpoint = await house.endpoint(target.url);
  const { accountId, endpointId } = endpoint;
  const looked = new Date();
  await house.ban(accountId);
  await house.only(endpoint, { state: 'queued', attempts: 1 });
  await house.letTimePass(endpoint);
  // The next pause is of minutes: nobody sends it meanwhile.
  const waiting = await house.only(endpoint, { state: 'queued', attempts: 2 });
  const repository = house.office.services[0]!.get(WebhookDeliveriesRepository);
  expect(await repository.cancelWaiting(accountId, endpointId, looked, 30)).toBe(false);
  await house.only(endpoint, { state: 'queued' });

  // Kept before the look, and wanted once more after it.
  const before = new Date(looked.getTime() - 1_000);
  const at = (replayed: Date) =>
    house.webhooks.touch(
      accountId,
      { _id: waiting.id },
      { $set: { createdAt: before, replayed: { at: replayed, attempts: 0 } } },
    );
  await at(new Date());
  await repository.cancelWaiting(accountId, endpointId, looked, 30);
  await house.only(endpoint, { state: 'queued' });
  await at(before);
  await repository.cancelWaiting(accountId, endpointId, looked, 30);
  await house.only(endpoint, { state: 'cancelled' });
}, 60_000);

it('a test that is asked for again is answered as it is, also when the endpoint is disabled by then', async () => {
  const target = await receiver();
  const endpoint = await house.endpoint(target.url);
  const asked = { ...where(endpoint), by, commandId: newId('cmd') };
  const { id } = await house.office.ask(testWebhookEndpoint, asked);
  await house.only(endpoint, { state: 'sent' });
  await house.office.ask(updateWebhookEndpoint, { ...where(endpoint), by, changes: { state: 'disabled' } });
  expect(await house.office.ask(testWebhookEndpoint, asked)).toMatchObject({ id, state: 'sent' });
  const another = house.office.ask(testWebhookEndpoint, { ...asked, commandId: newId('cmd') });
  await expect(another).rejects.toMatchObject({ code: 'endpoint-disabled' });
  expect(target.received).toHaveLength(1);
}, 60_000);

it('another account sees, tests and replays nothing of it', async () => {
  const target = await receiver();
  const endpoint = await house.endpoint(target.url);
  await house.ban(endpoint.accountId);
  const sent = await house.only(endpoint, { state: 'sent' });
  const stranger = await house.endpoint(target.url);
  const asked = { accountId: stranger.accountId, endpointId: endpoint.endpointId, by };
  const one = { ...asked, deliveryId: sent.id, commandId: newId('cmd') };
  const attempts = [
    house.office.ask(listWebhookDeliveries, { ...asked, filter: {}, page: {} }),
    house.office.ask(getWebhookDelivery, one),
    house.office.ask(replayWebhookDelivery, one),
    house.office.ask(testWebhookEndpoint, one),
    house.office.ask(getWebhookDelivery, { ...one, endpointId: stranger.endpointId }),
    house.office.ask(replayWebhookDelivery, { ...one, endpointId: stranger.endpointId }),
  ];
  for (const answer of await Promise.allSettled(attempts))
    expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(Fault) });
  await house.ban(stranger.accountId);
  await house.only(stranger, { state: 'sent' });
  expect(target.received).toHaveLength(2);
  verified(stranger.secret, target.received[1]!);
}, 60_000);
