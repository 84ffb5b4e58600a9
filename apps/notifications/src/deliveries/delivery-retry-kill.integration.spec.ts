import { listDeliveries, retryDelivery, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { useMortalNotifications } from '../../testing/mortal-notifications.js';

const mortal = useMortalNotifications();
const { start } = mortal;

it('a mail that was to be sent once more goes out once though the process that noted it dies with the note', async () => {
  const { server, office } = mortal;
  server.will('RCPT TO', '550 5.7.1 Not wanted here');
  const first = start();
  const issued = office.invitation();
  const { accountId } = issued;
  const deliveryIs = (state: string) =>
    eventually(async () => {
      const { items } = await office.ask(listDeliveries, { accountId, filter: {}, page: {} });
      expect(items).toEqual([expect.objectContaining({ state })]);
      return items[0]!;
    }, 40_000);
  await eventually(() => office.ask(listDeliveries, { accountId, filter: {}, page: {} }), 40_000);
  await office.issue(issued);
  const delivery = await deliveryIs('failed');
  await first.kill();

  const dying = start('notifications.retry.afterWrite');
  const command = {
    accountId,
    deliveryId: delivery.id,
    by: userActor(newId('usr')),
    commandId: newId('cmd'),
  };
  const retrying = eventually(() => office.ask(retryDelivery, command), 60_000);
  expect(await dying.ended).toBe('SIGKILL');
  start();
  await retrying;
  await deliveryIs('sent');
  expect(server.taken.filter((mail) => mail.includes(`Message-ID: ${delivery.messageId}`))).toHaveLength(1);
}, 150_000);
