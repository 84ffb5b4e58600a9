import { newId } from '@seatkeeper/service';
import { race, TestClock, type TestService } from '@seatkeeper/testing';
import { Firm, startTwo } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';

const START = '2027-01-31T10:00:00Z';
const DUE = '2027-03-02T10:00:00.000Z';
const clock = new TestClock(START);
let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo({}, clock));
});
afterAll(() => close());
beforeEach(() => clock.set(START));

/** A firm with one invoice that is due on 2 March. */
async function billed() {
  const shop = new Shop(services[0]!, await new Firm(services[0]!).open());
  await shop.buy({ items: [{ product: 'core', seats: 10 }], period: 'year' });
  const [invoice] = await shop.invoices();
  return { shop, invoice: invoice! };
}

describe('an invoice', () => {
  it('is open until it is due, overdue from then on, and neither once its payment was noted', async () => {
    const { shop, invoice } = await billed();
    expect(invoice).toMatchObject({ status: 'open', dueAt: DUE });
    expect(await shop.unpaid()).toMatchObject([{ id: invoice.id, accountId: shop.firm.accountId }]);
    expect(await shop.unpaid(true)).toEqual([]);
    clock.set(DUE);
    expect(await shop.invoice(invoice.id)).toMatchObject({ status: 'overdue' });
    expect(await shop.unpaid(true)).toMatchObject([{ id: invoice.id }]);

    const paid = { status: 'paid', paidAt: '2027-03-01T00:00:00.000Z' };
    expect(await shop.note(invoice, { paid: true, at: '2027-03-01T00:00:00Z' })).toMatchObject(paid);
    expect(await shop.invoice(invoice.id)).toMatchObject(paid);
    expect(await shop.unpaid()).toEqual([]);
  });

  it('of which a payment was noted by mistake is open, or overdue, as before', async () => {
    const { shop, invoice } = await billed();
    await shop.note(invoice, { paid: true });
    expect(await shop.note(invoice, { paid: false })).toEqual({
      ...invoice,
      accountId: shop.firm.accountId,
    });
    expect(await shop.unpaid()).toHaveLength(1);
  });

  it('is noted as paid once by six who do it at once, at the moment the first one said', async () => {
    const { shop, invoice } = await billed();
    const { values, errors } = await race(6, (i) => shop.note(invoice, { paid: true }, services[i % 2]));
    expect(errors).toEqual([]);
    expect(new Set(values.map(({ paidAt }) => paidAt))).toEqual(new Set([clock.now().toISOString()]));
    clock.advance(1_000);
    expect(await shop.note(invoice, { paid: true })).toEqual(values[0]);
  });

  it('stays open when what was noted before it was taken back is told again', async () => {
    const { shop, invoice } = await billed();
    const commandId = newId('cmd');
    const first = () => shop.note(invoice, { paid: true }, services[1], commandId);
    await first();
    await shop.note(invoice, { paid: false });
    expect(await first()).toMatchObject({ status: 'open' });
  });

  it('that nobody has, or a payment still to come, is refused and nothing is noted', async () => {
    const { shop, invoice } = await billed();
    await expect(shop.note({ id: 'ivc_nobody000' }, { paid: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(shop.note(invoice, { paid: true, at: DUE })).rejects.toMatchObject({
      errors: [{ path: 'at' }],
    });
    expect(await shop.invoice(invoice.id)).toMatchObject({ status: 'open' });
  });
});
