import { userActor } from '@seatkeeper/contracts';
import { booking, RENEWAL, subscribed } from '../../testing/subscribed.js';
import { takeDue } from './bookings.js';
import type { StoredSubscriptions, SubscriptionsChange } from './subscriptions.schema.js';
import { firstTermEnd, chooseRenewal } from './terms.js';

const by = userActor('usr_12345678');
const before = new Date(RENEWAL.getTime() - 1);
const later = new Date(RENEWAL.getTime() + 86_400_000);

/** Ten seats of core of which is said whether they renew, with what is booked to go. */
function renewing(
  renews: boolean | undefined,
  ...bookings: Parameters<typeof booking>[]
): StoredSubscriptions {
  const known = subscribed(10, ...bookings.map((one) => booking(...one)));
  return {
    ...known,
    items: known.items.map((item) => ({ ...item, ...(renews !== undefined && { renews }) })),
  };
}
const after = (known: StoredSubscriptions, change: SubscriptionsChange | null): StoredSubscriptions => ({
  ...known,
  ...change?.update.set,
});

describe('a renewal', () => {
  it('is called off and wanted again, each time told once, and looked at when the term is over', () => {
    const known = renewing(true);
    const off = chooseRenewal(known, { product: 'core', renews: false, by, commandId: 'cmd_off' }, before);
    expect(off).toMatchObject({
      update: { set: { items: [{ renews: false, endedBy: by }], termsEndAt: RENEWAL } },
      events: [{ data: { product: 'core', renews: false, at: RENEWAL.toISOString() } }],
    });
    const ending = after(known, off);
    for (const commandId of ['cmd_off', 'cmd_off2'])
      expect(chooseRenewal(ending, { product: 'core', renews: false, by, commandId }, before)).toBeNull();
    const on = chooseRenewal(ending, { product: 'core', renews: true, by, commandId: 'cmd_on' }, before);
    expect(after(ending, on).items).toEqual(renewing(true).items);
  });

  it('cannot be called off for what nobody subscribed to, or once the day has come', () => {
    const wanted = (product: string) => ({ product, renews: false, by, commandId: 'cmd_off' });
    expect(() => chooseRenewal(renewing(true), wanted('contract'), before)).toThrow(
      expect.objectContaining({ code: 'not-subscribed' }),
    );
    expect(() => chooseRenewal(renewing(true), wanted('core'), RENEWAL)).toThrow(
      expect.objectContaining({ code: 'term-over' }),
    );
  });

  it('of what was bought before terms renewed by themselves does not begin by itself', () => {
    expect(firstTermEnd(renewing(undefined).items)).toBeUndefined();
    expect(takeDue(renewing(undefined), later)).toBeNull();
    expect(() =>
      chooseRenewal(renewing(undefined), { product: 'core', renews: true, by, commandId: 'cmd_on' }, later),
    ).toThrow(expect.objectContaining({ code: 'term-over' }));
  });
});

describe('a subscription that is not to renew', () => {
  it('ends on its day and not before, with all of its seats', () => {
    const ending = { ...renewing(false), termsEndAt: RENEWAL };
    expect(takeDue(ending, before)).toBeNull();
    expect(takeDue(ending, RENEWAL)).toMatchObject({
      update: { set: { items: [], revision: 2 }, unset: expect.arrayContaining(['termsEndAt']) },
      events: [{ name: 'licensing.subscription.ended.v1', data: { product: 'core', quantity: 10 } }],
    });
  });

  it('gives up what was booked for the day first, and takes back what was booked for later', () => {
    const ended = takeDue(renewing(false, [3], [2, later]), RENEWAL);
    expect(ended?.update).toMatchObject({
      set: { items: [] },
      unset: ['termsEndAt', 'announceAt', 'bookings'],
    });
    expect(ended?.events).toMatchObject([
      { name: 'licensing.reduction.due.v1', data: { quantity: 3 } },
      { name: 'licensing.reduction.cancelled.v1', data: { quantity: 2 } },
      { name: 'licensing.subscription.ended.v1', data: { quantity: 7 } },
    ]);
  });

  it('is also one that would renew, once all of its seats were given back', () => {
    const ended = takeDue(renewing(true, [10]), RENEWAL);
    expect(ended?.update.set.items).toEqual([]);
    expect(ended?.events.at(-1)?.data).toMatchObject({ product: 'core', quantity: 0 });
  });
});
