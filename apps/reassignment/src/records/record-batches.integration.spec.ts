import { listOwnershipChanges, upsertRecord, upsertRecords, userActor } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { race } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { recordsIn } from '../../testing/seeded-records.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

type Row = Record<string, unknown>;

function firm() {
  const accountId = newId('acc');
  const [ann, bob] = [stage.people.add(accountId), stage.people.add(accountId)];
  const by = userActor(ann.id);
  const { bus } = stage.peer;
  return {
    accountId,
    ann,
    bob,
    put: (rows: unknown[], commandId = newId('cmd'), mayMove = true) =>
      bus.request(upsertRecords, { accountId, by, commandId, rows, mayMove }),
    putOne: (externalId: string, record: { ownerId: string; sourceVersion?: number }) =>
      bus.request(upsertRecord, {
        ...{ accountId, by, type: 'task', externalId },
        record: { title: 'Call back', ...record },
      }),
    owner: async (externalId: string) =>
      (await recordsIn(stage.service).findOne(accountId, { externalId }))?.ownerId,
    history: (externalId: string) =>
      bus.request(listOwnershipChanges, { accountId, type: 'task', externalId }),
    count: () => recordsIn(stage.service).count(accountId, {}),
  };
}

const rowsOf = (ownerId: string, count: number, more: Row = {}): Row[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ type: 'task', externalId: `T-${n}`, title: `Call back ${n}`, ownerId },
    ...more,
  }));

/** The commands to the database that a batch causes; those of sweepers, which come round meanwhile, are none of its own. */
function operationsOf(accountId: string, commandId: string): { end(): string[] } {
  const client = stage.service.get<Connection>(MONGO_CONNECTION).getClient();
  const seen: string[] = [];
  const note = ({ commandName, command }: { commandName: string; command: object }) => {
    const text = JSON.stringify(command);
    const looksFor = commandName === 'find' && text.includes(accountId) && text.includes('"_id":{"$in"');
    if (looksFor || text.includes(commandId)) seen.push(commandName);
  };
  client.on('commandStarted', note);
  return {
    end: () => {
      client.off('commandStarted', note);
      return seen;
    },
  };
}

describe('A batch of records', () => {
  it('moves no record for a caller who may not, and carries out the other rows', async () => {
    const { ann, bob, put, owner } = firm();
    await put(rowsOf(ann.id, 2));
    const [, ...others] = rowsOf(bob.id, 4);
    const batch = await put([{ ...rowsOf(ann.id, 1)[0], closed: true }, ...others], undefined, false);
    expect(batch).toMatchObject({ created: 2, updated: 1, failed: 1 });
    expect(batch.items[1]).toMatchObject({
      result: 'failed',
      errors: [{ path: 'ownerId', message: expect.stringContaining('records.reassign') }],
    });
    expect(await Promise.all([0, 1, 2, 3].map((n) => owner(`T-${n}`)))).toEqual([
      ann.id,
      ann.id,
      bob.id,
      bob.id,
    ]);
  });

  it('creates, changes and leaves alone, and says which it did with each', async () => {
    const { ann, bob, put, history, count } = firm();
    expect(await put(rowsOf(ann.id, 30))).toMatchObject({ created: 30, updated: 0, unchanged: 0, failed: 0 });
    const answer = await put([
      ...rowsOf(ann.id, 10),
      ...rowsOf(bob.id, 20).slice(10),
      ...rowsOf(bob.id, 25).slice(20),
      { type: 'task', externalId: 'T-new', title: 'Visit', ownerUsername: bob.username.toUpperCase() },
    ]);
    expect(answer).toMatchObject({ created: 1, updated: 15, unchanged: 10, overtaken: 0, failed: 0 });
    expect(answer.items.map(({ result }) => result)).toEqual([
      ...Array.from({ length: 10 }, () => 'unchanged'),
      ...Array.from({ length: 15 }, () => 'updated'),
      'created',
    ]);
    expect(await count()).toBe(31);
    expect((await history('T-12')).items).toMatchObject([
      { from: null, to: ann.id },
      { from: ann.id, to: bob.id, actor: userActor(ann.id), reassignmentId: null },
    ]);
  });

  it('carries out what it can, and says of each row that failed what is wrong with it', async () => {
    const { accountId, ann, bob, put, putOne, owner, count } = firm();
    await putOne('T-theirs', { ownerId: bob.id });
    stage.people.setStatus(accountId, bob.id, 'deactivated');
    const stranger = stage.people.add(newId('acc'));
    const good = { type: 'task', title: 'Call back', ownerId: ann.id };
    const answer = await put([
      { ...good, externalId: '1' },
      { ...good, externalId: '2', ownerId: stranger.id },
      { ...good, externalId: '3', ownerId: undefined, ownerUsername: 'nobody@nowhere.example' },
      { ...good, externalId: '4', ownerId: bob.id },
      { ...good, externalId: '5', title: { $gt: '' } },
      { ...good, externalId: '6', type: 'Task' },
      { ...good, externalId: '7', ownerUsername: ann.username },
      null,
      { ...good, externalId: 'T-theirs', ownerId: bob.id, title: 'Theirs still' },
    ]);
    expect(answer).toMatchObject({ created: 1, updated: 1, failed: 7 });
    expect(answer.items.map(({ result, errors: [error] }) => [result, error?.path])).toEqual([
      ['created', undefined],
      ['failed', 'ownerId'],
      ['failed', 'ownerUsername'],
      ['failed', 'ownerId'],
      ['failed', 'title'],
      ['failed', 'type'],
      ['failed', 'ownerId'],
      ['failed', ''],
      ['updated', undefined],
    ]);
    expect(answer.items[1]?.detail).toBe('ownerId: No user of this account has this id.');
    expect(answer.items[3]?.detail).toContain('deactivated and gets no new records');
    expect(await count()).toBe(2);
    expect(await owner('1')).toBe(ann.id);
  });

  it('takes as many database operations and questions to identity for a thousand records as for two', async () => {
    for (const count of [2, 1_000]) {
      const { accountId, ann, bob, put } = firm();
      await put(rowsOf(ann.id, count / 2));
      const asked = stage.people.asked;
      const commandId = newId('cmd');
      const operations = operationsOf(accountId, commandId);
      // Half of them are there and change hands, and half are new.
      const answer = await put(rowsOf(bob.id, count), commandId);
      expect(answer).toMatchObject({ created: count / 2, updated: count / 2 });
      expect([count, operations.end(), stage.people.asked - asked]).toEqual([
        count,
        ['find', 'insert', 'update'],
        1,
      ]);
    }
  });

  it('of more than a thousand rows, or of none, is refused and changes nothing', async () => {
    const { ann, put, count } = firm();
    for (const rows of [rowsOf(ann.id, 1_001), []])
      await expect(put(rows)).rejects.toMatchObject({ code: 'validation-failed' });
    expect(await count()).toBe(0);
  });

  it('that names a record several times takes the newest version, or else the last, and says so of the others', async () => {
    const { ann, bob, put, owner, history } = firm();
    const [row] = rowsOf(ann.id, 1);
    const answer = await put([
      { ...row, sourceVersion: 7 },
      { ...row, ownerId: bob.id, sourceVersion: 9 },
      { ...row, sourceVersion: 8 },
      { ...row, externalId: 'T-last', ownerId: ann.id },
      { ...row, externalId: 'T-last', ownerId: bob.id },
    ]);
    expect(answer.items.map(({ result }) => result)).toEqual([
      ...['overtaken', 'created', 'overtaken'],
      ...['overtaken', 'created'],
    ]);
    expect([await owner('T-0'), await owner('T-last')]).toEqual([bob.id, bob.id]);
    expect((await history('T-0')).items).toHaveLength(1);
  });

  it('that comes late changes nothing that its source has changed since, by whichever call', async () => {
    const { accountId, ann, bob, put, putOne, owner, history } = firm();
    await put([{ ...rowsOf(ann.id, 1)[0], sourceVersion: 5 }]);
    await putOne('T-0', { ownerId: bob.id, sourceVersion: 6 });
    const late = await put([{ ...rowsOf(ann.id, 1)[0], sourceVersion: 5 }]);
    expect(late.items).toMatchObject([{ result: 'overtaken' }]);
    expect(await putOne('T-0', { ownerId: ann.id, sourceVersion: 4 })).toMatchObject({
      created: false,
      record: { ownerId: bob.id, sourceVersion: 6 },
    });
    // Who has left may be named by what is overtaken: nothing comes to them.
    stage.people.setStatus(accountId, ann.id, 'deactivated');
    expect((await put([{ ...rowsOf(ann.id, 1)[0], sourceVersion: 5 }])).items).toMatchObject([
      { result: 'overtaken' },
    ]);
    expect(await owner('T-0')).toBe(bob.id);
    expect((await history('T-0')).items).toHaveLength(2);
  });

  it('delivered again answers as before and writes nothing; meant again it changes nothing', async () => {
    const { accountId, ann, bob, put, history } = firm();
    await put(rowsOf(ann.id, 20));
    const [commandId, rows] = [newId('cmd'), rowsOf(bob.id, 40)];
    const { values, errors } = await race(5, () => put(rows, commandId));
    expect(errors).toEqual([]);
    for (const value of values) expect(value).toEqual(values[0]);
    expect(values[0]).toMatchObject({ created: 20, updated: 20, failed: 0 });
    const all = () =>
      recordsIn(stage.service).find(
        accountId,
        {},
        { limit: 100, sort: { _id: 1 }, projection: { unlisted: 0 } },
      );
    const before = await all();
    expect(await put(rows, commandId)).toEqual(values[0]);
    expect(await put(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 40 });
    expect(await all()).toEqual(before);
    expect((await history('T-0')).items).toHaveLength(2);
    expect((await history('T-39')).items).toHaveLength(1);
  });

  it('sent by many at once about the same records leaves each with an unbroken chain of owners', async () => {
    const { ann, bob, put, history, count } = firm();
    const { errors } = await race(10, (n) => put(rowsOf((n % 2 ? ann : bob).id, 50)));
    expect(errors).toEqual([]);
    expect(await count()).toBe(50);
    for (const externalId of ['T-0', 'T-25', 'T-49']) {
      const { record, items } = await history(externalId);
      items.forEach(({ from }, n) => expect(from).toBe(n === 0 ? null : items[n - 1]?.to));
      expect(record.ownerId).toBe(items.at(-1)?.to);
      expect(record.version).toBe(items.length);
    }
  });

  it('reaches no record of another account', async () => {
    const [mine, theirs] = [firm(), firm()];
    await theirs.put(rowsOf(theirs.ann.id, 3));
    await mine.put(rowsOf(mine.ann.id, 3));
    const failed = await mine.put(rowsOf(theirs.ann.id, 3));
    expect(failed).toMatchObject({ failed: 3, updated: 0 });
    expect(await theirs.owner('T-0')).toBe(theirs.ann.id);
    expect(await mine.owner('T-0')).toBe(mine.ann.id);
  });
});
