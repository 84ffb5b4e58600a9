import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { publishPurchase } from './seed/purchase.js';
import { REPOSITORY } from '../early/places.mjs';
import { readStackInfo } from './stack-info.js';

/** `npm run buy-seats -- <account slug> <product> <how many>`: what a billing system would publish. */
const [account, product, seats] = process.argv.slice(2);
const quantity = Number(seats);
if (!account || !product || !Number.isInteger(quantity) || quantity < 1) {
  console.error('Usage: npm run buy-seats -- <account slug> <product> <how many>');
  process.exit(2);
}
const dir = resolve(REPOSITORY, process.env['STACK_DIR'] ?? '.local');
const stack = readStackInfo(join(dir, 'stack.json'));
if (!stack) {
  console.error(`No stack runs in ${dir}. Begin with npm start.`);
  process.exit(1);
}
const id = randomUUID();
await publishPurchase(stack.amqp, stack.eventsExchange, { id, account, product, quantity });
console.log(`Published billing.seats.purchased ${id}: ${quantity} ${product} for ${account}`);
