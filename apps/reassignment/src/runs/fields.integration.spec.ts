import {
  listLeftAlone,
  listOwnershipChanges,
  previewReassignment,
  previewUndo,
  putRecordType,
  ReassignmentPlan,
  startUndo,
  upsertRecord,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { firmOn } from '../../testing/firm.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { recordsOf, seed } from '../../testing/seeded-records.js';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { ChunksService } from './chunks.service.js';
import { allQuotas } from './distribution.js';
import { newRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

/** A firm whose matters have an approver and a second owner: ann is the owner of all, and the approver of every other one. */
async function firm(count: number) {
  const base = firmOn(stage);
  const { accountId, ann, bob, dan, id, get } = base;
  const { bus } = stage.peer;
  const by = userActor(dan);
  const fields = ['approver', 'secondOwner'].map((key) => ({ key }));
  await bus.request(putRecordType, { accountId, type: 'matter', by, content: { fields } });
  await seed(
    stage.raw,
    accountId,
    recordsOf(ann, count, ['matter']).map((record, n) => ({
      ...record,
      fields: { secondOwner: dan, ...(n % 2 === 0 && { approver: ann }) },
    })),
  );
  return {
    ...base,
    preview: (plan: object) =>
      bus.request(previewReassignment, { accountId, plan: ReassignmentPlan.parse({ from: ann, ...plan }) }),
    ended: (reassignmentId = id) =>
      eventually(async () => {
        const run = await get(reassignmentId);
        expect(run.finishedAt).not.toBeNull();
        return run;
      }, 30_000),
    put: (externalId: string, record: object) =>
      bus.request(upsertRecord, {
        ...{ accountId, by, type: 'matter', externalId },
        record: { title: 'As somebody wrote it', ownerId: bob, ...record },
      }),
    history: async (externalId: string) =>
      (await bus.request(listOwnershipChanges, { accountId, type: 'matter', externalId, page: {} })).items,
    undoPreview: (reassignmentId = id) => bus.request(previewUndo, { accountId, reassignmentId }),
    undo: (reassignmentId = id) =>
      bus.request(startUndo, { accountId, by, reassignmentId, undoId: newId('rea') }),
    leftAlone: (reassignmentId: string) =>
      bus.request(listLeftAlone, { accountId, reassignmentId, page: { limit: 50 } }),
    named: (key: string, user: string) => stage.raw.countDocuments({ accountId, holders: `${key}=${user}` }),
  };
}

describe('A hand-over of somebody whom several fields name', () => {
  it('moves each field as its preview says, once, so that nothing names them, and is undone exactly', async () => {
    const {
      accountId,
      ann,
      bob,
      cem,
      dan,
      id,
      preview,
      start,
      ended,
      owns,
      named,
      history,
      undo,
      undoPreview,
    } = await firm(2_500);
    const plan = { split: [bob, cem] };
    const promised = await preview(plan);
    expect(promised).toMatchObject({
      total: 3_750,
      byType: [
        { type: 'matter', to: bob, count: 1_250 },
        { type: 'matter', to: cem, count: 1_250 },
        { type: 'matter', field: 'approver', to: bob, count: 625 },
        { type: 'matter', field: 'approver', to: cem, count: 625 },
      ],
    });
    await start(plan);
    const run = await ended();
    expect(run).toMatchObject({ state: 'finished', progress: { total: 3_750, done: 3_750 } });
    expect(run.progress.byType).toEqual(promised.byType);
    expect([await owns(ann), await named('approver', ann)]).toEqual([0, 0]);
    expect([await named('approver', bob), await named('approver', cem)]).toEqual([625, 625]);
    expect(await named('secondOwner', dan)).toBe(2_500);
    const lines = (await history('R-000000')).filter(({ reassignmentId }) => reassignmentId === id);
    expect(lines.map(({ field = 'owner', from }) => [field, from])).toEqual([
      ['owner', ann],
      ['approver', ann],
    ]);
    // A record was registered with two fields at most, and each of the two that named ann moved once.
    const links = { $in: [2, 4] };
    const all = await stage.raw.find({ accountId }, { projection: { owners: 1 } }).toArray();
    expect(all.every(({ owners }) => links.$in.includes(owners.length))).toBe(true);

    const back = await undoPreview();
    expect(back).toMatchObject({ total: 3_750, leftAlone: 0 });
    expect(back.byType).toEqual([
      { type: 'matter', to: ann, count: 2_500 },
      { type: 'matter', field: 'approver', to: ann, count: 1_250 },
    ]);
    const undone = await ended((await undo()).id);
    expect(undone).toMatchObject({ state: 'finished', progress: { total: 3_750, done: 3_750 } });
    expect([await owns(ann), await named('approver', ann)]).toEqual([2_500, 1_250]);
    expect(await named('secondOwner', dan)).toBe(2_500);
  });

  it('is undone field by field: what was changed since stays, and is listed with its field', async () => {
    const { ann, bob, cem, start, ended, put, owns, named, undo, undoPreview, leftAlone } = await firm(10);
    await start({ to: bob });
    await ended();
    await put('R-000000', { fields: { approver: cem } });
    await put('R-000002', { ownerId: cem });
    expect(await undoPreview()).toMatchObject({ total: 13, leftAlone: 2 });
    const { id } = await undo();
    await ended(id);
    expect([await owns(ann), await named('approver', ann)]).toEqual([9, 4]);
    expect(
      (await leftAlone(id)).items.map(({ record, change }) => [record.externalId, change.field, change.to]),
    ).toEqual([
      ['R-000000', 'approver', cem],
      ['R-000002', undefined, cem],
    ]);
  });

  it('moves what comes to name them in another field while it goes on, and nothing that was given back to them', async () => {
    const { accountId, ann, bob, cem, put, owns, named } = await firm(0);
    const repository = stage.service.get(RunsRepository);
    const chunks = stage.service.get(ChunksService);
    await put('M-1', { ownerId: cem, fields: { approver: ann } });
    await put('M-2', { ownerId: cem, fields: { approver: ann } });
    const plan = ReassignmentPlan.parse({ from: ann, to: bob });
    const quotas = allQuotas(plan, await stage.service.get(OwnershipRepository).countAll(accountId, ann));
    const begun = { ...newRun(accountId, newId('rea'), userActor(ann), plan, quotas, new Date()) };
    // Nobody but this test works on it: it is paused for all others.
    const run = await repository.begin({ ...begun, lease: undefined });
    const mine = { ...run, pass: { found: 0 } };
    const { field, after, limit } = { field: 'approver', after: undefined, limit: 10 };
    const found = await stage.service
      .get(OwnershipRepository)
      .next(accountId, { from: ann, field, filter: undefined, run: run._id, after, limit });
    expect(found).toHaveLength(2);
    const move = { field, from: ann, to: bob, ids: found.map((each) => each.id) };
    const by = { at: new Date(), by: run.by, run: run._id };
    expect(await stage.service.get(OwnershipRepository).move(accountId, [move], by)).toBe(2);
    expect(await stage.service.get(OwnershipRepository).move(accountId, [move], by)).toBe(0);
    // M-1 comes to ann as its owner, M-2 is given back to her as its approver.
    await put('M-1', { ownerId: ann });
    await put('M-2', { ownerId: cem, fields: { approver: ann } });
    expect(await stage.service.get(OwnershipRepository).move(accountId, [move], by)).toBe(0);
    const owner = await stage.service
      .get(OwnershipRepository)
      .next(accountId, { from: ann, field: undefined, filter: undefined, run: run._id, after, limit });
    expect(owner).toHaveLength(1);
    expect(
      await chunks.movedWith(mine, { field, moves: [{ type: 'matter', to: bob, ids: move.ids }], last: '' }),
    ).toEqual([{ type: 'matter', field: 'approver', to: bob, count: 2 }]);
    expect([await owns(ann), await named('approver', ann), await named('approver', bob)]).toEqual([1, 1, 1]);
  });

  it('leaves another account, and a user of the same fields, as they are', async () => {
    const mine = await firm(20);
    const theirs = await firm(20);
    await mine.start({ to: mine.bob, filter: { types: ['matter'], closed: false } });
    await mine.ended();
    expect(await mine.named('approver', mine.ann)).toBe(2);
    expect(await mine.named('secondOwner', mine.dan)).toBe(20);
    expect([await theirs.owns(theirs.ann), await theirs.named('approver', theirs.ann)]).toEqual([20, 10]);
  });
});
