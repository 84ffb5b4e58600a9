import { invitationRevoked } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { SenderHouse } from '../../testing/sender-house.js';
import { banned } from '../../testing/webhook-house.js';

let house: SenderHouse;
beforeAll(async () => {
  house = await SenderHouse.open();
});
afterAll(() => house.close());

it('what waits of a withdrawn invitation is cancelled at once, and of one that is open nothing', async () => {
  const account = await house.working({ whenFailing: 'hold' });
  const { accountId } = account;
  await house.senders.touch(
    accountId,
    { _id: accountId },
    {
      $set: {
        failing: {
          since: new Date(),
          answer: 'No',
          trials: 0,
          trialAt: new Date(Date.now() + 3_600_000),
          isTold: false,
        },
      },
    },
  );
  const [withdrawn, other] = [await account.invite(), await account.invite()];
  const again = house.office.invitation({ accountId, userId: withdrawn.userId });
  await house.office.issue(again);
  for (const one of [withdrawn, other, again]) await account.becomes(one, { state: 'queued' });

  house.office.peer.closed.add(withdrawn.invitationId);
  const told = banned(accountId);
  const data = { ...told, user: { ...told.user, id: withdrawn.userId } };
  const event = { name: invitationRevoked.name, at: new Date(), subject: withdrawn.userId, data };
  for (const id of ['withdrawn', 'withdrawn', 'told-again'])
    await house.office.publish({ id: `${id}-${withdrawn.invitationId}`, ...event });
  await account.becomes(withdrawn, { state: 'cancelled', attempts: 0 });
  await eventually(async () => expect(await house.office.deliveries.count(accountId, {})).toBe(3));
  for (const one of [other, again]) await account.becomes(one, { state: 'queued', attempts: 0 });
  expect(account.server.taken).toEqual([]);
});
