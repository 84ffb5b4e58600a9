/**
 * How fast seats are claimed, against the floor of what the database can do at all: one bare `findOneAndUpdate` from
 * free to held, of the same documents with the same write concern. Both run in turns in one process, so that a busy
 * machine is busy for both. Needs the built projects and MONGODB_URI, AMQP_URL.
 */
import { openLicenses, systemActor } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { testService } from '@seatkeeper/testing';
import { LicensingModule } from '../../apps/licensing/dist/licensing.module.js';
import { PurchasesService } from '../../apps/licensing/dist/purchases/purchases.service.js';
import { ClaimsService } from '../../apps/licensing/dist/seats/claims.service.js';
import { licensingSettings } from '../../apps/licensing/dist/settings.js';

const ROUNDS = 7;
const CLAIMS = 500;
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

const rates = { claim: [], floor: [] };
for (let round = 0; round < ROUNDS; round += 1)
  for (const way of round % 2 ? ['claim', 'floor'] : ['floor', 'claim'])
    rates[way].push(await rateOf(ways[way]));

const [claim, floor] = [median(rates.claim), median(rates.floor)];
const ratio = median(rates.claim.map((rate, round) => rate / rates.floor[round]));
process.stdout.write(
  `${CLAIMS} claims, ${AT_ONCE} at once, medians of ${ROUNDS} rounds: ` +
    `${claim.toFixed(0)} claims/s, floor ${floor.toFixed(0)}/s, ratio ${ratio.toFixed(2)}\n`,
);
await service.close();

/** Every round has an account of its own with twice the seats it needs. */
async function rateOf(way) {
  const accountId = newId('acc');
  await service.bus.request(openLicenses, { accountId, slug: accountId.replace('_', '-'), by });
  const purchase = {
    accountId,
    purchaseId: 'bench',
    origin: 'billing',
    product: 'core',
    quantity: CLAIMS * 2,
  };
  await service.get(PurchasesService).buy({ ...purchase, actor: by });
  let left = CLAIMS;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await way(accountId);
    }),
  );
  return CLAIMS / ((performance.now() - started) / 1_000);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
