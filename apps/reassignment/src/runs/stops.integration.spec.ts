import {
  cancelReassignment,
  getReassignment,
  pauseReassignment,
  ReassignmentPlan,
  resumeReassignment,
  type RunState,
  startReassignment,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, type TestService } from '@seatkeeper/testing';
import {
  reassignmentService,
  type ReassignmentWorld,
  reassignmentWorld,
} from '../../testing/reassignment-world.js';
import { type RawRecords, rawRecordsIn, recordsIn, recordsOf, seed } from '../../testing/seeded-records.js';
import { ChunksService } from './chunks.service.js';
import { quotasOf } from './distribution.js';
import { newRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { StopsService } from './stops.service.js';

let world: ReassignmentWorld;
let service: TestService;
let raw: RawRecords;

beforeAll(async () => {
  world = await reassignmentWorld();
  service = await reassignmentService(world.world);
  raw = rawRecordsIn(service);
});

afterAll(async () => {
  await service.close();
  await world.close();
});

function firm() {
  const accountId = newId('acc');
  const [ann, bob, cem] = [0, 1, 2].map(() => world.people.add(accountId).id) as [string, string, string];
  const { bus } = world.peer;
  const id = newId('rea');
  const command = (commandId = newId('cmd')) => ({
    accountId,
    by: userActor(cem),
    reassignmentId: id,
    commandId,
  });
  const get = () => bus.request(getReassignment, { accountId, reassignmentId: id });
  const plan = ReassignmentPlan.parse({ from: ann, to: bob });
  return {
    accountId,
    ann,
    bob,
    cem,
    id,
    get,
    start: () =>
      bus.request(startReassignment, {
        accountId,
        by: userActor(ann),
        reassignmentId: id,
        plan,
        users: world.people.of(accountId),
      }),
    pause: (commandId?: string) => bus.request(pauseReassignment, command(commandId)),
    resume: (commandId?: string) => bus.request(resumeReassignment, command(commandId)),
    cancel: (commandId?: string) => bus.request(cancelReassignment, command(commandId)),
    owns: (ownerId: string) => recordsIn(service).count(accountId, { ownerId }),
    is: (state: RunState) =>
      eventually(async () => {
        const run = await get();
        expect(run.state).toBe(state);
        return run;
      }, 30_000),
    /** A run that this test works on, as its worker, with a first chunk written down. */
    async atWork(count: number): Promise<StoredRun> {
      await seed(raw, accountId, recordsOf(ann, count));
      const repository = service.get(RunsRepository);
      const quotas = quotasOf(plan, new Map([['task', count]]));
      const run = await repository.begin(newRun(accountId, id, userActor(ann), plan, quotas, new Date()));
      const taken = await repository.take(run, new Date());
      const planned = taken && (await service.get(ChunksService).advance(taken));
      if (!planned) throw new Error('Somebody else took the run.');
      return planned;
    },
  };
}

describe('A run that is paused', () => {
  it('moves what it had begun, counts it, rests, and moves the rest when it goes on', async () => {
    const { atWork, pause, resume, get, owns, ann, bob, cem, id, is } = firm();
    const held = await atWork(2_500);
    expect(await pause()).toMatchObject({ state: 'pausing', progress: { done: 0 } });
    expect(await service.get(ChunksService).advance(held)).toBeNull();
    await service.get(StopsService).obey(held);

    expect(await get()).toMatchObject({ state: 'paused', progress: { total: 2_500, done: 1_000 } });
    expect([await owns(ann), await owns(bob)]).toEqual([1_500, 1_000]);
    await eventually(() => expect(world.people.heard(id)).toEqual(['paused', 'started']));
    expect(world.people.actorOf(id, 'paused')).toEqual(userActor(cem));

    expect((await resume()).state).toBe('running');
    expect(await is('finished')).toMatchObject({ progress: { total: 2_500, done: 2_500 } });
    expect([await owns(ann), await owns(bob)]).toEqual([0, 2_500]);
    expect(await raw.countDocuments({ ownerId: bob, owners: { $size: 1 } })).toBe(2_500);
    await eventually(() =>
      expect(world.people.heard(id)).toEqual(['finished', 'paused', 'resumed', 'started']),
    );
  });

  it('is not taken on by anybody, and can be paused before it began', async () => {
    const { accountId, ann, start, pause, resume, owns, is } = firm();
    await seed(raw, accountId, recordsOf(ann, 10));
    let answer: () => void = () => undefined;
    world.people.until = new Promise((resolve) => (answer = resolve));
    await start();
    expect((await pause()).state).toBe('paused');
    answer();
    // Another run of the account has its turn meanwhile; this one has none.
    const other = newId('rea');
    const plan = { from: world.people.add(accountId).id, to: ann };
    await world.peer.bus.request(startReassignment, {
      accountId,
      by: userActor(ann),
      reassignmentId: other,
      plan,
    });
    await eventually(() => expect(world.people.heard(other)).toEqual(['finished', 'started']));
    expect(await owns(ann)).toBe(10);
    expect((await resume()).state).toBe('queued');
    await is('finished');
    expect(await owns(ann)).toBe(0);
  });

  it('goes on at once when it is resumed before its worker has stopped', async () => {
    const { atWork, pause, resume, is, owns, ann } = firm();
    const held = await atWork(1_500);
    await pause();
    expect((await resume()).state).toBe('running');
    await service.get(StopsService).obey(held);
    await is('finished');
    expect(await owns(ann)).toBe(0);
  });

  it('and resumed by many at once is as the last of them wanted, and moves each record once', async () => {
    const { accountId, ann, bob, start, pause, resume, is, owns } = firm();
    await seed(raw, accountId, recordsOf(ann, 3_000));
    await start();
    const { errors } = await race(20, (n) => (n % 2 === 0 ? pause() : resume()));
    for (const error of errors) expect(error).toMatchObject({ code: 'wrong-run-state' });
    await resume().catch(() => undefined);
    await is('finished');
    expect([await owns(ann), await owns(bob)]).toEqual([0, 3_000]);
    expect(await raw.countDocuments({ ownerId: bob, owners: { $size: 1 } })).toBe(3_000);
  });
});

describe('A run that is cancelled', () => {
  it('ends with what has moved, counted although its worker died in the middle of a chunk', async () => {
    const { atWork, accountId, cancel, pause, resume, is, owns, ann, bob, id } = firm();
    const held = await atWork(1_800);
    // The worker moves a part of its chunk and is heard of no more.
    await recordsIn(service).updateMany(
      accountId,
      { _id: { $in: held.chunk?.moves[0]?.ids.slice(0, 300) ?? [] } },
      {
        $set: { ownerId: bob },
        $push: { owners: { from: ann, to: bob, at: new Date(), by: userActor(ann), run: id } },
      },
    );
    expect((await cancel()).state).toBe('cancelling');
    await expect(resume()).rejects.toMatchObject({ code: 'wrong-run-state' });
    expect(await is('cancelled')).toMatchObject({ progress: { total: 1_800, done: 300 } });
    expect([await owns(ann), await owns(bob)]).toEqual([1_500, 300]);
    await eventually(() => expect(world.people.heard(id)).toEqual(['cancelled', 'started']));

    expect((await cancel()).state).toBe('cancelled');
    for (const late of [pause, resume])
      await expect(late()).rejects.toMatchObject({
        code: 'wrong-run-state',
        detail: expect.stringContaining('The run is cancelled'),
      });
  });

  it('while it is paused moves nothing more', async () => {
    const { accountId, ann, start, pause, cancel, owns, is } = firm();
    await seed(raw, accountId, recordsOf(ann, 10));
    let answer: () => void = () => undefined;
    world.people.until = new Promise((resolve) => (answer = resolve));
    await start();
    await pause();
    answer();
    await cancel();
    await is('cancelled');
    expect(await owns(ann)).toBe(10);
  });
});

it('a run of another account, and one that does not exist, are not found', async () => {
  const mine = firm();
  await mine.atWork(1);
  const theirs = firm();
  const { bus } = world.peer;
  for (const ask of [pauseReassignment, resumeReassignment, cancelReassignment])
    for (const reassignmentId of [mine.id, newId('rea')])
      await expect(
        bus.request(ask, {
          accountId: theirs.accountId,
          by: userActor(theirs.ann),
          reassignmentId,
          commandId: newId('cmd'),
        }),
      ).rejects.toMatchObject({ code: 'not-found' });
});
