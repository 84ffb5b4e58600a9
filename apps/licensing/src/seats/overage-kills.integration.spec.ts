import { eventually } from '@seatkeeper/testing';
import { Firm, userIds } from '../../testing/firm.js';
import { PATIENCE_MS, useLicensingProcesses } from '../../testing/licensing-process.js';
import { Shop } from '../../testing/shop.js';

const processes = useLicensingProcesses();

it('one seat is taken beyond what is bought, and owed once, though the process that takes it is killed', async () => {
  const first = processes().start();
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  await new Shop(processes().peer, firm).decide({ overage: 'always' });
  await firm.publish(firm.purchase(1));
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 1 }), PATIENCE_MS);
  const [ann, bob] = userIds(2);
  await firm.claim(ann!);
  await first.kill();

  const dying = processes().start('licensing.overage.afterTaken');
  const claiming = firm.claim(bob!).catch(() => undefined);
  expect(await dying.ended).toBe('SIGKILL');
  processes().start();
  await claiming;
  await firm.claim(bob!);
  await eventually(async () => {
    expect(await firm.license()).toMatchObject({ purchased: 2, used: 2, overage: 1 });
    const lines = await firm.ledger();
    expect(lines.map(({ kind }) => kind).toSorted()).toEqual(['claimed', 'claimed', 'overage', 'purchased']);
  }, PATIENCE_MS);
}, 180_000);
