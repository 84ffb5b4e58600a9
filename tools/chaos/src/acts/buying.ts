import { billingAddress, publishPurchase } from '@seatkeeper/stack';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Act, type Scene, Unexpected } from './act.js';

const PATIENCE_MS = 90_000;
const CONFIRMED_WITHIN_MS = 15_000;

/** Tells of a purchase as a billing system does: until the broker has confirmed it, and then some more times. */
export async function buy(
  { firm, chance, traffic, info }: Scene,
  product: string,
  quantity: number,
): Promise<void> {
  const id = `chaos-${randomBytes(6).toString('hex')}`;
  const purchase = { id, account: firm.slug, product, quantity };
  const tell = (eventId: string) =>
    traffic.during('purchase', ['rabbitmq', 'licensing', 'mongodb'], () =>
      Promise.race([
        publishPurchase(billingAddress(info), info.eventsExchange, { ...purchase, eventId }).then(() => true),
        delay(CONFIRMED_WITHIN_MS, false),
      ]).catch(() => false),
    );
  const end = performance.now() + PATIENCE_MS;
  while (!(await tell(id))) {
    if (performance.now() > end)
      throw new Unexpected(`purchase ${id}: not confirmed within ${PATIENCE_MS / 1000} s`);
    await delay(250);
  }
  firm.purchases.push({ accountId: firm.accountId, purchaseId: id, product, quantity });
  const again = chance.between(0, 2);
  for (let n = 0; n < again; n += 1) await tell(chance.next() < 0.5 ? id : `${id}-again-${n}`);
}

const purchase: Act = {
  name: 'buy seats',
  weight: 2,
  async try(scene) {
    await buy(scene, scene.chance.next() < 0.3 ? 'contract' : 'core', scene.chance.between(1, 3));
    return true;
  },
};

export const BUYING: readonly Act[] = [purchase];
