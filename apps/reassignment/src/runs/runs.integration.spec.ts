import {
  checkReassignment,
  listReassignments,
  previewReassignment,
  ReassignmentPlan,
  startReassignment,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { OwnershipRepository } from '../records/ownership.repository.js';
import { firmOn } from '../../testing/firm.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { holdings, recordsIn, recordsOf, seed } from '../../testing/seeded-records.js';
import { ChunksService } from './chunks.service.js';
import { allQuotas, quotasOf } from './distribution.js';
import { newRun } from './runs.js';
import { RunsRepository } from './runs.repository.js';

const TYPES = ['contact', 'matter', 'task'];

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

function firm() {
  const firm = firmOn(stage);
  const { accountId, ann, id, is } = firm;
  const { bus } = stage.peer;
  return {
    ...firm,
    preview: (plan: object) => bus.request(previewReassignment, { accountId, plan: { from: ann, ...plan } }),
    check: (plan: object) =>
      bus.request(checkReassignment, {
        accountId,
        plan: { from: ann, ...plan },
        users: stage.people.of(accountId),
      }),
    finished: (reassignmentId = id) => is('finished', reassignmentId),
    list: (page: object) => bus.request(listReassignments, { accountId, page }),
    holdings: () => holdings(stage.raw, accountId, id),
  };
}

describe('A reassignment', () => {
  it('moves 20,000 records as its preview said, each once, with one link in its chain', async () => {
    const { accountId, ann, bob, cem, id, preview, start, finished, holdings: held } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 20_000, TYPES));
    await seed(stage.raw, accountId, recordsOf(bob, 10, ['task'], 'B'));
    const plan = {
      split: [
        { to: bob, weight: 2 },
        { to: cem, weight: 1 },
      ],
    };
    const promised = await preview(plan);
    expect(promised.total).toBe(20_000);
    const started = await start(plan);
    expect(started).toMatchObject({ state: 'queued', progress: { total: 20_000, done: 0 } });
    const run = await finished();
    expect(run.progress).toEqual({ total: 20_000, done: 20_000, byType: promised.byType });
    const expected = [
      { type: 'contact', owner: bob, links: 1, ofRun: 1, count: 4_445 },
      { type: 'contact', owner: cem, links: 1, ofRun: 1, count: 2_222 },
      { type: 'matter', owner: bob, links: 1, ofRun: 1, count: 4_444 },
      { type: 'matter', owner: cem, links: 1, ofRun: 1, count: 2_223 },
      { type: 'task', owner: bob, links: 0, ofRun: 0, count: 10 },
      { type: 'task', owner: bob, links: 1, ofRun: 1, count: 4_444 },
      { type: 'task', owner: cem, links: 1, ofRun: 1, count: 2_222 },
    ];
    expect(new Set(await held())).toEqual(new Set(expected));
    await eventually(() => expect(stage.people.heard(id)).toEqual(['finished', 'started']));
    const kept = await stage.service.get(RunsRepository).find(accountId, id);
    expect(kept?.purgeAt).toEqual(new Date(Date.parse(run.finishedAt ?? '') + 365 * 86_400_000));
  }, 60_000);

  it('moves what the filter means and leaves the rest', async () => {
    const { accountId, ann, bob, start, finished, preview } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 300, TYPES));
    const plan = { to: bob, filter: { types: ['matter', 'task'], tags: ['urgent', 'none'], closed: false } };
    const { total } = await preview(plan);
    await start(plan);
    expect((await finished()).progress).toMatchObject({ total, done: total });
    const meant = { type: { $in: ['matter', 'task'] }, tags: 'urgent', closed: false };
    expect(await recordsIn(stage.service).count(accountId, { ...meant, ownerId: bob })).toBe(total);
    expect(await recordsIn(stage.service).count(accountId, { ...meant, ownerId: ann })).toBe(0);
    expect(await recordsIn(stage.service).count(accountId, { ownerId: ann })).toBe(300 - total);
  });

  it('follows rules by type, and gives the rest to who is named for it', async () => {
    const { accountId, ann, bob, cem, start, finished } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 9, TYPES));
    await start({ rules: [{ types: ['task', 'note'], to: cem }], to: bob });
    expect((await finished()).progress.byType).toEqual([
      { type: 'contact', to: bob, count: 3 },
      { type: 'matter', to: bob, count: 3 },
      { type: 'task', to: cem, count: 3 },
    ]);
  });

  it('of somebody who owns nothing is finished at once', async () => {
    const { bob, start, finished, id } = firm();
    await start({ to: bob });
    expect((await finished()).progress).toEqual({ total: 0, done: 0, byType: [] });
    await eventually(() => expect(stage.people.heard(id)).toEqual(['finished', 'started']));
  });

  it('that is started ten times with one id is one run', async () => {
    const { accountId, ann, bob, id, start, finished, list, holdings: held } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 50));
    const { values, errors } = await race(10, () => start({ to: bob }));
    expect(errors).toEqual([]);
    expect(new Set(values.map(({ id: run }) => run))).toEqual(new Set([id]));
    await finished();
    expect((await start({ to: bob })).state).toBe('finished');
    expect((await list({})).items).toHaveLength(1);
    expect(await held()).toEqual([{ type: 'task', owner: bob, links: 1, ofRun: 1, count: 50 }]);
    await eventually(() => expect(stage.people.heard(id)).toEqual(['finished', 'started']));
  });

  it('and the run back of it both stand in the chain', async () => {
    const { accountId, ann, bob, start, finished } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 20));
    await start({ to: bob });
    await finished();
    const back = newId('rea');
    await start({ from: bob, to: ann }, back);
    await finished(back);
    expect(await holdings(stage.raw, accountId, back)).toEqual([
      { type: 'task', owner: ann, links: 2, ofRun: 1, count: 20 },
    ]);
  });

  it('does not keep the one of another account waiting', async () => {
    const large = firm();
    await seed(stage.raw, large.accountId, recordsOf(large.ann, 10_000, TYPES));
    const small = firm();
    await seed(stage.raw, small.accountId, recordsOf(small.ann, 10));
    await large.start({ to: large.bob });
    await small.start({ to: small.bob });
    const [first, last] = [await small.finished(), await large.finished()];
    expect(Date.parse(first.finishedAt ?? '')).toBeLessThan(Date.parse(last.finishedAt ?? ''));
  });

  it('whose worker dies and whose target leaves fails, says why, and counts what has moved', async () => {
    const { accountId, ann, bob, cem, id, get } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 10));
    const plan = ReassignmentPlan.parse({ from: ann, split: [bob, cem] });
    const quotas = quotasOf(plan, new Map([['task', 10]]));
    const repository = stage.service.get(RunsRepository);
    const begun = await repository.begin(newRun(accountId, id, userActor(ann), plan, quotas, new Date()));
    const taken = await repository.take(begun, new Date());
    const planned = taken && (await stage.service.get(ChunksService).advance(taken));
    const half = { from: ann, to: bob, ids: planned?.chunk?.moves[0]?.ids.slice(0, 3) ?? [] };
    const by = { at: new Date(), by: userActor(ann), run: id };
    await stage.service.get(OwnershipRepository).move(accountId, [half], by);
    stage.people.setStatus(accountId, cem, 'deactivated');
    const run = await eventually(async () => {
      const current = await get();
      expect(current.state).toBe('failed');
      return current;
    });
    expect(run.detail).toContain(cem);
    expect(run.detail).toContain(`7 records are still with ${ann}`);
    expect(run.progress).toMatchObject({ total: 10, done: 3 });
    await eventually(() => expect(stage.people.heard(id)).toEqual(['failed', 'started']));
    expect(await recordsIn(stage.service).count(accountId, { ownerId: ann })).toBe(7);
  });

  it('whose target leaves gives the rest to who gets theirs, and nothing stays with either', async () => {
    const { accountId, ann, bob, cem, id, start, finished } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 60, TYPES));
    const repository = stage.service.get(RunsRepository);
    const plan = ReassignmentPlan.parse({ from: ann, to: bob });
    const quotas = allQuotas(plan, await stage.service.get(OwnershipRepository).countAll(accountId, ann));
    const begun = await repository.begin(newRun(accountId, id, userActor(ann), plan, quotas, new Date()));
    // A worker has moved a part of it when bob leaves and his records go to cem; then it dies.
    const taken = (await repository.take(begun, new Date()))!;
    const planned = (await stage.service.get(ChunksService).advance(taken))!;
    const half = planned.chunk!.moves.map(({ to, ids }) => ({ from: ann, to, ids: ids.slice(0, 10) }));
    stage.people.setStatus(accountId, bob, 'deactivated');
    const onward = newId('rea');
    await start({ from: bob, to: cem }, onward);
    await finished(onward);
    const by = { at: new Date(), by: userActor(ann), run: id };
    await stage.service.get(OwnershipRepository).move(accountId, half, by);

    expect(await finished()).toMatchObject({ plan: { from: ann, to: cem }, progress: { done: 60 } });
    await eventually(async () => {
      for (const owner of [ann, bob])
        expect(await recordsIn(stage.service).count(accountId, { ownerId: owner })).toBe(0);
      expect(await recordsIn(stage.service).count(accountId, { ownerId: cem })).toBe(60);
    }, 15_000);
  }, 60_000);

  it('whose target left while it was being started finds who takes over, or says how many records are left', async () => {
    const { accountId, ann, bob, cem, start, finished, get } = firm();
    await seed(stage.raw, accountId, recordsOf(ann, 6));
    stage.people.setStatus(accountId, bob, 'deactivated');
    const users = stage.people.of(accountId);
    const begin = (to: string, reassignmentId: string) =>
      stage.peer.bus.request(startReassignment, {
        accountId,
        by: userActor(ann),
        reassignmentId,
        plan: { from: ann, to },
        users,
        inAnyCase: true,
      });
    const lost = newId('rea');
    await begin(bob, lost);
    const failed = await eventually(async () => {
      const run = await get(lost);
      expect(run.state).toBe('failed');
      return run;
    });
    expect(failed.detail).toContain(`6 records are still with ${ann}`);

    await start({ from: bob, to: cem }, newId('rea'));
    const found = newId('rea');
    await begin(bob, found);
    expect(await finished(found)).toMatchObject({ plan: { to: cem }, progress: { done: 6 } });
    expect(await recordsIn(stage.service).count(accountId, { ownerId: cem })).toBe(6);
  });

  it('takes turns with those of other accounts, however many one account has', async () => {
    const large = firm();
    const small = firm();
    for (const { accountId, ann } of [large, small])
      await seed(stage.raw, accountId, recordsOf(ann, 20, TYPES));
    // As long as identity thinks nobody gets on: all runs are there when it answers, the large account's first.
    let answer: () => void = () => undefined;
    stage.people.until = new Promise((resolve) => (answer = resolve));
    const users = ({ accountId }: ReturnType<typeof firm>) => stage.people.of(accountId);
    const startAll = async (of: ReturnType<typeof firm>, count: number) => {
      const ids = Array.from({ length: count }, () => newId('rea'));
      for (const id of ids) await of.start({ to: of.bob }, id, users(of));
      return ids;
    };
    const theirs = await startAll(large, 16);
    const mine = await startAll(small, 4);
    answer();
    const ended = await Promise.all([
      ...theirs.map((id) => large.finished(id)),
      ...mine.map((id) => small.finished(id)),
    ]);
    const order = ended
      .sort((a, b) => Date.parse(a.finishedAt!) - Date.parse(b.finishedAt!))
      .map(({ id }) => id);
    const lastOfMine = Math.max(...mine.map((id) => order.indexOf(id)));
    // Turn about: the fourth of four comes eighth. With one place in the queue for each run it came last.
    expect(lastOfMine).toBeLessThan(12);
  }, 60_000);

  it('is refused with every reason, and stores nothing', async () => {
    const { accountId, ann, bob, cem, check, preview, start, get, list } = firm();
    stage.people.setStatus(accountId, bob, 'banned');
    const stranger = stage.people.add(newId('acc')).id;
    const plan = {
      split: [bob, ann],
      rules: [
        { types: ['task'], to: stranger },
        { types: ['note'], to: cem },
      ],
    };
    const refusal = {
      code: 'validation-failed',
      errors: [{ path: 'split[0].to' }, { path: 'split[1].to' }, { path: 'rules[0].to' }],
    };
    for (const ask of [check, preview, start]) await expect(ask(plan)).rejects.toMatchObject(refusal);
    await expect(check({ from: stranger, to: cem })).rejects.toMatchObject({ errors: [{ path: 'from' }] });
    await expect(get()).rejects.toMatchObject({ code: 'not-found' });
    expect((await list({})).items).toEqual([]);
  });

  it('that comes with the users of its plan is decided by them, and nobody is asked', async () => {
    const { accountId, ann, bob, cem, check, start } = firm();
    const asked = stage.people.asked;
    const refusal = { code: 'validation-failed', errors: [{ path: 'to' }] };
    const without = stage.people.of(accountId).filter(({ id }) => id !== bob);
    await check({ to: bob });
    await expect(check({ to: ann })).rejects.toMatchObject(refusal);
    await expect(start({ to: bob }, newId('rea'), without)).rejects.toMatchObject(refusal);
    await expect(start({ to: ann }, newId('rea'), without)).rejects.toMatchObject(refusal);
    expect(stage.people.asked).toBe(asked);
    expect((await start({ to: cem }, newId('rea'), without)).state).toBe('queued');
  });

  it('of another account is not found, neither is its id to be had', async () => {
    const mine = firm();
    await mine.start({ to: mine.bob });
    const theirs = firm();
    await expect(theirs.get(mine.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(theirs.start({ to: theirs.bob }, mine.id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await theirs.list({})).items).toEqual([]);
  });

  it('stands in the list, the newest first, page by page', async () => {
    const { bob, start, finished, list } = firm();
    const started: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const id = newId('rea');
      await start({ to: bob }, id);
      started.unshift(id);
      await finished(id);
    }
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(started);
    expect(second.nextCursor).toBeNull();
  });
});
