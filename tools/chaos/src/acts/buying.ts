import { billingAddress, publishCancellation, publishPurchase } from '@seatkeeper/stack';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Act, type Scene, Unexpected } from './act.js';

const PATIENCE_MS = 90_000;
const CONFIRMED_WITHIN_MS = 15_000;

const newId = () => `chaos-${randomBytes(6).toString('hex')}`;

/** Tells something as a billing system does: until the broker has confirmed it, and then some more times. */
async function tell(
  { chance, traffic }: Scene,
  id: string,
  publish: (eventId: string) => Promise<void>,
): Promise<void> {
  const once = (eventId: string) =>
    traffic.during('purchase', ['rabbitmq', 'licensing', 'mongodb'], () =>
      Promise.race([publish(eventId).then(() => true), delay(CONFIRMED_WITHIN_MS, false)]).catch(() => false),
    );
  const end = performance.now() + PATIENCE_MS;
  while (!(await once(id))) {
    if (performance.now() > end) throw new Unexpected(`${id}: not confirmed within ${PATIENCE_MS / 1000} s`);
    await delay(250);
  }
  const again = chance.between(0, 2);
  for (let n = 0; n < again; n += 1) await once(chance.next() < 0.5 ? id : `${id}-again-${n}`);
}

export async function buy(scene: Scene, product: string, quantity: number, id = newId()): Promise<void> {
  const { firm, info } = scene;
  const purchase = { id, account: firm.slug, product, quantity };
  await tell(scene, id, (eventId) =>
    publishPurchase(billingAddress(info), info.eventsExchange, { ...purchase, eventId }),
  );
  firm.purchases.push({ accountId: firm.accountId, purchaseId: id, product, quantity });
}

async function cancel(scene: Scene, purchaseId: string, product: string, quantity: number): Promise<void> {
  const { firm, info } = scene;
  const id = newId();
  const cancellation = { id, account: firm.slug, purchaseId, product, quantity };
  await tell(scene, id, (eventId) =>
    publishCancellation(billingAddress(info), info.eventsExchange, { ...cancellation, eventId }),
  );
  firm.cancellations.push({ accountId: firm.accountId, reductionId: id, product, quantity });
}

const purchase: Act = {
  name: 'buy seats',
  weight: 2,
  async try(scene) {
    await buy(scene, scene.chance.next() < 0.3 ? 'contract' : 'core', scene.chance.between(1, 3));
    return true;
  },
};

/** Some seats of a purchase are cancelled, which may be told before the purchase is. */
const cancellation: Act = {
  name: 'buy seats and cancel some',
  weight: 1,
  // Where all seats are held they would go one by one, as people leave.
  onlyWherePlenty: true,
  async try(scene) {
    const { chance } = scene;
    const [id, quantity] = [newId(), chance.between(2, 4)];
    const buying = () => buy(scene, 'core', quantity, id);
    const cancelling = () => cancel(scene, id, 'core', chance.between(1, quantity));
    const inOrder = chance.next() < 0.5;
    for (const step of inOrder ? [buying, cancelling] : [cancelling, buying]) await step();
    return true;
  },
};

export const BUYING: readonly Act[] = [purchase, cancellation];
