import {
  type Bound,
  listSkipped,
  previewReassignment,
  previewUndo,
  putRecordType,
  ReassignmentPlan,
  startReassignment,
  startUndo,
  upsertRecord,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { firmOn } from '../../testing/firm.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { recordsOf, seed } from '../../testing/seeded-records.js';
import { RunsRepository } from './runs.repository.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

/** A firm where ann leaves so many tasks. */
async function firm(count: number) {
  const base = firmOn(stage);
  const { accountId, ann, bob, dan, id, get } = base;
  const { bus } = stage.peer;
  const by = userActor(dan);
  await seed(stage.raw, accountId, recordsOf(ann, count));
  const planOf = (part: object) => ReassignmentPlan.parse({ from: ann, to: bob, ...part });
  return {
    ...base,
    preview: (part: object = {}, bound?: Bound) =>
      bus.request(previewReassignment, { accountId, plan: planOf(part), bound }),
    bind: (bound: Bound, part: object = {}, more: object = {}) =>
      bus.request(startReassignment, {
        accountId,
        by,
        reassignmentId: id,
        plan: planOf(part),
        bound,
        ...more,
      }),
    ended: (reassignmentId = id) =>
      eventually(async () => {
        const run = await get(reassignmentId);
        expect(run.finishedAt).not.toBeNull();
        return run;
      }, 30_000),
    put: (n: number, record: object, type = 'task') =>
      bus.request(upsertRecord, {
        ...{ accountId, by, type, externalId: `R-${String(n).padStart(6, '0')}` },
        record: { title: 'As somebody wrote it', ownerId: ann, ...record },
      }),
    skipped: async (page: object = {}, reassignmentId = id) => {
      const { items, nextCursor } = await bus.request(listSkipped, { accountId, reassignmentId, page });
      return { ids: items.map(({ externalId }) => externalId), nextCursor };
    },
    undoPreview: () => bus.request(previewUndo, { accountId, reassignmentId: id }),
    undo: (bound: Bound | undefined, undoId = newId('rea')) =>
      bus.request(startUndo, { accountId, by, reassignmentId: id, undoId, bound }),
    runs: () => stage.service.get(RunsRepository).page(accountId, { limit: 10 }),
  };
}

const manifestIn = ({ manifest }: { manifest: string | null }): string => {
  if (manifest === null) throw new Error('There is no manifest.');
  return manifest;
};

describe('A run that is bound to a preview', () => {
  it('moves everything that was seen, when nothing was written since', async () => {
    const { bob, preview, bind, ended, owns, skipped } = await firm(2_300);
    const seen = await preview();
    const manifest = manifestIn(seen);
    const begun = await bind({ manifest, driftLimit: { records: 0 } });
    expect(begun).toMatchObject({ bound: { manifest, previewed: 2_300, skipped: 0 } });
    const run = await ended();
    expect(run).toMatchObject({ state: 'finished', progress: { total: 2_300, done: 2_300 } });
    expect(run.progress.byType).toEqual(seen.byType);
    expect(await owns(bob)).toBe(2_300);
    expect(await skipped()).toEqual({ ids: [], nextCursor: null });
  });

  it('previewed with a stand-in for who did not exist yet moves to who came, and leaves what was written since', async () => {
    const { accountId, ann, bob, bind, ended, owns, put } = await firm(12);
    const standIn = newId('usr');
    const users = [...stage.people.of(accountId), { id: standIn, status: 'invited' as const }];
    const plan = ReassignmentPlan.parse({ from: ann, to: standIn });
    const seen = await stage.peer.bus.request(previewReassignment, { accountId, plan, users });
    const manifest = manifestIn(seen);
    await put(3, {});
    const of = { users: stage.people.of(accountId) };
    await expect(bind({ manifest }, {}, of)).rejects.toMatchObject({ code: 'validation-failed' });
    // As identity begins it once the leaver is gone, whatever came since.
    const bound = { manifest, seenAs: standIn, driftLimit: { records: 0 } };
    await expect(bind(bound, {}, of)).rejects.toMatchObject({ code: 'too-much-drift' });
    await bind(bound, {}, { ...of, inAnyCase: true });
    expect(await ended()).toMatchObject({ progress: { done: 11 }, bound: { previewed: 12, skipped: 1 } });
    expect([await owns(ann), await owns(bob)]).toEqual([1, 11]);
  });

  it('leaves what came or changed since where it is, lists it, and does not miss what went', async () => {
    const { ann, bob, cem, preview, bind, ended, owns, put, skipped } = await firm(30);
    const manifest = manifestIn(await preview());
    await put(1, {});
    await put(2, { ownerId: cem });
    await put(30, {});
    await put(31, {});
    // What a run that is bound would move now.
    expect(await preview({}, { manifest })).toMatchObject({ total: 28, manifest });
    expect(await bind({ manifest })).toMatchObject({ bound: { previewed: 30, skipped: 3 } });
    const run = await ended();
    expect(run).toMatchObject({
      state: 'finished',
      progress: { total: 28, done: 28, byType: [{ type: 'task', to: bob, count: 28 }] },
      bound: { previewed: 30, skipped: 3 },
    });
    expect([await owns(ann), await owns(bob), await owns(cem)]).toEqual([3, 28, 1]);
    const first = await skipped({ limit: 2 });
    expect(first.ids).toEqual(['R-000001', 'R-000030']);
    expect(await skipped({ limit: 2, cursor: first.nextCursor })).toMatchObject({ ids: ['R-000031'] });
    // What comes to who stays is none of the run's business.
    await put(32, {});
    expect((await skipped()).ids).toEqual(['R-000001', 'R-000030', 'R-000031']);
  });

  it('leaves what is written after it began, and says so at its end', async () => {
    const { accountId, ann, bob, preview, bind, ended, owns, skipped } = await firm(50);
    const manifest = manifestIn(await preview());
    // Nobody works on it before they know who receives.
    let goOn = () => undefined as void;
    stage.people.until = new Promise((resolve) => (goOn = resolve));
    const begun = await bind({ manifest }, {}, { users: stage.people.of(accountId) });
    expect(begun).toMatchObject({ progress: { total: 50 }, bound: { skipped: 0 } });
    const written = { $set: { title: 'Written meanwhile', updatedAt: new Date() }, $inc: { version: 1 } };
    await stage.raw.updateOne({ accountId, externalId: 'R-000007' }, written);
    await seed(stage.raw, accountId, recordsOf(ann, 1, ['task'], 'LATE'));
    goOn();
    expect(await ended()).toMatchObject({
      state: 'finished',
      progress: { total: 49, done: 49 },
      bound: { previewed: 50, skipped: 2 },
    });
    expect([await owns(ann), await owns(bob)]).toEqual([2, 49]);
    expect((await skipped()).ids).toEqual(['LATE-000000', 'R-000007']);
  });

  it('does not begin when more has changed than may, and names the numbers', async () => {
    const { ann, preview, bind, owns, put, runs, ended } = await firm(40);
    const manifest = manifestIn(await preview());
    for (const n of [3, 4, 5]) await put(n, {});
    const refused = {
      code: 'too-much-drift',
      members: { previewed: 40, unchanged: 37, changed: 3, differs: 3 },
    };
    for (const driftLimit of [{ records: 2 }, { percent: 5 }]) {
      await expect(bind({ manifest, driftLimit })).rejects.toMatchObject(refused);
      await expect(preview({}, { manifest, driftLimit })).rejects.toMatchObject(refused);
    }
    expect([await owns(ann), (await runs()).items]).toEqual([40, []]);
    await bind({ manifest, driftLimit: { records: 3 } });
    expect(await ended()).toMatchObject({ state: 'finished', progress: { done: 37 }, bound: { skipped: 3 } });
  });

  it('begins in any case when its owner is leaving, and leaves out what changed', async () => {
    const { ann, preview, bind, owns, put, ended } = await firm(20);
    const manifest = manifestIn(await preview());
    for (const n of [3, 4]) await put(n, {});
    await bind({ manifest, driftLimit: { records: 0 } }, {}, { inAnyCase: true });
    expect(await ended()).toMatchObject({ progress: { done: 18 }, bound: { skipped: 2 } });
    expect(await owns(ann)).toBe(2);
  });

  it('is one run, whoever asks again, though much has changed in between', async () => {
    const { preview, bind, put, ended, runs } = await firm(20);
    const bound = { manifest: manifestIn(await preview()), driftLimit: { records: 0 } };
    const { errors } = await race(8, () => bind(bound));
    expect(errors).toEqual([]);
    await ended();
    await put(25, {});
    expect(await bind(bound)).toMatchObject({ state: 'finished', progress: { done: 20 } });
    expect((await runs()).items).toHaveLength(1);
  });

  it('is refused with the manifest of another plan, and an undo with that of another run', async () => {
    const { cem, preview, bind, ended, undo, undoPreview, runs } = await firm(10);
    const manifest = manifestIn(await preview());
    const refused = { code: 'validation-failed', errors: [{ path: 'manifest' }] };
    await expect(bind({ manifest }, { to: cem })).rejects.toMatchObject(refused);
    await expect(preview({ filter: { closed: true } }, { manifest })).rejects.toMatchObject(refused);
    expect((await runs()).items).toEqual([]);
    await bind({ manifest });
    await ended();
    await expect(undo({ manifest })).rejects.toMatchObject(refused);
    expect(await undoPreview()).toMatchObject({ total: 10 });
  });

  it('of somebody whom two fields name moves both, also where it has written the record itself', async () => {
    const { accountId, ann, bob, dan, preview, bind, ended, put, skipped } = await firm(0);
    const by = userActor(dan);
    const content = { fields: [{ key: 'approver' }] };
    await stage.peer.bus.request(putRecordType, { accountId, type: 'matter', by, content });
    const fields = { approver: ann };
    await seed(
      stage.raw,
      accountId,
      recordsOf(ann, 12, ['matter']).map((one) => ({ ...one, fields })),
    );
    const manifest = manifestIn(await preview());
    await put(3, { fields: { approver: ann } }, 'matter');
    await bind({ manifest, driftLimit: { records: 2 } });
    expect(await ended()).toMatchObject({
      state: 'finished',
      progress: {
        done: 22,
        byType: [
          { type: 'matter', to: bob, count: 11 },
          { type: 'matter', field: 'approver', to: bob, count: 11 },
        ],
      },
      bound: { previewed: 24, skipped: 2 },
    });
    expect((await skipped()).ids).toEqual(['R-000003']);
    const ofApprovers = { accountId, reassignmentId: (await ended()).id, field: 'approver', page: {} };
    expect((await stage.peer.bus.request(listSkipped, ofApprovers)).items).toHaveLength(1);
  });
});

describe('An undo that is bound to its preview', () => {
  it('begins as it was seen, and not when more has changed hands than may', async () => {
    const { ann, bob, cem, start, ended, undoPreview, undo, owns, put } = await firm(20);
    await start({ to: bob });
    await ended();
    const manifest = manifestIn(await undoPreview());
    await put(1, { ownerId: cem });
    await put(2, { ownerId: cem });
    await expect(undo({ manifest, driftLimit: { records: 1 } })).rejects.toMatchObject({
      code: 'too-much-drift',
      members: { previewed: 20, unchanged: 18, changed: 2, differs: 2, allowed: 1 },
    });
    expect(await owns(ann)).toBe(0);
    // It was not begun, so it can be begun.
    const begun = await undo({ manifest, driftLimit: { percent: 10 } });
    expect(begun).toMatchObject({ bound: { manifest, previewed: 20, skipped: 2 } });
    expect(await ended(begun.id)).toMatchObject({ state: 'finished', progress: { done: 18 } });
    expect([await owns(ann), await owns(cem)]).toEqual([18, 2]);
  });
});

it('what is not bound, and what is another account’s, has no list of what it left out', async () => {
  const mine = await firm(5);
  const theirs = await firm(0);
  await mine.bind({ manifest: manifestIn(await mine.preview()) });
  await mine.ended();
  await expect(theirs.skipped({}, mine.id)).rejects.toMatchObject({ code: 'not-found' });
  await theirs.start({ to: theirs.bob });
  await expect(theirs.skipped()).rejects.toMatchObject({ code: 'wrong-run-state' });
});
