import {
  countRecords,
  getRecord,
  listOwnershipChanges,
  listRecords,
  type OwnedRecord,
  upsertRecord,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { race } from '@seatkeeper/testing';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { type RawRecords, recordsIn, recordsOf, seed } from '../../testing/seeded-records.js';
import { OwnerHistorySweeper } from './owner-history.sweeper.js';
import { listFilter } from './records.filters.js';
import { recordId } from './record-ids.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

function firm() {
  const accountId = newId('acc');
  const [ann, bob] = [stage.people.add(accountId), stage.people.add(accountId, 'banned')];
  const by = userActor(ann.id);
  const { bus } = stage.peer;
  return {
    accountId,
    ann,
    bob,
    upsert: (externalId: string, record: object, mayMove = true) =>
      bus.request(upsertRecord, {
        accountId,
        by,
        type: 'matter',
        externalId,
        mayMove,
        record: { title: 'Lumen lease', ...record },
      }),
    get: (externalId: string) => bus.request(getRecord, { accountId, type: 'matter', externalId }),
    history: (externalId: string, page: object = { limit: 200 }) =>
      bus.request(listOwnershipChanges, { accountId, type: 'matter', externalId, page }),
    list: (filter: object, page: object = {}) => bus.request(listRecords, { accountId, filter, page }),
  };
}

const ids = ({ items }: { items: OwnedRecord[] }) => items.map(({ externalId }) => externalId);

describe('The records of an owner', () => {
  it('are counted by type, open and closed, the most first; those of others are not', async () => {
    const { accountId, ann, bob, upsert } = firm();
    const { bus } = stage.peer;
    const put = (type: string, externalId: string, ownerId: string, closed: boolean) =>
      bus.request(upsertRecord, {
        ...{ accountId, by: userActor(ann.id), type, externalId },
        record: { title: 'Lumen lease', ownerId, closed },
      });
    await put('task', 'T-1', ann.id, false);
    await put('matter', 'M-2', ann.id, true);
    await put('matter', 'M-3', ann.id, false);
    await upsert('M-4', { ownerId: bob.id });
    expect(await bus.request(countRecords, { accountId, owner: ann.id })).toEqual({
      total: 3,
      items: [
        { type: 'matter', open: 1, closed: 1 },
        { type: 'task', open: 1, closed: 0 },
      ],
    });
    const nothing = { total: 0, items: [] };
    expect(await bus.request(countRecords, { accountId, owner: newId('usr') })).toEqual(nothing);
    expect(await bus.request(countRecords, { accountId: newId('acc'), owner: ann.id })).toEqual(nothing);
  });
});

describe('Registering a record', () => {
  it('takes it from nobody where the caller may not move, and writes nothing then', async () => {
    const { ann, bob, upsert, get, history } = firm();
    await upsert('M-1', { ownerId: ann.id }, false);
    await expect(upsert('M-1', { ownerId: bob.id, title: 'Other' }, false)).rejects.toMatchObject({
      code: 'forbidden',
      members: { permission: 'records.reassign' },
    });
    expect(await get('M-1')).toMatchObject({ version: 1, title: 'Lumen lease', ownerId: ann.id });
    await upsert('M-1', { ownerId: ann.id, title: 'Other' }, false);
    await upsert('M-1', { ownerId: bob.id, title: 'Other' });
    expect((await history('M-1')).items).toHaveLength(2);
  });

  it('creates it, changes it, and writes one link of its chain for each new owner', async () => {
    const { ann, bob, upsert, history } = firm();
    const first = await upsert('M/1', { ownerId: ann.id, tags: ['urgent', 'urgent'] });
    expect(first).toMatchObject({ created: true, record: { version: 1, ownerId: ann.id, tags: ['urgent'] } });
    const closed = await upsert('M/1', { ownerUsername: ann.username.toUpperCase(), closed: true });
    expect(closed).toMatchObject({ created: false, record: { version: 2, closed: true, tags: [] } });
    await upsert('M/1', { ownerId: bob.id, closed: true });
    await upsert('M/1', { ownerId: ann.id, closed: true });
    const { record, items } = await history('M/1');
    expect(record).toMatchObject({ version: 4, ownerId: ann.id });
    const actor = userActor(ann.id);
    expect(items).toMatchObject([
      { from: null, to: ann.id, actor },
      { from: ann.id, to: bob.id, actor, reassignmentId: null },
      { from: bob.id, to: ann.id, actor, reassignmentId: null },
    ]);
  });

  it('as it is changes nothing', async () => {
    const { ann, upsert, history } = firm();
    const record = { ownerId: ann.id, tags: ['b', 'a'] };
    const first = await upsert('M-1', record);
    expect(await upsert('M-1', record)).toEqual({ ...first, created: false });
    expect((await history('M-1')).items).toMatchObject([{ from: null, to: ann.id }]);
  });

  it('gives nothing new to somebody who has left, and lets them keep what they have', async () => {
    const { accountId, ann, bob, upsert, get } = firm();
    await upsert('M-1', { ownerId: bob.id });
    stage.people.setStatus(accountId, bob.id, 'deactivated');
    const says = (path: string) => ({
      code: 'validation-failed',
      errors: [{ path, message: expect.stringContaining('deactivated') }],
    });
    await expect(upsert('M-2', { ownerId: bob.id })).rejects.toMatchObject(says('ownerId'));
    await expect(upsert('M-2', { ownerUsername: bob.username })).rejects.toMatchObject(says('ownerUsername'));
    expect(await upsert('M-1', { ownerId: bob.id, title: 'Another' })).toMatchObject({ created: false });
    await upsert('M-1', { ownerId: ann.id });
    await expect(upsert('M-1', { ownerId: bob.id })).rejects.toMatchObject(says('ownerId'));
    expect(await get('M-1')).toMatchObject({ ownerId: ann.id });
    await expect(get('M-2')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is found by its words however they are written', async () => {
    const { ann, upsert, list } = firm();
    await upsert('M-1', { ownerId: ann.id, title: 'Mietvertrag Straße 4' });
    await upsert('M-2', { ownerId: ann.id, title: 'Bail O’Brien, rue Lefèvre' });
    for (const q of ['strasse', 'STRAẞE', 'straß']) expect(ids(await list({ q }))).toEqual(['M-1']);
    for (const q of ["o'brien", 'lefevre', 'OBRIEN bail']) expect(ids(await list({ q }))).toEqual(['M-2']);
  });

  it('refuses an owner whom the account does not know, and stores nothing', async () => {
    const { upsert, get } = firm();
    const stranger = firm().ann;
    await expect(upsert('M-1', { ownerId: stranger.id })).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'ownerId' }],
    });
    await expect(upsert('M-1', { ownerUsername: stranger.username })).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'ownerUsername' }],
    });
    await expect(get('M-1')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('fifty times at once creates it once, and every later owner has a link', async () => {
    const { ann, bob, upsert, history } = firm();
    const { values, errors } = await race(50, (n) => upsert('M-1', { ownerId: (n % 2 ? ann : bob).id }));
    expect(errors).toEqual([]);
    expect(values.filter(({ created }) => created)).toHaveLength(1);
    const { record, items } = await history('M-1');
    expect(record.version).toBe(items.length);
    items.forEach(({ from }, n) => expect(from).toBe(n === 0 ? null : items[n - 1]?.to));
    expect(record.ownerId).toBe(items.at(-1)?.to);
  });

  it('keeps a record small that changes hands hundreds of times, and its whole history, page by page', async () => {
    const { accountId, ann, bob, upsert, history } = firm();
    await upsert('M-1', { ownerId: ann.id });
    const id = recordId(accountId, 'matter', 'M-1');
    const by = userActor(ann.id);
    const pair = [ann.id, bob.id] as const;
    const owners = Array.from({ length: 450 }, (_, n) => ({
      from: pair[n % 2] ?? '',
      to: pair[(n + 1) % 2] ?? '',
      at: new Date(),
      by,
    }));
    await stage.raw.updateOne({ _id: id }, { $set: { owners } });
    await stage.service.get(OwnerHistorySweeper).sweep();
    expect((await recordsIn(stage.service).findById(accountId, id))?.owners).toHaveLength(100);
    await upsert('M-1', { ownerId: bob.id });
    await stage.service.get(OwnerHistorySweeper).sweep();

    const seen: { from: string | null; to: string | null }[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await history('M-1', { limit: 120, cursor });
      expect(page.total).toBe(452);
      seen.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(452);
    seen.forEach(({ from }, n) => expect(from).toBe(n === 0 ? null : seen[n - 1]?.to));
    await expect(history('M-1', { cursor: 'x' })).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('takes ids that mean something elsewhere for what they are', async () => {
    const { ann, upsert, get, list } = firm();
    const odd = ['__proto__', '{"$gt":""}', '../..', `acc_${'0'.repeat(25)}/matter/1`, '$where', 'é/🏡', ' '];
    for (const id of odd) await upsert(id, { ownerId: ann.id, title: id.trim() || 'blank' });
    for (const id of odd) expect(await get(id)).toMatchObject({ externalId: id });
    expect((await list({})).total).toBe(odd.length);
  });
});

describe('A list of records', () => {
  const types = ['contact', 'matter', 'matter-note', 'task'];
  const other = firmLater();
  const listed = firmLater();

  beforeAll(async () => {
    for (const { accountId, ann, bob } of [listed(), other()]) {
      await seed(stage.raw, accountId, recordsOf(ann.id, 400, types));
      await seed(stage.raw, accountId, recordsOf(bob.id, 100, ['task'], 'B'));
    }
  });

  it.each<[string, () => object, number]>([
    ['everything', () => ({}), 500],
    ['one owner', () => ({ owner: listed().ann.id }), 400],
    ['one type', () => ({ type: 'matter' }), 100],
    ['several types', () => ({ type: 'matter,task' }), 300],
    ['a type that nobody has', () => ({ type: 'opportunity' }), 0],
    ['a type that cannot be', () => ({ type: '$gt' }), 0],
    ['a tag', () => ({ tag: 'urgent' }), 250],
    ['open ones', () => ({ closed: false }), 400],
    ['closed ones', () => ({ closed: true }), 100],
    ['a word of the title', () => ({ q: 'lum' }), 500],
    ['two words of the title', () => ({ q: 'WILLOW 39' }), 12],
    ['an external id', () => ({ q: 'b-00001' }), 10],
    ['punctuation alone', () => ({ q: '.*' }), 500],
    ['an owner of another account', () => ({ owner: other().ann.id }), 0],
    [
      'all at once',
      () => ({ owner: listed().ann.id, type: 'task,contact', tag: '2026', closed: false, q: 'wil' }),
      160,
    ],
  ])('shows %s', async (_case, filter, total) => {
    const found = await listed().list(filter(), { limit: 200 });
    expect(found.total).toBe(total);
    expect(found.items).toHaveLength(Math.min(total, 200));
  });

  it('goes from page to page in the order of type and external id, while records come', async () => {
    const { list, ann, accountId } = listed();
    const filter = { owner: ann.id, type: 'matter,contact' };
    const seen: OwnedRecord[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list(filter, { limit: 37, ...(cursor && { cursor }) });
      seen.push(...page.items);
      cursor = page.nextCursor;
      await seed(stage.raw, accountId, recordsOf(ann.id, 1, ['contact'], `A${seen.length}`));
    } while (cursor);
    expect(seen).toHaveLength(200);
    const keys = seen.map(({ type, externalId }) => `${type}/${externalId}`);
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  it('refuses a cursor of another list', async () => {
    const { nextCursor } = await listed().list({ tag: 'urgent' }, { limit: 1 });
    const foreign = { cursor: nextCursor ?? '' };
    await expect(listed().list({ tag: '2026' }, foreign)).rejects.toMatchObject({
      code: 'validation-failed',
    });
    await expect(other().list({ tag: 'urgent' }, foreign)).rejects.toMatchObject({
      code: 'validation-failed',
    });
  });

  it('never reads what it does not show, but for conditions beside the first', async () => {
    const { accountId, ann } = listed();
    for (const asked of [
      {},
      { owner: ann.id },
      { type: 'matter' },
      { type: 'contact,task' },
      { tag: 'urgent' },
      { closed: true },
      { q: 'b-00001' },
      { owner: ann.id, type: 'contact,task' },
    ]) {
      const plan = await stage.raw
        .find({ accountId, ...listFilter(accountId, asked) } as Parameters<RawRecords['find']>[0])
        .sort({ _id: 1 })
        .limit(10)
        .explain('executionStats');
      const { totalDocsExamined } = plan['executionStats'] as { totalDocsExamined: number };
      expect({ asked, totalDocsExamined: totalDocsExamined <= 10 }).toEqual({
        asked,
        totalDocsExamined: true,
      });
    }
  });
});

it('what belongs to another account is not found', async () => {
  const mine = firm();
  await mine.upsert('M-1', { ownerId: mine.ann.id });
  const theirs = firm();
  await expect(theirs.get('M-1')).rejects.toMatchObject({ code: 'not-found' });
  await expect(theirs.history('M-1')).rejects.toMatchObject({ code: 'not-found' });
  expect(ids(await theirs.list({}))).toEqual([]);
  expect(await recordsIn(stage.service).count(theirs.accountId, {})).toBe(0);
});

/** A firm made when it is first needed: `describe` runs before the services are up. */
function firmLater(): () => ReturnType<typeof firm> {
  let made: ReturnType<typeof firm> | undefined;
  return () => (made ??= firm());
}
