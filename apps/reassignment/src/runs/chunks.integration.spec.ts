import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { ReassignmentPlan, userActor } from '@seatkeeper/contracts';
import {
  collectionToken,
  LeaseLost,
  Leases,
  MongoModule,
  openFrom,
  type TenantCollection,
} from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { itIsWorkedOnByOneAtATime, testService, type TestService } from '@seatkeeper/testing';
import { reassignmentSettings } from '../settings.js';
import { RecordsModule } from '../records/records.module.js';
import { ownerChanges } from '../records/owner-changes.schema.js';
import { handOvers } from '../records/hand-overs.schema.js';
import { ownerHistory } from '../records/owner-history.schema.js';
import { recordTypes } from '../records/record-types.schema.js';
import { records } from '../records/records.schema.js';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { RecordsRepository } from '../records/records.repository.js';
import {
  holdings,
  type RawRecords,
  rawRecordsIn,
  recordsIn,
  recordsOf,
  seed,
} from '../../testing/seeded-records.js';
import { ChunksService } from './chunks.service.js';
import { allQuotas, totalOf } from './distribution.js';
import { runLease } from './run-lease.js';
import { newRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import { runs, type StoredRun } from './runs.schema.js';

@Module({ imports: [RecordsModule], providers: [ChunksService, RunsRepository] })
class Steps {}

let service: TestService;
let raw: RawRecords;
let chunks: ChunksService;
let repository: RunsRepository;

/** No queue: here the test is the worker, and takes one step after the other. */
beforeAll(async () => {
  service = await testService({
    name: 'reassignment',
    spec: reassignmentSettings,
    imports: [
      MongoModule.forRoot([records, ownerHistory, ownerChanges, handOvers, recordTypes, runs]),
      BusModule.forRoot({ part: true }),
      Steps,
    ],
  });
  raw = rawRecordsIn(service);
  chunks = service.get(ChunksService);
  repository = service.get(RunsRepository);
});

afterAll(() => service.close());

const [ann, bob, cem] = [newId('usr'), newId('usr'), newId('usr')];
const later = (ms: number) => new Date(Date.now() + ms);

async function begun(count: number, given: object = { split: [{ to: bob, weight: 2 }, cem] }) {
  const accountId = newId('acc');
  await seed(raw, accountId, recordsOf(ann, count, ['contact', 'task']));
  const plan = ReassignmentPlan.parse({ from: ann, ...given });
  const quotas = allQuotas(
    plan,
    await service.get(OwnershipRepository).countAll(accountId, ann, plan.filter),
  );
  const by = userActor(ann);
  const run = await repository.begin(newRun(accountId, newId('rea'), by, plan, quotas, new Date()));
  const held = async () => {
    const rows = await holdings(raw, accountId, run._id);
    return rows.map(({ type, owner, links, count: n }) => ({ type, owner, links, count: n }));
  };
  return { accountId, run, quotas, held };
}

async function taken(run: StoredRun, now = new Date()): Promise<StoredRun> {
  const mine = await repository.take(run, now);
  if (!mine) throw new Error('Somebody else has the run.');
  return mine;
}

async function toTheEnd(run: StoredRun | null): Promise<StoredRun | null> {
  const { accountId, _id } = run ?? { accountId: '', _id: '' };
  for (let current = run; current;) current = await chunks.advance(current);
  return repository.find(accountId, _id);
}

/** What quotas say, as the records show it. */
const asHeld = (quotas: readonly { type: string; to: string; count: number }[]) =>
  quotas.map(({ type, to, count }) => ({ type, owner: to, links: 1, count }));
describe('A run', () => {
  itIsWorkedOnByOneAtATime(() => {
    const collection = service.get<TenantCollection<StoredRun>>(collectionToken(runs));
    const plan = ReassignmentPlan.parse({ from: ann, to: bob });
    return {
      leases: new Leases(collection, runLease),
      open: (from) =>
        collection.insert({
          ...newRun(newId('acc'), newId('rea'), userActor(ann), plan, [], from),
          lease: openFrom(from),
        }),
      find: ({ accountId, _id }) => collection.findById(accountId, _id),
    };
  });
});

describe('The worker of a run', () => {
  it('that is thought dead and comes back with the same chunk changes nothing', async () => {
    const { run, quotas, held } = await begun(2_500);
    const slow = await chunks.advance(await taken(run));
    const quick = await taken((await repository.find(run.accountId, run._id)) ?? run, later(10_000));
    const settled = await chunks.advance(quick);
    expect(settled?.pass.found).toBe(1_000);
    expect(slow && (await chunks.advance(slow))).toBeNull();
    const end = await toTheEnd(settled);
    expect(end).toMatchObject({ state: 'finished', total: 2_500, moved: quotas });
    expect(new Set(await held())).toEqual(new Set(asHeld(quotas)));
  });

  it('may do each step twice: nothing moves twice and nothing is counted twice', async () => {
    const { run, quotas, held } = await begun(2_500);
    let current: StoredRun | null = await taken(run);
    while (current) {
      const again: StoredRun = current;
      await chunks.advance(again);
      const kept = await repository.find(run.accountId, run._id);
      if (kept?.state === 'finished') break;
      current = await chunks.advance(again);
    }
    expect(await repository.find(run.accountId, run._id)).toMatchObject({ state: 'finished', moved: quotas });
    expect(new Set(await held())).toEqual(new Set(asHeld(quotas)));
  });

  it('takes over a chunk that was half moved, and fills the same quotas', async () => {
    const { run, quotas, held } = await begun(2_500);
    const planned = await chunks.advance(await taken(run));
    const [first] = planned?.chunk?.moves ?? [];
    const half = { from: ann, to: first?.to ?? '', ids: first?.ids.slice(0, 100) ?? [] };
    const by = { at: new Date(), by: run.by, run: run._id };
    expect(await service.get(OwnershipRepository).move(run.accountId, [half], by)).toBe(100);
    const found = (await repository.find(run.accountId, run._id)) ?? run;
    const end = await toTheEnd(await taken(found, later(10_000)));
    expect(end).toMatchObject({ state: 'finished', total: 2_500, moved: quotas });
    expect(new Set(await held())).toEqual(new Set(asHeld(quotas)));
  });

  it('of two who take a run at once one gets it', async () => {
    const { run } = await begun(1);
    const takers = await Promise.all([1, 2, 3, 4].map(() => repository.take(run, new Date())));
    expect(takers.filter(Boolean)).toHaveLength(1);
  });

  it('leaves a finished run as it is, however late it comes', async () => {
    const { run } = await begun(10);
    const mine = await taken(run);
    const end = await toTheEnd(mine);
    await expect(repository.fail(mine, [], 'late', new Date())).rejects.toThrow(LeaseLost);
    await repository.release(mine, new Date());
    expect(await repository.find(run.accountId, run._id)).toEqual(end);
  });
});

describe('Records that change hands while a run goes on', () => {
  it('arrive for the old owner, before and behind the pass: they move too, and the shares are kept', async () => {
    const { accountId, run } = await begun(3_000);
    let current = await chunks.advance(await taken(run));
    current = current && (await chunks.advance(current));
    await seed(raw, accountId, recordsOf(ann, 300, ['contact', 'note', 'task'], 'A'));
    await seed(raw, accountId, recordsOf(ann, 300, ['contact', 'note', 'task'], 'Z'));
    const end = await toTheEnd(current);
    expect(end).toMatchObject({ state: 'finished', total: 3_600 });
    expect(totalOf(end?.moved ?? [])).toBe(3_600);
    expect(await recordsIn(service).count(accountId, { ownerId: ann })).toBe(0);
    for (const type of ['contact', 'note', 'task']) {
      const ofType = end?.moved.filter((row) => row.type === type) ?? [];
      const share = totalOf(ofType.filter(({ to }) => to === bob)) / totalOf(ofType);
      expect(share).toBeCloseTo(2 / 3, 2);
    }
  });

  it('go to somebody else by hand: the run leaves them there and does not count them', async () => {
    const { accountId, run } = await begun(1_500, { to: bob });
    const planned = await chunks.advance(await taken(run));
    const stolen = { ...recordsOf(ann, 1, ['contact'])[0]!, ownerId: cem };
    await service.get(RecordsRepository).put(accountId, stolen, userActor(cem), new Date());
    const end = await toTheEnd(planned);
    expect(end).toMatchObject({ state: 'finished', total: 1_499 });
    expect(await recordsIn(service).count(accountId, { ownerId: cem })).toBe(1);
  });

  it('are given back to the old owner by hand: the run does not move them again', async () => {
    const { accountId, run, held } = await begun(10, { to: bob });
    let current = await chunks.advance(await taken(run));
    current = current && (await chunks.advance(current));
    const returned = recordsOf(ann, 1, ['contact'])[0]!;
    await service.get(RecordsRepository).put(accountId, returned, userActor(cem), new Date());
    expect(await toTheEnd(current)).toMatchObject({ state: 'finished', total: 10 });
    expect(await held()).toContainEqual({ type: 'contact', owner: ann, links: 2, count: 1 });
  });

  it('are wanted by two runs: each gets what it moved, together all, none twice', async () => {
    const { accountId, run, held } = await begun(3_000, { to: bob });
    const plan = ReassignmentPlan.parse({ from: ann, to: cem });
    const rival = await repository.begin(newRun(accountId, newId('rea'), run.by, plan, [], new Date()));
    const ends = await Promise.all([taken(run).then(toTheEnd), taken(rival).then(toTheEnd)]);
    expect(ends.map((end) => end?.state)).toEqual(['finished', 'finished']);
    expect(ends.reduce((sum, end) => sum + totalOf(end?.moved ?? []), 0)).toBe(3_000);
    expect((await held()).every(({ links }) => links === 1)).toBe(true);
  });
});
