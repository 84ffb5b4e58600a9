import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { CannotStart } from '../../early/cannot-start.mjs';
import { publishPurchase } from '../seed/purchase.js';
import { billingAddress } from '../services/service-environment.js';
import { runningStack } from './running-stack.js';

const USAGE = 'Usage: npm run buy-seats -- <account slug> <product> <how many> [--id <purchase id>]';

/** `npm run buy-seats`: publishes what a billing system would. The same id means the same purchase. */
export async function run(words: readonly string[], dir: string): Promise<number> {
  const { account, product, quantity, id } = read(words);
  const stack = runningStack(dir);
  // As of a billing system that tries again: another event, the same purchase.
  await publishPurchase(billingAddress(stack), stack.eventsExchange, {
    id,
    eventId: randomUUID(),
    account,
    product,
    quantity,
  });
  console.log(`Published billing.seats.purchased: ${quantity} ${product} for ${account}, purchase ${id}`);
  return 0;
}

function read(words: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { id: { type: 'string' } },
    });
    const [account, product, seats, ...more] = positionals;
    const quantity = Number(seats);
    if (!account || !product || !Number.isInteger(quantity) || quantity < 1 || more.length > 0)
      throw new CannotStart(USAGE);
    return { account, product, quantity, id: values.id ?? randomUUID() };
  } catch (error) {
    throw new CannotStart(error instanceof CannotStart ? USAGE : `${(error as Error).message}\n${USAGE}`);
  }
}
