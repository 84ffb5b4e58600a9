import { eventually, type PaymentServer } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { Shop } from './shop.js';
import type { TwoOnAClock } from './two-on-a-clock.js';

/** When the term is over of what was bought on 31 January at ten. */
export const RENEWAL_DAY = '2027-02-28T10:00:00Z';
/** Of ten seats for a month, in minor units. */
export const COST = 29_000;

/** Firms that pay by card, on a stage whose clock begins on 31 January 2027 at ten. */
export function cardPayers(stage: TwoOnAClock, stripe: () => PaymentServer) {
  /** One that has paid ten seats of core, and has saved the card or not. */
  async function firmThatPaid(saveCard = true) {
    const firm = await new Firm(stage.services[0]!).open();
    const shop = new Shop(stage.services[0]!, firm);
    const pay = async (seats: number, saves: boolean) => {
      const order = await shop.quote({ items: [{ product: 'core', seats }] });
      await shop.checkOut(order, undefined, 'stripe', saves);
      stripe().end(order.id, 'paid');
      await shop.hear({ orderId: order.id });
      return order;
    };
    const order = await pay(10, saveCard);
    const renewals = async () => (await shop.list()).filter(({ kind }) => kind === 'renewal');
    /** Saves the card that one more seat is paid by. */
    const saveAnother = async () => void (await pay(1, true));
    return { firm, shop, order, renewals, saveAnother };
  }

  /** The renewal of a firm once its term is over and everything is there. */
  async function renewed({ renewals }: Awaited<ReturnType<typeof firmThatPaid>>) {
    stage.clock.set(RENEWAL_DAY);
    return eventually(async () => {
      const [renewal, ...more] = await renewals();
      expect(renewal).toMatchObject({ status: 'completed', grossMinor: COST });
      expect(more).toEqual([]);
      return renewal!;
    });
  }

  return { firmThatPaid, renewed };
}
