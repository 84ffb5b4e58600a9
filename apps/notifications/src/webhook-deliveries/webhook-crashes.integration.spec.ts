import { replayWebhookDelivery, updateWebhookEndpoint, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, startChild } from '@seatkeeper/testing';
import mongoose from 'mongoose';
import { Webhook } from 'standardwebhooks';
import { behaviours, Receiver } from '../../testing/receiver.js';
import { WebhookHouse } from '../../testing/webhook-house.js';
import { webhookEndpoints } from '../webhook-endpoints/webhook-endpoints.schema.js';

it.each([
  ['after the receiver took it and before that is noted', 'afterSend', 2],
  ['after it is kept and before anybody is asked to send it', 'afterInsert', 1],
  ['after it is noted and before that is told', 'afterNote', 1],
])(
  'a process that dies %s leaves a message that arrives, under one id',
  async (_case, point, times) => {
    const receiver = await Receiver.start();
    receiver.behaviour = behaviours.ok;
    const house = await WebhookHouse.open(0);
    const child = startChild(new URL('../main.ts', import.meta.url), {
      env: { ...house.environment, CRASH_AT: `notifications.webhooks.${point}` },
    });
    const endpoint = await house.endpointSoon(receiver.url);
    await house.ban(endpoint.accountId);
    expect(await child.ended).toBe('SIGKILL');
    await house.addCopy();
    const sent = await house.only(endpoint, { state: 'sent', attempts: times });
    expect(receiver.received).toHaveLength(times);
    for (const { body, headers } of receiver.received) {
      expect(headers['webhook-id']).toBe(sent.messageId);
      new Webhook(endpoint.secret).verify(body, headers);
    }
    await house.close();
    await receiver.stop();
  },
  90_000,
);

it('what a process that died was sending ends when the endpoint is disabled by then', async () => {
  const receiver = await Receiver.start();
  const house = await WebhookHouse.open(0);
  const child = startChild(new URL('../main.ts', import.meta.url), {
    env: { ...house.environment, CRASH_AT: 'notifications.webhooks.beforeSend' },
  });
  const endpoint = await house.endpointSoon(receiver.url);
  await house.ban(endpoint.accountId);
  expect(await child.ended).toBe('SIGKILL');
  await disabled(house, endpoint.endpointId);
  await house.addCopy();
  await house.only(endpoint, { state: 'cancelled', attempts: 1 });
  expect(await house.webhooks.count(endpoint.accountId, { 'lease.until': { $exists: true } })).toBe(0);
  expect(receiver.received).toEqual([]);
  await house.close();
  await receiver.stop();
}, 90_000);

/** As if by another copy, before any that sends is there. */
async function disabled({ environment }: WebhookHouse, endpointId: string): Promise<void> {
  const { MONGODB_URI = '', MONGODB_DATABASE_PREFIX } = environment;
  const dbName = `${MONGODB_DATABASE_PREFIX}-notifications`;
  const database = await mongoose.createConnection(MONGODB_URI, { dbName }).asPromise();
  const { modifiedCount } = await database
    .collection<{ _id: string; state: string }>(webhookEndpoints.name)
    .updateOne({ _id: endpointId }, { $set: { state: 'disabled' } });
  await database.close();
  expect(modifiedCount).toBe(1);
}

it('a process that dies when it has noted that a message goes once more leaves it to the next, once', async () => {
  const receiver = await Receiver.start();
  receiver.behaviour = behaviours.ok;
  const house = await WebhookHouse.open(0);
  const first = startChild(new URL('../main.ts', import.meta.url), { env: house.environment });
  const endpoint = await house.endpointSoon(receiver.url);
  await house.ban(endpoint.accountId);
  const sent = await house.only(endpoint, { state: 'sent', attempts: 1 });
  await first.kill();
  const dying = startChild(new URL('../main.ts', import.meta.url), {
    env: { ...house.environment, CRASH_AT: 'notifications.webhooks.afterReplay' },
  });
  const { accountId, endpointId } = endpoint;
  const command = { accountId, endpointId, deliveryId: sent.id, commandId: newId('cmd') };
  const replaying = eventually(
    () => house.office.ask(replayWebhookDelivery, { ...command, by: userActor(newId('usr')) }),
    40_000,
  );
  expect(await dying.ended).toBe('SIGKILL');
  await house.addCopy();
  await replaying;
  await eventually(() => expect(receiver.received).toHaveLength(2), 30_000);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  await house.close();
  await receiver.stop();
}, 120_000);

it('a process that dies when an endpoint was just disabled leaves nothing that waits for it', async () => {
  const receiver = await Receiver.start();
  receiver.behaviour = behaviours.fail;
  const house = await WebhookHouse.open(0);
  const dying = startChild(new URL('../main.ts', import.meta.url), {
    env: { ...house.environment, CRASH_AT: 'notifications.webhooks.afterDisable' },
  });
  const endpoint = await house.endpointSoon(receiver.url);
  await house.ban(endpoint.accountId);
  await eventually(() => expect(receiver.received.length).toBeGreaterThan(0), 20_000);
  const { accountId, endpointId } = endpoint;
  const disabling = eventually(
    () =>
      house.office.ask(updateWebhookEndpoint, {
        ...{ accountId, endpointId, by: userActor(newId('usr')), changes: { state: 'disabled' } },
      }),
    40_000,
  );
  expect(await dying.ended).toBe('SIGKILL');
  await house.addCopy();
  await disabling;
  await house.only(endpoint, { state: 'cancelled' });
  await house.close();
  await receiver.stop();
}, 120_000);
