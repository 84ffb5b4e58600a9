import { startChild } from '@seatkeeper/testing';
import { Webhook } from 'standardwebhooks';
import { behaviours, Receiver } from '../../testing/receiver.js';
import { WebhookHouse } from '../../testing/webhook-house.js';

it.each([
  ['after the receiver took it and before that is noted', 'afterSend', 2],
  ['after it is kept and before anybody is asked to send it', 'afterInsert', 1],
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
