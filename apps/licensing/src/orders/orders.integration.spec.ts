import type { FaultCode } from '@seatkeeper/contracts';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { eventually, race, TestClock, uniqueName, type TestService } from '@seatkeeper/testing';
import { PurchasesService } from '../purchases/purchases.service.js';
import { Firm, startTwo } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { approve } from './orders.js';
import { orders, type StoredOrder } from './orders.schema.js';

const clock = new TestClock('2027-01-31T10:00:00Z');
const HOUR_MS = 3_600_000;
let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo({ TAX_BASIS_POINTS: 1_900 }, clock));
});
afterAll(() => close());

const open = async () => new Shop(services[0]!, await new Firm(services[0]!).open());
const tenSeats = { items: [{ product: 'core', seats: 10 }] };

describe('an order on invoice', () => {
  it('goes from quote to seats, ledger and invoice', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    expect(order).toMatchObject({ status: 'quoted', netMinor: 29_000, taxMinor: 5_510, grossMinor: 34_510 });
    expect(await shop.firm.licenses()).toEqual([]);

    expect(await shop.checkOut(order)).toMatchObject({ status: 'awaiting-approval' });
    expect((await shop.awaiting()).map(({ id }) => id)).toContain(order.id);
    expect(await shop.firm.licenses()).toEqual([]);

    expect(await shop.approve(order)).toMatchObject({ status: 'completed' });
    expect(await shop.firm.license()).toMatchObject({ purchased: 10, used: 0, free: 10 });
    expect((await shop.awaiting()).map(({ id }) => id)).not.toContain(order.id);
    const [invoice] = await shop.invoices();
    expect(invoice).toMatchObject({
      orderId: order.id,
      lines: order.lines,
      grossMinor: 34_510,
      dueAt: '2027-03-02T10:00:00.000Z',
    });
    expect(await shop.invoice(invoice!.id)).toEqual(invoice);
    await eventually(async () =>
      expect(await shop.firm.ledger()).toEqual([
        expect.objectContaining({
          kind: 'purchased',
          purchased: 10,
          cause: expect.objectContaining({
            purchaseId: order.id,
            actor: expect.objectContaining({ id: shop.operator.id, accountId: expect.any(String) }),
          }),
        }),
      ]),
    );
  });

  it('for two products brings the seats of both', async () => {
    const shop = await open();
    const items = [
      { product: 'core', plan: 'premium', seats: 5, modules: ['client-portal'] },
      { product: 'contract', seats: 3 },
    ];
    await shop.buy({ items });
    expect(await shop.firm.license('core')).toMatchObject({ purchased: 5 });
    expect(await shop.firm.license('contract')).toMatchObject({ purchased: 3 });
    expect(await shop.firm.license('core')).toMatchObject({
      plan: 'premium',
      renewsAt: '2027-02-28T10:00:00.000Z',
    });
    expect(await shop.entitlements()).toMatchObject({
      features: ['audit', 'client-portal', 'contracts', 'people', 'reassignment'],
      items: [{ product: 'core', plan: 'premium', modules: ['client-portal'] }, { product: 'contract' }],
    });
  });

  it('charges more seats until the renewal of the first, in the time zone of the account', async () => {
    const shop = await open();
    await shop.moveTo('Europe/Paris');
    clock.set('2027-01-31T23:30:00Z');
    try {
      const first = await shop.buy(tenSeats);
      // In Paris it is 1 February already.
      expect(first.items[0]?.renewsAt).toBe('2027-02-28T23:30:00.000Z');
      clock.set('2027-02-14T23:30:00Z');
      const more = await shop.quote(tenSeats);
      expect(more).toMatchObject({ netMinor: 14_500, items: [{ renewsAt: '2027-02-28T23:30:00.000Z' }] });
    } finally {
      clock.set('2027-01-31T10:00:00Z');
    }
  });
});

describe('told or raced more than once', () => {
  it('one id is quoted once', async () => {
    const shop = await open();
    const { values } = await race(6, (i) => shop.quote(tenSeats, 'ord_samesame0', services[i % 2]));
    expect(new Set(values.map((order) => JSON.stringify(order))).size).toBe(1);
    const other = await open();
    await expect(other.quote(tenSeats, 'ord_samesame0')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ten checkouts order once', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    const { values } = await race(10, (i) => shop.checkOut(order, services[i % 2]));
    expect(values.map(({ status }) => status)).toEqual(Array(10).fill('awaiting-approval'));
    expect((await shop.awaiting()).filter(({ id }) => id === order.id)).toHaveLength(1);
  });

  it('ten approvals by two copies bring the seats and the invoice once', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    await shop.checkOut(order);
    const { values, errors } = await race(10, (i) => shop.approve(order, services[i % 2]));
    // Who comes while another copy adds the seats is asked to come again.
    for (const error of errors) expect(error).toMatchObject({ code: 'service-unavailable' });
    expect(new Set(values.map(({ status }) => status))).toEqual(new Set(['completed']));
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
    expect(await shop.invoices()).toHaveLength(1);
    await eventually(async () => expect(await shop.firm.ledger()).toHaveLength(1));
    expect(await shop.approve(order)).toMatchObject({ status: 'completed' });
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
  });

  it('of two orders quoted on the same state one takes effect, and the other has to be quoted anew', async () => {
    const shop = await open();
    const quotes = [await shop.quote(tenSeats), await shop.quote(tenSeats)];
    for (const order of quotes) await shop.checkOut(order);
    const { values, refusals } = await race(2, (i) => shop.approve(quotes[i]!, services[i]));
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'order-outdated': 1 });
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
    expect(await shop.invoices()).toHaveLength(1);
    const lost = quotes.find(({ id }) => id !== values[0]!.id)!;
    expect(await shop.get(lost)).toMatchObject({ status: 'outdated' });
    await expect(shop.approve(lost)).rejects.toMatchObject({ code: 'order-outdated' });
    await expect(shop.checkOut(lost)).rejects.toMatchObject({ code: 'order-outdated' });
  });

  it('orders of twenty accounts approved at once have consecutive numbers', async () => {
    const shops = await Promise.all(Array.from({ length: 20 }, open));
    const quotes = await Promise.all(shops.map((shop) => shop.quote(tenSeats)));
    await Promise.all(shops.map((shop, i) => shop.checkOut(quotes[i]!)));
    const { errors } = await race(20, (i) => shops[i]!.approve(quotes[i]!, services[i % 2]));
    expect(errors).toEqual([]);
    const numbers = (await Promise.all(shops.map((shop) => shop.invoices())))
      .flat()
      .map(({ number }) => number);
    const serials = numbers.map((number) => Number(/^INV-(\d{6})$/.exec(number)?.[1])).sort((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: 20 }, (_, i) => serials[0]! + i));
  });
});

describe('a process that died', () => {
  it('after an approval leaves an order that another finishes, once', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    await shop.checkOut(order);
    const kept = services[0]!.get<TenantCollection<StoredOrder>>(collectionToken(orders));
    await kept.decide(shop.firm.accountId, order.id, (known) =>
      approve(known, shop.operator, shop.operatorAccountId, clock.now()),
    );
    clock.advance(10_000);
    await eventually(async () => {
      expect(await shop.get(order)).toMatchObject({ status: 'completed' });
      expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
      expect(await shop.invoices()).toHaveLength(1);
    });
  });
});

describe('what is refused', () => {
  const code = (fault: FaultCode): object => expect.objectContaining({ code: fault }) as object;

  it('a quote that holds no longer cannot be checked out, nor approved', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    await expect(shop.approve(order)).rejects.toEqual(code('wrong-order-status'));
    clock.advance(24 * HOUR_MS);
    await expect(shop.checkOut(order)).rejects.toEqual(code('order-expired'));
    expect(await shop.get(order)).toMatchObject({ status: 'expired' });
  });

  it('orders and invoices of another account are not there', async () => {
    const [shop, other] = [await open(), await open()];
    const order = await shop.buy(tenSeats);
    const [invoice] = await shop.invoices();
    await expect(other.get(order)).rejects.toEqual(code('not-found'));
    await expect(other.checkOut(order)).rejects.toEqual(code('not-found'));
    await expect(other.invoice(invoice!.id)).rejects.toEqual(code('not-found'));
    expect(await other.list()).toEqual([]);
    expect(await other.invoices()).toEqual([]);
    await expect(shop.approve({ id: 'ord_nobody000' })).rejects.toEqual(code('not-found'));
  });

  it('an account that is billed outside cannot order here', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    await shop.firm.publish(shop.firm.purchase(3));
    await eventually(async () => expect(await shop.firm.license()).toMatchObject({ purchased: 3 }));
    await expect(shop.checkOut(order)).rejects.toEqual(code('billed-elsewhere'));
    await expect(shop.quote(tenSeats)).rejects.toEqual(code('billed-elsewhere'));
  });

  it('an account that ordered here gets no seats from outside', async () => {
    const shop = await open();
    await shop.buy(tenSeats);
    const told = services[0]!.get(PurchasesService).bought(shop.firm.purchase(3), {
      id: uniqueName('evt'),
      source: '/billing/acme-erp',
      type: 'billing.seats.purchased',
      time: clock.now().toISOString(),
    });
    await expect(told).rejects.toEqual(code('billed-elsewhere'));
    expect(await shop.firm.license()).toMatchObject({ purchased: 10 });
  });

  it('of an order and a purchase from outside that race, one door opens', async () => {
    const shop = await open();
    const order = await shop.quote(tenSeats);
    const event = {
      id: uniqueName('evt'),
      source: '/erp',
      type: 'billing.seats.purchased',
      time: clock.now().toISOString(),
    };
    const { values, refusals } = await race<unknown>(2, (i) =>
      i === 0
        ? shop.checkOut(order)
        : services[1]!.get(PurchasesService).bought(shop.firm.purchase(3), event),
    );
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'billed-elsewhere': 1 });
  });

  it('of an account nobody opened is refused as that', async () => {
    const shop = new Shop(services[0]!, new Firm(services[0]!));
    await expect(shop.quote(tenSeats)).rejects.toEqual(code('unknown-account'));
  });
});
