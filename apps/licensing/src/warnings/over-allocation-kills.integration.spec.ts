import { eventually } from '@seatkeeper/testing';
import { Firm, userIds } from '../../testing/firm.js';
import { PATIENCE_MS, useLicensingProcesses } from '../../testing/licensing-process.js';
import { listenTo } from '../../testing/listener.js';

const processes = useLicensingProcesses();

it('that too many seats are held, and that the grace is over, is told once though every process that tells it is killed', async () => {
  const listener = await listenTo(processes().world);
  const first = processes().start('', { GRACE_DAYS: '0' });
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  const purchase = firm.purchase(3);
  await firm.publish(purchase);
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 3 }));
  for (const user of userIds(3)) await firm.claim(user);
  // What the claims led to has been looked at, so that the next look is that of the reduction.
  await eventually(async () => expect(await firm.ledger()).toHaveLength(4));
  await first.kill();

  await firm.publishCancelled(firm.cancellation(purchase.purchaseId, 2));
  for (const death of [1, 2]) {
    const dying = processes().start('licensing.warning.afterTold', { GRACE_DAYS: '0' });
    expect([death, await dying.ended]).toEqual([death, 'SIGKILL']);
  }
  processes().start('', { GRACE_DAYS: '0' });
  const told = () => listener.heard(firm.accountId).map(({ stage }) => stage);
  await eventually(() => expect(told()).toEqual(['began', 'grace-over']), PATIENCE_MS);
  expect(await firm.license()).toMatchObject({ purchased: 1, used: 3, overAllocated: 2 });
  await listener.close();
}, 180_000);
