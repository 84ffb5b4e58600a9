import { accountResumed, accountSuspended, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, tell, type TestService, uniqueName } from '@seatkeeper/testing';
import { Firm, startLicensing, userIds } from '../../testing/firm.js';
import { AccountsRepository } from './accounts.repository.js';

let licensing: TestService;
beforeAll(async () => {
  licensing = await startLicensing();
});
afterAll(() => licensing.close());

/** A firm with five seats of which one is held, and what identity says of it. */
async function firmWithSeats() {
  const firm = await new Firm(licensing).open();
  await firm.publish(firm.purchase(5));
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 5 }));
  const [ann] = userIds(1) as [string];
  await firm.claim(ann);
  const { accountId } = firm;
  const hear = (contract: typeof accountSuspended | typeof accountResumed, version: number) => {
    const data = { accountId, actor: userActor(newId('usr')), version, reason: 'Not paid' };
    const event = { id: uniqueName('evt'), name: contract.name, at: new Date(), subject: accountId, data };
    return tell(licensing.world, event);
  };
  const known = () => licensing.get(AccountsRepository).byId(accountId);
  return { firm, ann, hear, known };
}

describe('a suspended account', () => {
  it('gets no new seats and loses none, until it is resumed', async () => {
    const { firm, ann, hear, known } = await firmWithSeats();
    await hear(accountSuspended, 2);
    await eventually(async () => expect(await known()).toHaveProperty('suspendedSince'));
    await expect(firm.claim(newId('usr'))).rejects.toMatchObject({
      code: 'account-suspended',
      members: { product: 'core' },
    });
    expect(await firm.claim(ann)).toHaveLength(1);
    expect(await firm.license()).toMatchObject({ purchased: 5, used: 1 });
    await hear(accountResumed, 3);
    await eventually(async () => expect(await known()).not.toHaveProperty('suspendedSince'));
    await firm.claim(newId('usr'));
  });

  it('is as its newest version says, in whatever order the news come', async () => {
    const { firm, hear, known } = await firmWithSeats();
    await hear(accountResumed, 5);
    await eventually(async () => expect(await known()).toMatchObject({ suspensionVersion: 5 }));
    await hear(accountSuspended, 4);
    await hear(accountSuspended, 6);
    await hear(accountResumed, 5);
    await eventually(async () => expect(await known()).toMatchObject({ suspensionVersion: 6 }));
    await expect(firm.claim(newId('usr'))).rejects.toMatchObject({ code: 'account-suspended' });
    await hear(accountResumed, 7);
    await eventually(async () => expect(await known()).not.toHaveProperty('suspendedSince'));
    await hear(accountSuspended, 6);
    await firm.claim(newId('usr'));
    expect(await known()).toMatchObject({ suspensionVersion: 7 });
  });
});
