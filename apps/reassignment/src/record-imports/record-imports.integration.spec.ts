import {
  appendRecordImport,
  finishRecordImport,
  getRecordImport,
  listOwnershipChanges,
  openRecordImport,
  systemActor,
  upsertRecord,
  userActor,
} from '@seatkeeper/contracts';
import { collectionToken, Leases, openFrom, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, itIsWorkedOnByOneAtATime, race } from '@seatkeeper/testing';
import { reassignmentWorld } from '../../testing/reassignment-world.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { recordsIn } from '../../testing/seeded-records.js';
import { endServiceProcesses, serviceProcess, stopService } from '../../testing/service-process.js';
import { importLease } from './import-lease.js';
import { newImport, SILENT_MS } from './record-imports.js';
import { RecordImportsRepository } from './record-imports.repository.js';
import { imports, type StoredImport } from './record-imports.schema.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

type Sent = { line: number; text: string };

async function opened() {
  const accountId = newId('acc');
  const [ann, bob] = [stage.people.add(accountId), stage.people.add(accountId)];
  const by = userActor(ann.id);
  const which = { accountId, importId: newId('imp') };
  const { bus } = stage.peer;
  await bus.request(openRecordImport, { ...which, by });
  return {
    accountId,
    ann,
    bob,
    which,
    open: () => bus.request(openRecordImport, { ...which, by }),
    append: (batch: number, lines: Sent[], mayMove = true) =>
      bus.request(appendRecordImport, { ...which, batch, lines, mayMove }),
    finish: (aborted = false) => bus.request(finishRecordImport, { ...which, aborted }),
    get: () => bus.request(getRecordImport, which),
    count: () => recordsIn(stage.service).count(accountId, {}),
  };
}

/** So many lines, each a record of its own. */
const linesOf = (owner: object, count: number, first = 1, more: object = {}): Sent[] =>
  Array.from({ length: count }, (_, n) => ({
    line: first + n,
    text: JSON.stringify({
      type: 'task',
      externalId: `T-${first + n}`,
      title: `Call back ${first + n}`,
      ...owner,
      ...more,
    }),
  }));

describe('An import of records', () => {
  it('takes 6,000 lines in batches, asks for the owners once a batch, and tells what became of them', async () => {
    const { ann, bob, append, finish, count } = await opened();
    const asked = stage.people.asked;
    for (let batch = 0; batch < 12; batch += 1) {
      const owner = { ownerUsername: (batch % 2 ? ann : bob).username };
      await append(batch, linesOf(owner, 500, batch * 500 + 1));
    }
    const progress = { total: 6_000, done: 6_000, created: 6_000, updated: 0, failed: 0 };
    expect(await finish()).toMatchObject({ state: 'finished', progress, failures: [] });
    expect(stage.people.asked - asked).toBe(12);
    expect(await count()).toBe(6_000);
  });

  it('by who may not move records leaves those that are there with their owners, and says so', async () => {
    const { ann, bob, append, finish } = await opened();
    await append(0, linesOf({ ownerId: ann.id }, 2), false);
    await append(1, linesOf({ ownerId: bob.id }, 2, 2), false);
    const { progress, failures } = await finish();
    expect(progress).toMatchObject({ created: 3, updated: 0, failed: 1 });
    const errors = [{ path: 'ownerId', message: expect.stringContaining('records.reassign') }];
    expect(failures).toMatchObject([{ line: 2, errors }]);
  });

  it('of which a batch comes twice, also at once, counts it once and changes nothing', async () => {
    const { ann, bob, append, get, count, accountId } = await opened();
    const lines = linesOf({ ownerId: ann.id }, 100);
    const { errors } = await race(5, () => append(0, lines));
    expect(errors).toEqual([]);
    await append(1, linesOf({ ownerId: bob.id }, 10));
    await append(0, lines);
    expect((await get()).progress).toEqual({ total: 110, done: 110, created: 100, updated: 10, failed: 0 });
    expect(await count()).toBe(100);
    expect(await recordsIn(stage.service).count(accountId, { ownerId: bob.id })).toBe(10);
  });

  it('over records that are there changes what differs, with a link of the chain for a new owner', async () => {
    const { accountId, ann, bob, append, get } = await opened();
    await append(0, linesOf({ ownerId: ann.id }, 30));
    await append(1, [
      ...linesOf({ ownerId: ann.id }, 10),
      ...linesOf({ ownerId: bob.id }, 10, 11),
      ...linesOf({ ownerId: ann.id }, 10, 21, { closed: true }),
    ]);
    expect((await get()).progress).toEqual({ total: 60, done: 60, created: 30, updated: 20, failed: 0 });
    const history = (n: number) =>
      stage.peer.bus.request(listOwnershipChanges, { accountId, type: 'task', externalId: `T-${n}` });
    const first = { from: null, to: ann.id, actor: userActor(ann.id) };
    expect(await history(1)).toMatchObject({ record: { version: 1 }, items: [first] });
    expect(await history(11)).toMatchObject({
      record: { version: 2, ownerId: bob.id },
      items: [first, { from: ann.id, to: bob.id, actor: userActor(ann.id), reassignmentId: null }],
    });
    expect(await history(21)).toMatchObject({ record: { version: 2, closed: true }, items: [first] });
  });

  itIsWorkedOnByOneAtATime(() => {
    const collection = stage.service.get<TenantCollection<StoredImport>>(collectionToken(imports));
    return {
      leases: new Leases(collection, importLease),
      open: (from) =>
        collection.insert({
          ...newImport(newId('acc'), newId('imp'), systemActor('test'), from),
          lease: openFrom(from),
        }),
      find: ({ accountId, _id }) => collection.findById(accountId, _id),
    };
  });

  it('whose upload breaks off is ended after an hour without a batch, and is forgotten when its time is over', async () => {
    const { ann, append, get, which } = await opened();
    const repository = stage.service.get(RecordImportsRepository);
    const atFirst = Date.now();
    await append(0, linesOf({ ownerId: ann.id }, 2));
    const silentAt = async (ms: number) =>
      (await repository.silent(new Date(ms), 1_000)).find(({ _id }) => _id === which.importId);
    expect(await silentAt(atFirst + SILENT_MS - 1)).toBeUndefined();
    const hourLater = Date.now() + SILENT_MS;
    const silent = await silentAt(hourLater);
    const { values } = await race(5, () => repository.abort(silent!, new Date(hourLater)));
    expect(values.filter(Boolean)).toHaveLength(1);
    expect(await get()).toMatchObject({ state: 'aborted', progress: { done: 2 } });
    await expect(append(1, linesOf({ ownerId: ann.id }, 1))).rejects.toMatchObject({ code: 'wrong-status' });
    const ended = await repository.get(which.accountId, which.importId);
    expect(ended).not.toHaveProperty('lease');
    expect(ended.purgeAt).toEqual(new Date(hourLater + 90 * 86_400_000));
  });

  it('that names a record twice in a batch takes the last line', async () => {
    const { ann, bob, append, get, count, accountId } = await opened();
    const lines = [...linesOf({ ownerId: ann.id }, 5), ...linesOf({ ownerId: bob.id }, 5)];
    await append(
      0,
      lines.map(({ text }, n) => ({ line: n + 1, text })),
    );
    expect((await get()).progress).toMatchObject({ total: 10, done: 10, created: 5 });
    expect(await count()).toBe(5);
    expect(await recordsIn(stage.service).count(accountId, { ownerId: bob.id })).toBe(5);
  });

  it('answers the lines that cannot be taken one by one, and takes the others', async () => {
    const { ann, append, get, count } = await opened();
    const good = { type: 'task', title: 'Call back', ownerId: ann.id };
    const stranger = stage.people.add(newId('acc'));
    const texts = [
      JSON.stringify({ ...good, externalId: '1' }),
      '{"type": "task", "externalId": "2"',
      JSON.stringify({
        ...good,
        externalId: '3',
        ownerId: undefined,
        ownerUsername: 'nobody@nowhere.example',
      }),
      JSON.stringify({ ...good, externalId: '4', ownerId: stranger.id }),
      JSON.stringify({ ...good, externalId: '5', title: { $gt: '' } }),
      `{"__proto__":{"closed":true},${JSON.stringify({ ...good, externalId: '6' }).slice(1)}`,
      '[]',
      JSON.stringify({ ...good, externalId: '__proto__', title: '{"$gt":""}', tags: ['$where'] }),
    ];
    await append(
      0,
      texts.map((text, n) => ({ line: n + 1, text })),
    );
    const { progress, failures } = await get();
    expect(progress).toEqual({ total: 8, done: 8, created: 2, updated: 0, failed: 6 });
    expect(failures.map(({ line, errors }) => [line, ...errors.map(({ path }) => path)])).toEqual([
      [2],
      [3, 'ownerUsername'],
      [4, 'ownerId'],
      [5, 'title'],
      [6, '__proto__'],
      [7, ''],
    ]);
    expect(await count()).toBe(2);
  });

  it('keeps the first thousand failures and counts the rest', async () => {
    const { append, get } = await opened();
    for (const batch of [2, 0, 1])
      await append(
        batch,
        Array.from({ length: 500 }, (_, n) => ({ line: batch * 500 + n + 1, text: 'x' })),
      );
    const { progress, failures } = await get();
    expect(progress).toMatchObject({ total: 1_500, failed: 1_500 });
    expect(failures.map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1));
  });

  it('is opened once, and takes nothing more when it is over', async () => {
    const { ann, open, append, finish, count } = await opened();
    await append(0, linesOf({ ownerId: ann.id }, 3));
    expect((await open()).progress.created).toBe(3);
    const over = await finish(true);
    expect(over.state).toBe('aborted');
    expect(await finish()).toEqual(over);
    await expect(append(1, linesOf({ ownerId: ann.id }, 3, 4))).rejects.toMatchObject({
      code: 'wrong-status',
    });
    await append(0, linesOf({ ownerId: ann.id }, 3));
    expect(await count()).toBe(3);
  });

  it('of another account is not found', async () => {
    const { which, ann } = await opened();
    const theirs = { ...which, accountId: newId('acc') };
    const { bus } = stage.peer;
    const refused = { code: 'not-found' };
    await expect(bus.request(getRecordImport, theirs)).rejects.toMatchObject(refused);
    await expect(bus.request(finishRecordImport, theirs)).rejects.toMatchObject(refused);
    await expect(bus.request(appendRecordImport, { ...theirs, batch: 0, lines: [] })).rejects.toMatchObject(
      refused,
    );
    await expect(bus.request(openRecordImport, { ...theirs, by: userActor(ann.id) })).rejects.toMatchObject(
      refused,
    );
  });
});

describe('A service that dies in an import', () => {
  afterEach(() => endServiceProcesses());

  it('after it wrote the records: the batch comes again, and is counted as if nothing had been', async () => {
    const own = await reassignmentWorld();
    const accountId = newId('acc');
    const [ann, bob] = [own.people.add(accountId), own.people.add(accountId)];
    const which = { accountId, importId: newId('imp') };
    const { bus } = own.peer;
    const known = { accountId, by: userActor(ann.id), type: 'task', externalId: 'T-1' };
    const first = serviceProcess(own.world, 'reassignment.import.afterWrite');
    const opening = () =>
      eventually(() => bus.request(openRecordImport, { ...which, by: userActor(ann.id) }), 15_000);
    await opening();
    await bus.request(upsertRecord, { ...known, record: { title: 'Call back 1', ownerId: ann.id } });
    const append = () =>
      bus.request(appendRecordImport, { ...which, batch: 0, lines: linesOf({ ownerId: bob.id }, 200) });
    const lost = append().catch(() => undefined);
    expect(await first.ended).toBe('SIGKILL');
    const second = serviceProcess(own.world);
    await opening();
    await lost;
    await append();
    const progress = { total: 200, done: 200, created: 199, updated: 1, failed: 0 };
    expect((await bus.request(finishRecordImport, which)).progress).toEqual(progress);
    const { items } = await bus.request(listOwnershipChanges, { accountId, type: 'task', externalId: 'T-1' });
    expect(items).toHaveLength(2);
    await stopService(second);
    await own.close();
  }, 40_000);
});
