import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { countOperations, eventually } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { Receiver } from '../../testing/receiver.js';
import { WebhookHouse } from '../../testing/webhook-house.js';

const EVENTS = 100;

/** An import tells of each person several times, and most accounts have no endpoint at all. */
it('a hundred events of an account at once are a few looks at its endpoints, and each is sent all the same', async () => {
  const house = await WebhookHouse.open();
  const receiver = await Receiver.start();
  try {
    const client = house.office.services[0]!.get<Connection>(MONGO_CONNECTION).getClient();
    const [without, watched] = [newId('acc'), newId('acc')];
    await house.endpoint(receiver.url, watched);
    const looksOf = async (accountId: string) => {
      const counted = countOperations(client);
      await Promise.all(Array.from({ length: EVENTS }, () => house.ban(accountId)));
      // A message that comes after them all: whoever has it has had the others before.
      const last = await house.endpoint(receiver.url, newId('acc'));
      await house.ban(last.accountId);
      await house.only(last, { state: 'sent' });
      return counted.end()['find webhook-endpoints'] ?? 0;
    };
    expect(await looksOf(without)).toBeLessThan(EVENTS / 2);
    expect(await looksOf(watched)).toBeGreaterThan(0);
    await eventually(async () => expect(await house.webhooks.count(watched, {})).toBe(EVENTS), 20_000);
  } finally {
    await house.close();
    await receiver.stop();
  }
}, 60_000);
