import {
  cancelReassignment,
  pauseReassignment,
  ReassignmentPlan,
  resumeReassignment,
  startReassignment,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { firmOn } from '../../testing/firm.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { recordsIn, recordsOf, seed } from '../../testing/seeded-records.js';
import { ChunksService } from './chunks.service.js';
import { quotasOf } from './distribution.js';
import { newRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';
import type { StoredRun } from './runs.schema.js';
import { StopsService } from './stops.service.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

function firm() {
  const firm = firmOn(stage);
  const { accountId, ann, bob, cem, id } = firm;
  const { bus } = stage.peer;
  const plan = ReassignmentPlan.parse({ from: ann, to: bob });
  const command = () => ({ accountId, by: userActor(cem), reassignmentId: id, commandId: newId('cmd') });
  return {
    ...firm,
    start: () => firm.start(plan, id, stage.people.of(accountId)),
    pause: () => bus.request(pauseReassignment, command()),
    resume: () => bus.request(resumeReassignment, command()),
    cancel: () => bus.request(cancelReassignment, command()),
    /** A run that this test works on, as its worker, with a first chunk written down. */
    async atWork(count: number): Promise<StoredRun> {
      await seed(stage.raw, accountId, recordsOf(ann, count));
      const repository = stage.service.get(RunsRepository);
      const quotas = quotasOf(plan, new Map([['task', count]]));
      const run = await repository.begin(newRun(accountId, id, userActor(ann), plan, quotas, new Date()));
      const taken = await repository.take(run, new Date());
      const planned = taken && (await stage.service.get(ChunksService).advance(taken));
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
    expect(await stage.service.get(ChunksService).advance(held)).toBeNull();
    await stage.service.get(StopsService).obey(held);

    expect(await get()).toMatchObject({ state: 'paused', progress: { total: 2_500, done: 1_000 } });
    expect([await owns(ann), await owns(bob)]).toEqual([1_500, 1_000]);
    await eventually(() => expect(stage.people.heard(id)).toEqual(['paused', 'started']));
    expect(stage.people.actorOf(id, 'paused')).toEqual(userActor(cem));

    expect((await resume()).state).toBe('running');
    expect(await is('finished')).toMatchObject({ progress: { total: 2_500, done: 2_500 } });
    expect([await owns(ann), await owns(bob)]).toEqual([0, 2_500]);
    expect(await stage.raw.countDocuments({ ownerId: bob, owners: { $size: 1 } })).toBe(2_500);
    await eventually(() =>
      expect(stage.people.heard(id)).toEqual(['finished', 'paused', 'resumed', 'started']),
    );
  });

  it('is not taken on by anybody, and can be paused before it began', async () => {
    const { accountId, ann, start, pause, resume, owns, is } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 10));
    let answer: () => void = () => undefined;
    stage.people.until = new Promise((resolve) => (answer = resolve));
    await start();
    expect((await pause()).state).toBe('paused');
    answer();
    // Another run of the account has its turn meanwhile; this one has none.
    const other = newId('rea');
    const plan = { from: stage.people.add(accountId).id, to: ann };
    await stage.peer.bus.request(startReassignment, {
      accountId,
      by: userActor(ann),
      reassignmentId: other,
      plan,
    });
    await eventually(() => expect(stage.people.heard(other)).toEqual(['finished', 'started']));
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
    await stage.service.get(StopsService).obey(held);
    await is('finished');
    expect(await owns(ann)).toBe(0);
  });

  it('and resumed by many at once is as the last of them wanted, and moves each record once', async () => {
    const { accountId, ann, bob, start, pause, resume, is, owns } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 3_000));
    await start();
    const { errors } = await race(20, (n) => (n % 2 === 0 ? pause() : resume()));
    for (const error of errors) expect(error).toMatchObject({ code: 'wrong-run-state' });
    await resume().catch(() => undefined);
    await is('finished');
    expect([await owns(ann), await owns(bob)]).toEqual([0, 3_000]);
    expect(await stage.raw.countDocuments({ ownerId: bob, owners: { $size: 1 } })).toBe(3_000);
  });
});

describe('A run that is cancelled', () => {
  it('ends with what has moved, counted although its worker died in the middle of a chunk', async () => {
    const { atWork, accountId, cancel, pause, resume, is, owns, ann, bob, id } = firm();
    const held = await atWork(1_800);
    // The worker moves a part of its chunk and is heard of no more.
    await recordsIn(stage.service).updateMany(
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
    await eventually(() => expect(stage.people.heard(id)).toEqual(['cancelled', 'started']));

    expect((await cancel()).state).toBe('cancelled');
    for (const late of [pause, resume])
      await expect(late()).rejects.toMatchObject({
        code: 'wrong-run-state',
        detail: expect.stringContaining('The run is cancelled'),
      });
  });

  it('while it is paused moves nothing more', async () => {
    const { accountId, ann, start, pause, cancel, owns, is } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 10));
    let answer: () => void = () => undefined;
    stage.people.until = new Promise((resolve) => (answer = resolve));
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
  const { bus } = stage.peer;
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
