import {
  cancelReassignment,
  listLeftAlone,
  previewUndo,
  ReassignmentPlan,
  startUndo,
  upsertRecord,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { firmOn } from '../../testing/firm.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { holdings, recordsIn, recordsOf, seed } from '../../testing/seeded-records.js';
import { newRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

/** A firm of which ann’s records have been moved to bob and cem. */
async function moved(count: number) {
  const firm = firmOn(stage);
  const { accountId, ann, bob, cem, dan, id, get } = firm;
  const { bus } = stage.peer;
  const by = userActor(dan);
  const ended = (reassignmentId: string) =>
    eventually(async () => {
      const run = await get(reassignmentId);
      expect(run.finishedAt).not.toBeNull();
      return run;
    }, 30_000);
  await seed(stage.raw, accountId, recordsOf(ann, count, ['matter', 'task']));
  await firm.start({ split: [bob, cem] });
  await ended(id);
  return {
    ...firm,
    ended,
    preview: (reassignmentId = id) => bus.request(previewUndo, { accountId, reassignmentId }),
    undo: (reassignmentId = id, undoId = newId('rea')) =>
      bus.request(startUndo, { accountId, by, reassignmentId, undoId }),
    leftAlone: (reassignmentId: string, limit = 50) =>
      bus.request(listLeftAlone, { accountId, reassignmentId, page: { limit } }),
    put: (externalId: string, record: object) =>
      bus.request(upsertRecord, {
        accountId,
        by,
        type: 'task',
        externalId,
        record: { title: 'As somebody wrote it', ...record },
      }),
  };
}

describe('An undo', () => {
  it('gives back 2,500 records as its preview said, each once, and is itself undone and redone', async () => {
    const { accountId, ann, bob, cem, id, preview, undo, ended, owns } = await moved(2_500);
    const promised = await preview();
    expect(promised).toMatchObject({
      total: 2_500,
      leftAlone: 0,
      byType: [
        { type: 'matter', to: ann, count: 1_250 },
        { type: 'task', to: ann, count: 1_250 },
      ],
    });
    const back = await ended((await undo()).id);
    expect(back).toMatchObject({ state: 'finished', undoes: id, progress: { total: 2_500, done: 2_500 } });
    expect(back.progress.byType).toEqual(promised.byType);
    expect([await owns(ann), await owns(bob), await owns(cem)]).toEqual([2_500, 0, 0]);
    expect(await holdings(stage.raw, accountId, back.id)).toEqual(
      expect.arrayContaining([{ type: 'task', owner: ann, links: 2, ofRun: 1, count: 1_250 }]),
    );
    await eventually(() => expect(stage.people.heard(back.id)).toEqual(['finished', 'started']));

    const again = await ended((await undo(back.id)).id);
    expect(again).toMatchObject({ state: 'finished', undoes: back.id, progress: { done: 2_500 } });
    expect([await owns(ann), await owns(bob), await owns(cem)]).toEqual([0, 1_250, 1_250]);
  });

  it('leaves alone what changed hands since, says who did it, and keeps what was written meanwhile', async () => {
    const { ann, bob, cem, preview, undo, ended, owns, put, leftAlone, accountId } = await moved(20);
    const owned = await recordsIn(stage.service).find(
      accountId,
      { ownerId: bob, type: 'task' },
      { limit: 20 },
    );
    const [given, edited, there] = owned.map(({ externalId }) => externalId) as [string, string, string];
    await put(given, { ownerId: cem });
    await put(edited, { ownerId: bob, title: 'A title of bob’s' });
    // Away and back again: somebody has decided on it since.
    await put(there, { ownerId: cem });
    await put(there, { ownerId: bob });
    expect(await preview()).toMatchObject({ total: 18, leftAlone: 2 });

    const { id } = await undo();
    expect(await ended(id)).toMatchObject({ state: 'finished', progress: { total: 18, done: 18 } });
    expect([await owns(ann), await owns(bob), await owns(cem)]).toEqual([18, 1, 1]);
    const page = await leftAlone(id, 1);
    expect(page).toMatchObject({ total: 2, items: [expect.anything()] });
    const left = await leftAlone(id);
    expect(left.items.map(({ record, change }) => [record.externalId, change.to])).toEqual(
      [
        [given, cem],
        [there, cem],
      ].sort(),
    );
    expect(left.items[0]?.change.actor.type).toBe('user');
    const kept = await recordsIn(stage.service).find(accountId, { externalId: edited }, { limit: 1 });
    expect(kept).toMatchObject([{ ownerId: ann, title: 'A title of bob’s' }]);
  });

  it('of a run that was cancelled gives back what it had moved, and of one that moved nothing is finished at once', async () => {
    const { ann, undo, ended, accountId, bob, start } = await moved(0);
    expect(await ended((await undo()).id)).toMatchObject({ state: 'finished', progress: { total: 0 } });

    await seed(stage.raw, accountId, recordsOf(bob, 3));
    const repository = stage.service.get(RunsRepository);
    const cancelled = newId('rea');
    let answer: () => void = () => undefined;
    stage.people.until = new Promise((resolve) => (answer = resolve));
    const { bus } = stage.peer;
    await start({ from: bob, to: ann }, cancelled, stage.people.of(accountId));
    await expect(undo(cancelled)).rejects.toMatchObject({ code: 'wrong-run-state' });
    const command = { accountId, by: userActor(ann), reassignmentId: cancelled, commandId: newId('cmd') };
    await bus.request(cancelReassignment, command);
    answer();
    await ended(cancelled);
    expect((await repository.find(accountId, cancelled))?.state).toBe('cancelled');
    expect(await ended((await undo(cancelled)).id)).toMatchObject({ progress: { done: 0 } });
  });

  it('that many ask for at once is one, and repeated with its id is the same', async () => {
    const { ann, id, undo, ended, owns, accountId } = await moved(500);
    const { values, errors } = await race(10, () => undo());
    expect(values).toHaveLength(1);
    for (const error of errors) expect(error).toMatchObject({ code: 'wrong-run-state' });
    const [first] = values;
    expect((await undo(id, first?.id)).id).toBe(first?.id);
    await ended(first?.id ?? '');
    await expect(undo()).rejects.toMatchObject({ code: 'wrong-run-state', members: { undoneBy: first?.id } });
    expect(await owns(ann)).toBe(500);
    expect(await stage.raw.countDocuments({ accountId, owners: { $size: 2 } })).toBe(500);
  });

  it('that comes eight times at once under one id is one, and all are told so', async () => {
    const { ann, id, undo, ended, owns } = await moved(100);
    const undoId = newId('rea');
    const { values, errors } = await race(8, () => undo(id, undoId));
    expect(errors).toEqual([]);
    expect(new Set(values.map((run) => run.id))).toEqual(new Set([undoId]));
    await ended(undoId);
    expect(await owns(ann)).toBe(100);
  });

  it('whose process died before it began can be asked for again', async () => {
    const { accountId, id, ann, undo, ended, owns } = await moved(10);
    const repository = stage.service.get(RunsRepository);
    const run = await repository.find(accountId, id);
    expect(run && (await repository.markUndone(run, undefined, newId('rea')))).toBe(true);
    await ended((await undo()).id);
    expect(await owns(ann)).toBe(10);
  });

  it('gives nothing to who has left: it is not begun, and one that goes on fails and says how many stay', async () => {
    const { accountId, ann, bob, id, preview, undo, ended, owns } = await moved(30);
    stage.people.setStatus(accountId, ann, 'deactivated');
    for (const ask of [preview, undo])
      await expect(ask()).rejects.toMatchObject({
        code: 'wrong-run-state',
        detail: expect.stringContaining(ann),
      });
    const undoId = newId('rea');
    const back = [{ type: 'task', to: ann, count: 30 }];
    const plan = ReassignmentPlan.parse({ from: ann, to: bob });
    const begun = newRun(accountId, undoId, userActor(bob), plan, back, new Date());
    await stage.service.get(RunsRepository).begin({ ...begun, undoes: id });
    expect(await ended(undoId)).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('30 records stay'),
    });
    expect(await owns(ann)).toBe(0);
  });
});

it('what is no undo, has not ended, or is another account’s has no list of what it left alone', async () => {
  const mine = await moved(1);
  const theirs = await moved(1);
  await expect(mine.leftAlone(mine.id)).rejects.toMatchObject({ code: 'wrong-run-state' });
  for (const ask of [theirs.leftAlone, theirs.preview, theirs.undo])
    await expect(ask(mine.id)).rejects.toMatchObject({ code: 'not-found' });
});
