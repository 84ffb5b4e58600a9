import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { userActor } from '@seatkeeper/contracts';
import {
  collectionToken,
  MONGO_CONNECTION,
  MongoModule,
  openFrom,
  type TenantCollection,
} from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import {
  countOperations,
  itIsWorkedOnByOneAtATime,
  race,
  TestClock,
  testService,
  type TestService,
  testWorld,
  type World,
} from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { AuditRepository } from './audit.repository.js';
import { audit, type StoredEntry } from './audit.schema.js';
import { type Chain, chainAfter, nextSeal, NOTHING_SEALED } from './chain.js';
import { SealingService } from './sealing.service.js';
import { SealsRepository } from './seals.repository.js';
import { auditHeads, auditSeals, type StoredHead, type StoredSeal } from './seals.schema.js';
import { SealsService } from './seals.service.js';
import type { CountingEntry } from './tallies.js';
import { AuditBooksRepository } from './verifier/audit-books.repository.js';
import { AuditVerifierService } from './verifier/audit-verifier.service.js';
import type { Anchor } from './verifier/verification.js';

/** Without the sweeper: every seal is made by the test. */
@Module({ providers: [AuditRepository, SealsRepository, SealsService, SealingService] })
class Sealing {}

const NOW = new Date('2026-11-22T12:00:00Z');

let world: World;
/** Two copies of the service, on one database. */
let copies: TestService[];
let clock: TestClock;
let seals: SealsRepository;
let sealing: SealingService;

beforeAll(async () => {
  world = testWorld();
  clock = new TestClock(NOW);
  const imports = [
    MongoModule.forRoot([audit, auditSeals, auditHeads]),
    BusModule.forRoot({ part: true }),
    Sealing,
  ];
  copies = [];
  for (let n = 0; n < 2; n += 1) copies.push(await testService({ name: 'identity', imports, world, clock }));
  seals = copies[0]!.get(SealsRepository);
  sealing = copies[0]!.get(SealingService);
});
afterAll(async () => {
  for (const copy of copies) await copy.stop();
  await world.close();
});
beforeEach(() => clock.set(NOW));

const connection = () => copies[0]!.get<Connection>(MONGO_CONNECTION);
const raw = (collection: string) =>
  connection().db!.collection<{ _id: string; [field: string]: unknown }>(collection);
const stored = <T extends { _id: string; accountId: string; version: number }>(spec: { name: string }) =>
  copies[0]!.get<TenantCollection<T>>(collectionToken(spec));

const entry = (accountId: string, id: string, more: Partial<StoredEntry> = {}) => ({
  _id: id,
  accountId,
  at: NOW,
  actor: userActor(newId('usr')),
  action: 'identity.user.updated',
  target: { kind: 'user', id: 'usr_1' },
  users: ['usr_1'],
  changes: [{ field: 'title', before: null, after: id }],
  detail: { username: 'liam' },
  ...more,
});
const add = (accountId: string, ...ids: string[]) =>
  Promise.all(ids.map((id) => copies[0]!.get(AuditRepository).add(entry(accountId, id))));
const many = (count: number, name = 'evt') => Array.from({ length: count }, (_, n) => `${newId(name)}-${n}`);
const verdict = (accountId: string, anchors: Anchor[] = []) =>
  new AuditVerifierService(new AuditBooksRepository(connection().db!)).verify(
    { _id: accountId, slug: 'firm' },
    anchors,
  );
const told = (accountId: string) => copies[1]!.get(SealsService).tell({ accountId });
const expectSealed = async (accountId: string, count: number) =>
  expect(await verdict(accountId)).toMatchObject({ count, waiting: 0, findings: [] });

it('entries get under seals, each of which goes on from the one before', async () => {
  const accountId = newId('acc');
  expect(await told(accountId)).toEqual({ number: 0, entries: 0, hash: null, sealedAt: null, waiting: 0 });
  await add(accountId, ...many(3));
  expect(await told(accountId)).toMatchObject({ number: 0, waiting: 3 });
  await sealing.seal(accountId);
  await add(accountId, ...many(2));
  await sealing.seal(accountId);
  await sealing.seal(accountId);
  const { hash, ...rest } = await told(accountId);
  expect(rest).toEqual({ number: 2, entries: 5, sealedAt: NOW.toISOString(), waiting: 0 });
  expect(await verdict(accountId)).toMatchObject({ seal: 2, count: 5, hash, findings: [] });
});

it('many are sealed in turns, of several accounts, whoever has the most', async () => {
  const [large, small] = [newId('acc'), newId('acc')];
  await add(large, ...many(1_100));
  await add(small, ...many(1));
  expect(await sealing.sweep()).toBe(true);
  await expectSealed(large, 1_100);
  await expectSealed(small, 1);
  expect(await told(large)).toMatchObject({ number: 5 });
  expect([...(await seals.accountsWaiting(NOW))]).toEqual([]);
});

it('while entries come in, copies that seal at once seal each of them once', async () => {
  const accountId = newId('acc');
  const ids = many(400);
  const { errors } = await race(60, async (n) => {
    if (n % 3 === 0) await add(accountId, ...ids.slice((n / 3) * 20, (n / 3 + 1) * 20), ...ids.slice(0, 5));
    else await copies[n % 2]!.get(SealingService).seal(accountId);
  });
  expect(errors).toEqual([]);
  await sealing.seal(accountId);
  await expectSealed(accountId, 400);
});

it('also when both believe to be the only one, because the lease of one ran out unnoticed', async () => {
  const accountId = newId('acc');
  await add(accountId, ...many(5));
  const frozen = await seals.take(accountId, NOW);
  clock.advance(60_000);
  const awake = copies[1]!.get(SealsRepository);
  await race(10, async (n) => {
    let chain: Chain = NOTHING_SEALED;
    await add(accountId, ...many(1));
    for (let seal; (seal = await [seals, awake][n % 2]!.sealNext(accountId, chain, clock.now()));)
      chain = chainAfter(seal);
  });
  await copies[1]!.get(SealingService).seal(accountId);
  await expect(seals.advance(frozen!, NOTHING_SEALED, clock.now())).rejects.toThrow('is lost');
  await sealing.seal(accountId);
  await expectSealed(accountId, 15);
});

it.each([
  ['before its entries were marked', false],
  ['before the head was written', true],
])('a copy that dies after a seal, %s, leaves nothing undone', async (_case, marked) => {
  const accountId = newId('acc');
  const ids = many(4);
  await add(accountId, ...ids);
  const entries = await raw('audit').find({ accountId }).sort({ _id: 1 }).toArray();
  const seal = nextSeal(accountId, NOTHING_SEALED, entries.slice(0, 3), NOW);
  await stored<StoredSeal>(auditSeals).insert({ _id: `${accountId}:1`, ...seal });
  if (marked)
    await raw('audit').updateMany({ _id: { $in: seal.entries.map(({ id }) => id) } }, { $set: { seal: 1 } });
  expect((await verdict(accountId)).findings).toEqual(['The head of the account was removed.']);
  await sealing.seal(accountId);
  await expectSealed(accountId, 4);
  expect(await told(accountId)).toMatchObject({ number: 2 });
});

describe('an entry that counts', () => {
  const counting = (accountId: string): CountingEntry => ({
    ...entry(accountId, newId('aud')),
    changes: [],
    detail: {
      count: 1,
      firstAt: '2026-11-22T11:50:00.000Z',
      lastAt: '2026-11-22T11:50:00.000Z',
      until: '2026-11-22T12:00:00.000Z',
    },
  });

  it('gets its seal when it has counted to the end, and what comes later is an entry of its own, once', async () => {
    const accountId = newId('acc');
    const window = counting(accountId);
    const entries = copies[0]!.get(AuditRepository);
    await entries.count(window, 'one');
    await sealing.seal(accountId);
    expect(await told(accountId)).toMatchObject({ number: 0, waiting: 1 });

    clock.advance(5 * 60_000 - 1);
    await entries.count(window, 'two');
    await sealing.seal(accountId);
    expect(await told(accountId)).toMatchObject({ number: 0, waiting: 1 });

    clock.advance(1);
    await sealing.seal(accountId);
    await expectSealed(accountId, 1);
    for (let time = 0; time < 3; time += 1)
      for (const part of ['one', 'two', 'three']) await entries.count(window, part);
    await sealing.seal(accountId);
    await expectSealed(accountId, 2);
    const found = await raw('audit').find({ accountId }).sort({ seal: 1 }).toArray();
    expect(found).toMatchObject([{ detail: { count: 2 } }, { detail: { count: 1 } }]);
  });

  it('is counted into by nobody while it is being sealed', async () => {
    const accountId = newId('acc');
    const window = counting(accountId);
    await copies[0]!.get(AuditRepository).count(window, 'first');
    clock.advance(3_600_000);
    const { errors } = await race(40, (n) =>
      n % 4 === 0 ? sealing.seal(accountId) : copies[n % 2]!.get(AuditRepository).count(window, `part ${n}`),
    );
    expect(errors).toEqual([]);
    await sealing.seal(accountId);
    const { count } = await verdict(accountId);
    await expectSealed(accountId, count);
    const found = await raw('audit').find({ accountId }).toArray();
    const sum = found.reduce((total, each) => total + (each as unknown as CountingEntry).detail.count, 0);
    expect(sum).toBe(31);
  });
});

describe('the verifier', () => {
  it.each<
    [string, (accountId: string, ids: string[]) => Promise<unknown>, (ids: string[]) => string | RegExp]
  >([
    [
      'an edit',
      (_, ids) => raw('audit').updateOne({ _id: ids[1]! }, { $set: { 'actor.id': 'usr_somebodyelse' } }),
      (ids) => new RegExp(`^The entry ${ids[1]} .* does not say any more what it said`),
    ],
    [
      'a deletion',
      (_, ids) => raw('audit').deleteOne({ _id: ids[1]! }),
      (ids) => new RegExp(`^The entry ${ids[1]} of seal 1 was removed`),
    ],
    [
      'an insertion under a seal',
      (accountId) => raw('audit').insertOne({ ...entry(accountId, 'evt-made-up'), seal: 1, version: 1 }),
      () => /^The entry evt-made-up .* was added to seal 1 afterwards/,
    ],
    [
      'an insertion under a seal that there is not',
      (accountId) => raw('audit').insertOne({ ...entry(accountId, newId('evt')), seal: 1.5, version: 1 }),
      () => '1 entry claims a seal that there is not.',
    ],
    [
      'a seal that is gone with its entries',
      async (accountId) => {
        await raw('audit').deleteMany({ accountId, seal: 2 });
        await raw('audit-seals').deleteOne({ _id: `${accountId}:2` });
      },
      () => 'Seal 2 was removed, and what was under it.',
    ],
    [
      'an end that was cut off',
      async (accountId) => {
        await raw('audit').deleteMany({ accountId, seal: 3 });
        await raw('audit-seals').deleteOne({ _id: `${accountId}:3` });
      },
      () => 'The end was cut off: the head of the account knows seal 3, and the last one is 2.',
    ],
  ])('finds %s', async (_case, tamper, finding) => {
    const accountId = newId('acc');
    const ids: string[] = [];
    for (let seal = 1; seal <= 3; seal += 1) {
      const more = many(2);
      ids.push(...more);
      await add(accountId, ...more);
      await sealing.seal(accountId);
    }
    await expectSealed(accountId, 6);
    await tamper(accountId, ids);
    const { findings } = await verdict(accountId);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(finding(ids));
  });

  it('finds an end that was cut off with all that knew of it here by a hash that was kept elsewhere', async () => {
    const accountId = newId('acc');
    await add(accountId, ...many(2));
    await sealing.seal(accountId);
    await add(accountId, ...many(2));
    await sealing.seal(accountId);
    const { hash } = await told(accountId);
    const { seal, count, hash: first } = await verdictWithout(accountId);
    await raw('audit-heads').updateOne({ _id: accountId }, { $set: { seals: seal, count, hash: first } });
    expect((await verdict(accountId)).findings).toEqual([]);
    const anchor = { seal: 2, hash: hash!, source: 'the log' };
    expect((await verdict(accountId, [anchor])).findings).toEqual([
      'The end was cut off: the log knows seal 2, and the last one is 1.',
    ]);
  });

  /** The log without its last seal. */
  async function verdictWithout(accountId: string) {
    await raw('audit').deleteMany({ accountId, seal: 2 });
    await raw('audit-seals').deleteOne({ _id: `${accountId}:2` });
    return verdict(accountId);
  }
});

it('a hundred entries are sealed by six operations', async () => {
  const accountId = newId('acc');
  await add(accountId, ...many(1));
  await sealing.seal(accountId);
  await add(accountId, ...many(100));
  const counted = countOperations(connection().getClient());
  await sealing.seal(accountId);
  expect(counted.end()).toEqual({
    'findAndModify audit-heads': 2,
    'find audit': 2,
    'insert audit-seals': 1,
    'update audit': 1,
  });
});

describe('the head of an account', () => {
  itIsWorkedOnByOneAtATime(() => {
    const heads = stored<StoredHead>(auditHeads);
    return {
      leases: seals.leases,
      open: (from: Date) => {
        const accountId = newId('acc');
        return heads.insert({ _id: accountId, accountId, ...NOTHING_SEALED, lease: openFrom(from) });
      },
      find: ({ accountId, _id }: StoredHead) => heads.findById(accountId, _id),
    };
  });
});
