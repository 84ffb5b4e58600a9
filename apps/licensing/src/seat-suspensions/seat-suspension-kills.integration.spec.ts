import { eventually } from '@seatkeeper/testing';
import { Firm, userIds } from '../../testing/firm.js';
import { PATIENCE_MS, useLicensingProcesses } from '../../testing/licensing-process.js';
import { Shop } from '../../testing/shop.js';

const processes = useLicensingProcesses();

it('those who took their seats last are kept out, and back, though every process that sees to it is killed', async () => {
  const settings = { GRACE_DAYS: '0' };
  const first = processes().start('', settings);
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  await new Shop(processes().peer, firm).decide({ afterGrace: 'suspend-newest' });
  const purchase = firm.purchase(4);
  await firm.publish(purchase);
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 4 }), PATIENCE_MS);
  const ids = userIds(4);
  for (const user of ids) await firm.claim(user);
  processes().nameAdmins(firm.accountId, ids[0]!);
  await eventually(async () => expect(await firm.ledger()).toHaveLength(5));
  await first.kill();

  const dieAt = async (point: string) => {
    const dying = processes().start(point, settings);
    expect([point, await dying.ended]).toEqual([point, 'SIGKILL']);
  };
  const kept = async () =>
    (await firm.seats()).filter(({ suspendedSince }) => suspendedSince).map(({ userId }) => userId);
  const areOut = async (...expected: string[]) => {
    const living = processes().start('', settings);
    await eventually(async () => expect((await kept()).sort()).toEqual(expected.sort()), PATIENCE_MS);
    await living.kill();
  };
  const inTurn = ids.slice(1).map((_, n) => ids[ids.length - 1 - n]!);

  await firm.publishCancelled(firm.cancellation(purchase.purchaseId, 2));
  for (const point of ['licensing.warning.afterTold', 'licensing.suspension.afterSeat']) await dieAt(point);
  await areOut(...inTurn.slice(0, 2));

  await firm.publish(firm.purchase(1));
  await dieAt('licensing.suspension.afterAll');
  await areOut(inTurn[0]!);

  await firm.publish(firm.purchase(1));
  for (const point of ['licensing.warning.afterTold', 'licensing.suspension.afterSeat']) await dieAt(point);
  await areOut();
}, 200_000);
