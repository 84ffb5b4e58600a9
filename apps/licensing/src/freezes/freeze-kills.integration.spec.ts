import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { Firm } from '../../testing/firm.js';
import { PATIENCE_MS, useLicensingProcesses } from '../../testing/licensing-process.js';
import { listenTo } from '../../testing/listener.js';
import { Shop } from '../../testing/shop.js';

const processes = useLicensingProcesses();

it('that nobody new gets a seat, and that an invoice is overdue, is told once though every process that tells it is killed', async () => {
  const dueAtOnce = { INVOICE_DAYS: '0' };
  const listener = await listenTo(processes().world);
  const first = processes().start();
  const firm = new Firm(processes().peer);
  await eventually(() => firm.open(), PATIENCE_MS);
  const shop = new Shop(processes().peer, firm);
  await shop.decide({ freezeDays: 0 });
  const order = await shop.quote({ items: [{ product: 'core', seats: 3 }], period: 'month' });
  await shop.checkOut(order);
  await first.kill();

  const approving = eventually(() => shop.approve(order), PATIENCE_MS);
  expect(await processes().start('licensing.freeze.afterWrite', dueAtOnce).ended).toBe('SIGKILL');
  await processes().ageInvoices(firm.accountId, 2);
  expect(await processes().start('licensing.invoice.afterReminder', dueAtOnce).ended).toBe('SIGKILL');
  processes().start('', dueAtOnce);
  await approving;
  await eventually(
    () => expect(listener.followed(firm.accountId).sort()).toEqual(['frozen', 'overdue 1']),
    PATIENCE_MS,
  );
  await expect(firm.claim(newId('usr'))).rejects.toMatchObject({ code: 'payment-overdue' });
  expect(await shop.invoices()).toMatchObject([{ status: 'overdue' }]);
  await listener.close();
}, 180_000);
