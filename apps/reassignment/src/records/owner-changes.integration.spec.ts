import {
  listOwnerChanges,
  type OwnerChange,
  upsertRecord,
  upsertRecords,
  userActor,
} from '@seatkeeper/contracts';
import { collectionToken, MONGO_CONNECTION, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { firmOn } from '../../testing/firm.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { recordsIn, recordsOf, seed } from '../../testing/seeded-records.js';
import { MOST_IN_BLOCK } from './owner-changes.js';
import { OwnerChangesRepository } from './owner-changes.repository.js';
import { ownerChanges, type StoredBlock } from './owner-changes.schema.js';
import { OwnerChangesSweeper } from './owner-changes.sweeper.js';
import { type OwnerEntry, UNLISTED } from './records.schema.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

function firm() {
  const { accountId, ann, bob, cem, ...rest } = firmOn(stage);
  const { bus } = stage.peer;
  const by = userActor(ann);
  const changes = (after?: string, limit?: number) =>
    bus.request(listOwnerChanges, { accountId, after, limit });
  /** Reads on until nothing more comes, and the records have nothing left to tell. */
  const follow = async (isOver: () => boolean = () => true, limit = 200): Promise<OwnerChange[]> => {
    const seen: OwnerChange[] = [];
    let after: string | undefined;
    await eventually(async () => {
      const told = isOver() && (await recordsIn(stage.service).count(accountId, UNLISTED)) === 0;
      for (let more = true; more;) {
        const page = await changes(after, limit);
        seen.push(...page.items);
        ({ next: after, more } = page);
      }
      expect(told).toBe(true);
    }, 50_000);
    return seen;
  };
  return {
    ...{ ...rest, accountId, ann, bob, cem, changes, follow },
    put: (externalId: string, ownerId: string) =>
      bus.request(upsertRecord, {
        ...{ accountId, by, type: 'task', externalId },
        record: { title: 'Call back', ownerId },
      }),
    putMany: (ownerId: string, from: number, count: number) =>
      bus.request(upsertRecords, {
        ...{ accountId, by, commandId: newId('cmd') },
        rows: Array.from({ length: count }, (_, n) => ({
          ...{ type: 'task', externalId: `T-${from + n}`, title: 'Call back', ownerId },
        })),
      }),
    records: () => recordsIn(stage.service).find(accountId, {}, { limit: 5_000 }),
    blocks: stage.service.get<TenantCollection<StoredBlock>>(collectionToken(ownerChanges)),
  };
}

/** Every link of every chain stands in the list once, and those of a record in their order. */
async function expectWhole(
  seen: readonly OwnerChange[],
  records: Awaited<ReturnType<ReturnType<typeof firm>['records']>>,
): Promise<void> {
  expect(seen.map(({ number }) => number)).toEqual(seen.map((_change, n) => n + 1));
  const links = ({ from, to, at, run }: OwnerEntry) => `${from} ${to} ${at.toISOString()} ${run}`;
  for (const { type, externalId, owners } of records)
    expect([
      externalId,
      seen
        .filter((change) => change.type === type && change.externalId === externalId)
        .map(({ from, to, at, reassignmentId }) => `${from} ${to} ${at} ${reassignmentId ?? undefined}`),
    ]).toEqual([externalId, owners.map(links)]);
  expect(seen).toHaveLength(records.reduce((sum, { owners }) => sum + owners.length, 0));
}

describe('Who follows the changes of owner', () => {
  it('is told of each with who did it, and not of what is registered or only changed otherwise', async () => {
    const { ann, bob, put, follow, changes, accountId } = firm();
    expect(await changes()).toMatchObject({ items: [], more: false });
    await put('T-1', ann);
    await put('T-1', bob);
    await put('T-1', bob);
    await eventually(async () => expect((await changes()).items).toHaveLength(1));
    expect(await follow()).toEqual([
      {
        ...{ number: 1, type: 'task', externalId: 'T-1', from: ann, to: bob },
        ...{ at: expect.any(String) as string, actor: userActor(ann), reassignmentId: null },
      },
    ]);
    const { next } = await changes('now');
    await put('T-1', ann);
    await eventually(async () =>
      expect(await changes(next)).toMatchObject({ items: [{ number: 2, from: bob, to: ann }], more: false }),
    );
    const stored = await recordsIn(stage.service).findOne(accountId, {});
    expect(stored).toMatchObject({ version: 3, unlisted: [] });
  });

  it('sees each change once and none late, while many write, several list, and a run moves half of it', async () => {
    const { accountId, ann, bob, cem, dan, put, putMany, start, is, follow, records } = firm();
    const people = [ann, bob, cem];
    await seed(stage.raw, accountId, recordsOf(dan, 1_500, ['matter'], 'M'));
    await putMany(ann, 0, 60);
    let writing = true;
    const sweeper = stage.service.get(OwnerChangesSweeper);
    const readers = [40, 1_000].map((limit) => follow(() => !writing, limit));
    const run = newId('rea');
    await start({ from: dan, to: cem }, run);
    const { errors } = await race(16, async (n) => {
      for (let round = 0; round < 5; round += 1) {
        await put(`T-${(n * 7 + round) % 60}`, people[(n + round) % 3] ?? ann);
        if (n % 4 === 0) await putMany(people[(n + round + 1) % 3] ?? ann, n, 30);
        await sweeper.list(accountId);
      }
    });
    await is('finished', run);
    writing = false;
    expect(errors).toEqual([]);
    const all = await records();
    for (const seen of await Promise.all(readers)) await expectWhole(seen, all);
    expect(all.filter(({ owners }) => owners.some((entry) => entry.run === run))).toHaveLength(1_500);
  }, 60_000);

  it('misses nothing and hears nothing twice by who lists, freezes, and wakes when others have gone on', async () => {
    const { accountId, ann, bob, cem, put, putMany, follow, records, blocks } = firm();
    const changes = stage.service.get(OwnerChangesRepository);
    await putMany(ann, 1, 2);
    await putMany(bob, 1, 2);
    await follow();
    const first = await blocks.findOne(accountId, { first: 1 });
    // It had looked for what comes first, and would list it now; what it had found has changed since.
    await put('T-1', cem);
    const frozen = { ...first!, changes: [{ ...first!.changes[0]!, to: cem }] };
    expect(await changes.append(frozen)).toBe(false);
    // It had listed the first block, and takes off the records what is in it, again and again.
    let writing = true;
    const waking = (async () => {
      while (writing) await changes.settle(first!, new Date());
    })();
    for (let n = 0; n < 30; n += 1) await put(`T-${1 + (n % 2)}`, [ann, bob, cem][n % 3]!);
    writing = false;
    await waking;
    await expectWhole(await follow(), await records());
  }, 30_000);

  it('is told when it was away for too long, and begins anew with what is kept', async () => {
    const { accountId, ann, bob, put, follow, changes, blocks } = firm();
    await put('T-1', ann);
    const { next } = await changes('now');
    for (let n = 0; n < 3; n += 1) {
      await put('T-1', n % 2 ? ann : bob);
      await eventually(async () => expect((await changes()).items).toHaveLength(n + 1));
    }
    await follow();
    const kept = await blocks.find(accountId, {}, { limit: 10, sort: { first: 1 } });
    expect(kept.map(({ purgeAt }) => purgeAt !== undefined)).toEqual([true, true, false]);
    const inDays = ((kept[0]?.purgeAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(inDays).toBeGreaterThan(29.9);
    expect(inDays).toBeLessThanOrEqual(30);
    await blocks.remove(accountId, { first: 1 });
    await expect(changes(next)).rejects.toMatchObject({ code: 'changes-forgotten' });
    expect((await changes()).items.map(({ number }) => number)).toEqual([2, 3]);
    await blocks.remove(accountId, { first: 2 });
    await put('T-1', ann);
    await eventually(async () => expect((await changes()).items.map(({ number }) => number)).toEqual([3, 4]));
  });

  it('reads what it is told, and little more, off an index', async () => {
    const { accountId, ann, bob, putMany, follow, changes } = firm();
    for (const owner of [ann, bob, ann, bob]) await putMany(owner, 0, 400);
    await follow();
    // What is to be listed is found in its order, however much there is of it.
    const toList = await stage.raw
      .find({ accountId, ...UNLISTED } as object)
      .hint('unlisted')
      .sort({ 'unlisted.at': 1 })
      .explain('queryPlanner');
    expect(JSON.stringify(toList)).not.toContain('"SORT"');
    // Whether there is anything to list is asked every few seconds, and goes through no records.
    const isAnyLeft = await stage.raw
      .find({ ...UNLISTED, accountId: { $gt: '' } } as object)
      .limit(1)
      .explain('executionStats');
    expect((isAnyLeft['executionStats'] as { totalDocsExamined: number }).totalDocsExamined).toBe(0);
    const plan = await stage.service
      .get<Connection>(MONGO_CONNECTION)
      .collection(ownerChanges.name)
      .find({ accountId, first: { $gt: 1_150 - MOST_IN_BLOCK, $lte: 1_160 }, settled: true } as object)
      .sort({ first: 1 })
      .explain('executionStats');
    expect((plan['executionStats'] as { totalDocsExamined: number }).totalDocsExamined).toBeLessThan(1_010);
    expect((await changes(undefined, 1_000)).items).toHaveLength(1_000);
    for (const limit of [0, 1_001])
      await expect(changes(undefined, limit)).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('sees nothing of another account, also by its cursor', async () => {
    const [mine, theirs] = [firm(), firm()];
    await theirs.put('T-1', theirs.ann);
    await theirs.put('T-1', theirs.bob);
    await eventually(async () => expect((await theirs.changes()).items).toHaveLength(1));
    const { next } = await theirs.changes('now');
    expect(await mine.changes()).toMatchObject({ items: [], more: false });
    await expect(mine.changes(next)).rejects.toMatchObject({ code: 'validation-failed' });
  });
});
