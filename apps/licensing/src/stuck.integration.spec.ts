import { listStuckInLicensing, nameAccounts } from '@seatkeeper/contracts';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { itTellsWhatIsStuck, type TestService } from '@seatkeeper/testing';
import { Firm, startLicensing } from '../testing/firm.js';
import { storedOrder } from '../testing/stored-order.js';
import { orders, type StoredOrder } from './orders/orders.schema.js';

describe('what is stuck in licensing', () => {
  let licensing: TestService;
  beforeAll(async () => {
    licensing = await startLicensing();
  }, 60_000);
  afterAll(() => licensing.close());

  itTellsWhatIsStuck(listStuckInLicensing, () => ({ service: licensing, collection: 'purchases' }));

  it('is an order that was approved and cannot take effect, though it is tried again each time', async () => {
    const { accountId, slug } = await new Firm(licensing).open();
    const approvedAt = new Date(Date.now() - 3_600_000);
    const dueAt = new Date('2050-01-01T12:00:00Z');
    const stored = licensing.get<TenantCollection<StoredOrder>>(collectionToken(orders));
    const [stuck, waits] = await Promise.all([
      stored.insert(storedOrder({ _id: newId('ord'), accountId, status: 'approved', approvedAt, dueAt })),
      stored.insert(storedOrder({ _id: newId('ord'), accountId, status: 'awaiting-payment', dueAt })),
    ]);
    const { items } = await licensing.bus.request(listStuckInLicensing, { limit: 200 });
    expect(items).toEqual([
      expect.objectContaining({ kind: 'orders', id: stuck._id, since: approvedAt.toISOString(), accountId }),
    ]);
    expect(items).not.toContainEqual(expect.objectContaining({ id: waits._id }));
    const named = await licensing.bus.request(nameAccounts, {
      accountIds: [accountId, accountId, newId('acc')],
    });
    expect(named.items).toEqual([{ id: accountId, slug }]);
  });
});
