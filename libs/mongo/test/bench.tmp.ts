import { event } from '../src/index.js';
import { person, scored, testDatabase, people as spec } from './fixture.js';
import { Bus, BusModule } from '@seatkeeper/bus';
import { testService, testWorld } from '@seatkeeper/testing';
import { MongoModule, collectionToken, type TenantCollection } from '../src/index.js';
import type { Person } from './fixture.js';

const world = testWorld();
const service = await testService({ name: 'bench', world, imports: [MongoModule.forRoot([spec]), BusModule.forRoot()] });
const people = service.get<TenantCollection<Person>>(collectionToken(spec));
const conn = service.get<any>((await import('../src/index.js')).MONGO_CONNECTION);
const raw = conn.db.collection('people');
const pct = (xs: number[]) => { xs.sort((a, b) => a - b); return { p50: +xs[xs.length >> 1]!.toFixed(2), p99: +xs[Math.floor(xs.length * 0.99)]!.toFixed(2) }; };
let doc = await people.insert(person());
for (const withEvents of [false, true]) {
  const times: number[] = [];
  for (let i = 0; i < 300; i++) {
    const t = performance.now();
    doc = (await people.change(doc, { set: { score: i } }, withEvents ? [event(scored, doc._id, { accountId: doc.accountId, score: i })] : []))!;
    times.push(performance.now() - t);
  }
  console.log('change sequential, events:', withEvents, pct(times));
}
const drained = async () => { while (await raw.countDocuments({ outboxAt: { $exists: true } })) await new Promise((r) => setTimeout(r, 5)); };
await drained();
const docs = await Promise.all(Array.from({ length: 2000 }, () => people.insert(person())));
for (const withEvents of [false, true]) {
  let next = 0; const t = performance.now(); const times: number[] = [];
  await Promise.all(Array.from({ length: 50 }, async () => {
    while (next < 2000) { const i = next++; const t0 = performance.now(); docs[i] = (await people.change(docs[i]!, { set: { score: i } }, withEvents ? [event(scored, docs[i]!._id, { accountId: 'acc_one', score: i })] : []))!; times.push(performance.now() - t0); }
  }));
  const wrote = performance.now() - t; await drained();
  console.log('50 writers, 2000 changes, events:', withEvents, Math.round(2000 / wrote * 1000), '/s; published all after', Math.round(performance.now() - t), 'ms', pct(times));
}
await raw.insertMany(Array.from({ length: 20000 }, (_, i) => ({ ...person({ _id: `b${i}`, accountId: 'acc_page', lastName: `n${String((i * 7919) % 20000).padStart(6, '0')}` }), version: 1 })));
for (const dir of [1, -1] as const) {
  let cursor: string | undefined; const times: number[] = []; let n = 0;
  do { const t = performance.now(); const p = await people.page('acc_page', { filter: {}, sort: [['lastName', dir]], page: { limit: 200, cursor } }); times.push(performance.now() - t); n += p.items.length; cursor = p.nextCursor ?? undefined; } while (cursor);
  console.log('page 200 of 20000', dir, n, pct(times), 'last', times.slice(-3).map((x) => x.toFixed(1)));
  const t2 = performance.now(); await raw.find({ accountId: 'acc_page', lastName: { $gt: 'n010000' } }).sort({ lastName: dir, _id: dir }).limit(200).toArray(); console.log('raw keyset', performance.now() - t2);
  const t3 = performance.now(); await raw.countDocuments({ accountId: 'acc_page' }, { limit: 10001 }); console.log('count 10001', performance.now() - t3);
}
const swept = Array.from({ length: 5000 }, (_, i) => ({ ...person({ _id: `s${i}`, accountId: 'acc_s' }), version: 1, outboxAt: new Date(0), outbox: [{ id: `e${i}`, name: 'x.y.z.v1', at: new Date(), subject: 's', sequence: 1, data: {} }] }));
await raw.insertMany(swept); const t4 = performance.now(); await drained(); console.log('5000 left over, swept after ms', Math.round(performance.now() - t4));
await service.close(); process.exit(0);
