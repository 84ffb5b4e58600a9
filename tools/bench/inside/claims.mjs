/**
 * Licensing in a process of its own, asked by messages: claims seats, or does the least that the database can, one bare
 * `findOneAndUpdate` from free to held of the same documents with the same write concern. Needs the built projects and
 * MONGODB_URI, AMQP_URL, REDIS_URL. Answers with the milliseconds that each took.
 */
import { openLicenses, systemActor } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { testService } from '@seatkeeper/testing';
import { LicensingModule } from '../../../apps/licensing/dist/licensing.module.js';
import { PurchasesService } from '../../../apps/licensing/dist/purchases/purchases.service.js';
import { ClaimsService } from '../../../apps/licensing/dist/seats/claims.service.js';
import { licensingSettings } from '../../../apps/licensing/dist/settings.js';

const AT_ONCE = 20;

const service = await testService({
  name: 'licensing',
  imports: [LicensingModule],
  spec: licensingSettings,
  settings: { TRIAL_SEATS: 0 },
});
const claims = service.get(ClaimsService);
const seats = service.get(MONGO_CONNECTION).db.collection('seats');
const by = systemActor('bench');

const ways = {
  claim: (accountId) => claims.claim({ accountId, userId: newId('usr'), products: ['core'], by }),
  floor: (accountId) =>
    seats.findOneAndUpdate(
      { accountId, product: 'core', state: 'free', place: { $gte: Math.floor(Math.random() * 2 ** 31) } },
      { $set: { state: 'held', holder: newId('usr'), since: new Date() }, $inc: { version: 1 } },
      { writeConcern: { w: 'majority', j: true } },
    ),
};

process.on('message', async ({ way, count, seats: bought = count * 2 }) => {
  if (way === 'open') process.send(await accountWith(bought));
  else process.send(await timesOf(ways[way], count));
});
process.once('disconnect', async () => {
  await service.close();
  process.exit();
});

const accounts = [];

/** Each round has an account of its own, with twice the seats it needs unless it says how many; it is there before the clock runs. */
async function accountWith(quantity) {
  const accountId = newId('acc');
  await service.bus.request(openLicenses, { accountId, slug: accountId.replace('_', '-'), by });
  const purchase = { accountId, purchaseId: 'bench', origin: 'billing', product: 'core', quantity };
  await service.get(PurchasesService).buy({ ...purchase, actor: by });
  accounts.push(accountId);
  return accounts.length;
}

async function timesOf(way, count) {
  const accountId = accounts.shift();
  let left = count;
  const times = [];
  const one = async () => {
    while (left-- > 0) {
      const begin = performance.now();
      await way(accountId);
      times.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return times;
}

process.send('ready');
