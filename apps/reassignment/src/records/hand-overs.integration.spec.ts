import {
  cancelReassignment,
  listOwnerChanges,
  listOwnershipChanges,
  previewUndo,
  putRecordType,
  startUndo,
  upsertRecord,
  upsertRecords,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { firmOn } from '../../testing/firm.js';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { recordsOf, seed } from '../../testing/seeded-records.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

type Firm = ReturnType<typeof firmOn>;

/** A firm that ann has left, with what she had in the hands of others by a plan. */
async function left(planOf: ((firm: Firm) => object) | null, count = 0) {
  const firm = firmOn(stage);
  const { accountId, ann, dan, id, is } = firm;
  const { bus } = stage.peer;
  const by = userActor(dan);
  await seed(stage.raw, accountId, recordsOf(ann, count));
  if (planOf) {
    await firm.start(planOf(firm));
    await is('finished');
  }
  stage.people.setStatus(accountId, ann, 'deactivated');
  return {
    ...firm,
    by,
    put: async (externalId: string, record: object = {}, more: object = {}) =>
      (
        await bus.request(upsertRecord, {
          ...{ accountId, by, type: 'task', externalId, ...more },
          record: { title: 'As its source has it', ownerId: ann, ...record },
        })
      ).record,
    rows: (...rows: object[]) =>
      bus.request(upsertRecords, {
        ...{ accountId, by, commandId: newId('cmd') },
        rows: rows.map((row) => ({ type: 'task', title: 'As its source has it', ownerId: ann, ...row })),
      }),
    history: async (externalId: string, type = 'task') =>
      (await bus.request(listOwnershipChanges, { accountId, type, externalId, page: {} })).items.map(
        ({ field, from, to, reassignmentId }) => [field ?? 'owner', from, to, reassignmentId],
      ),
    undo: async () => {
      const { id: undoId } = await bus.request(startUndo, {
        accountId,
        by,
        reassignmentId: id,
        undoId: newId('rea'),
      });
      await is('finished', undoId);
    },
  };
}

const HAS_LEFT = { code: 'validation-failed', errors: [{ path: 'ownerId' }] };

describe('What comes for somebody who has left', () => {
  it('goes on by their last hand-over, once, and is told with its run', async () => {
    const { accountId, ann, bob, cem, id, put, history, owns } = await left(({ bob: to }) => ({ to }), 3);
    const { errors, values } = await race(8, () => put('NEW'));
    expect(errors).toEqual([]);
    expect(new Set(values.map(({ ownerId }) => ownerId))).toEqual(new Set([bob]));
    expect(await history('NEW')).toEqual([
      ['owner', null, ann, null],
      ['owner', ann, bob, id],
    ]);
    // Another's becomes theirs, and moves on.
    await put('OTHER', { ownerId: cem });
    expect(await put('OTHER')).toMatchObject({ ownerId: bob });
    expect(await history('OTHER')).toEqual([
      ['owner', null, cem, null],
      ['owner', cem, ann, null],
      ['owner', ann, bob, id],
    ]);
    expect([await owns(ann), await owns(bob)]).toEqual([0, 5]);
    await eventually(async () => {
      const { items } = await stage.peer.bus.request(listOwnerChanges, { accountId, limit: 100 });
      const told = items.filter(({ externalId }) => externalId === 'NEW' || externalId === 'OTHER');
      expect(told.map(({ externalId, from, to }) => [externalId, from, to])).toEqual([
        ['NEW', ann, bob],
        ['OTHER', cem, ann],
        ['OTHER', ann, bob],
      ]);
    });
  });

  it('and was handed on before stays with who has it, though its source has not heard of that', async () => {
    const { cem, put, history, rows } = await left(({ bob }) => ({ to: bob }), 1);
    const moved = await put('R-000000', { ownerId: cem });
    expect(moved).toMatchObject({ ownerId: cem });
    const before = await history('R-000000');
    expect(await put('R-000000', { title: 'Another title' })).toMatchObject({
      ownerId: cem,
      title: 'Another title',
    });
    expect(await rows({ externalId: 'R-000000', title: 'A third' })).toMatchObject({ updated: 1, failed: 0 });
    expect(await rows({ externalId: 'R-000000', title: 'A third' })).toMatchObject({
      unchanged: 1,
      failed: 0,
    });
    expect(await history('R-000000')).toEqual(before);
  });

  it('goes to whom is left of the plan, and is refused with words when nobody is', async () => {
    const firm = await left(({ bob, cem }) => ({ to: bob, rules: [{ types: ['task'], to: cem }] }));
    const { accountId, bob, cem, id, put, rows, owns, ann } = firm;
    expect(await put('ONE')).toMatchObject({ ownerId: cem });
    stage.people.setStatus(accountId, cem, 'deactivated');
    expect(await put('TWO')).toMatchObject({ ownerId: bob });
    stage.people.setStatus(accountId, bob, 'deactivated');
    await expect(put('THREE')).rejects.toMatchObject(HAS_LEFT);
    const answer = await rows({ externalId: 'THREE' }, { externalId: 'FOUR', ownerId: firm.dan });
    expect(answer).toMatchObject({ created: 1, failed: 1 });
    expect(answer.items[0]?.detail).toContain(`nobody gets it by their last hand-over, ${id}`);
    expect(await owns(ann)).toBe(0);
  });

  it('many at once are shared as the plan says, and none of it is refused', async () => {
    const { bob, cem, rows, owns } = await left(({ bob: one, cem: other }) => ({ split: [one, other] }));
    const all = Array.from({ length: 200 }, (_, n) => ({ externalId: `S-${n}` }));
    expect(await rows(...all)).toMatchObject({ created: 200, failed: 0 });
    expect(await rows(...all)).toMatchObject({ unchanged: 200, failed: 0 });
    const [ofBob, ofCem] = [await owns(bob), await owns(cem)];
    expect(ofBob + ofCem).toBe(200);
    expect(Math.min(ofBob, ofCem)).toBeGreaterThan(60);
  });

  it('is theirs again when they are back', async () => {
    const { accountId, ann, put } = await left(({ bob }) => ({ to: bob }));
    stage.people.setStatus(accountId, ann, 'active');
    expect(await put('BACK')).toMatchObject({ ownerId: ann });
  });

  it('is refused as before without a hand-over, outside of what it meant, and when it was taken back', async () => {
    await expect((await left(null)).put('NEW')).rejects.toMatchObject(HAS_LEFT);
    const some = await left(({ bob }) => ({ to: bob, filter: { types: ['matter'] } }));
    await expect(some.put('NEW')).rejects.toMatchObject(HAS_LEFT);
    const undone = await left(({ bob }) => ({ to: bob }), 2);
    const { accountId, ann, id } = undone;
    stage.people.setStatus(accountId, ann, 'active');
    await undone.undo();
    stage.people.setStatus(accountId, ann, 'deactivated');
    await expect(undone.put('NEW')).rejects.toMatchObject(HAS_LEFT);
    expect(
      await stage.peer.bus.request(previewUndo, { accountId, reassignmentId: id }).catch((e: unknown) => e),
    ).toMatchObject({
      code: 'wrong-run-state',
    });
  });

  it('is refused when somebody has ended the hand-over before everything had moved', async () => {
    const { accountId, ann, bob, by, id, start, is, put } = await left(null, 20_000);
    await start({ to: bob }, id, stage.people.of(accountId));
    const command = { accountId, by, reassignmentId: id, commandId: newId('cmd') };
    await stage.peer.bus.request(cancelReassignment, command);
    await is('cancelled');
    await expect(put('NEW')).rejects.toMatchObject(HAS_LEFT);
    expect(ann).not.toBe(bob);
  });

  it('needs the permission to move where it takes a record from somebody', async () => {
    const { cem, put } = await left(({ bob }) => ({ to: bob }), 1);
    await put('OTHER', { ownerId: cem });
    await expect(put('OTHER', {}, { mayMove: false })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await put('R-000000', { title: 'Only a title' }, { mayMove: false })).toMatchObject({
      title: 'Only a title',
    });
    expect(await put('NEW', {}, { mayMove: false })).toMatchObject({ externalId: 'NEW' });
  });

  it('goes on in other fields as well, and in no other account', async () => {
    const { accountId, ann, bob, dan, by, id, put, history } = await left(({ bob: to }) => ({ to }));
    const content = { fields: [{ key: 'approver' }] };
    await stage.peer.bus.request(putRecordType, { accountId, type: 'matter', by, content });
    const record = await put('M-1', { ownerId: dan, fields: { approver: ann } }, { type: 'matter' });
    expect(record).toMatchObject({ ownerId: dan, fields: { approver: bob } });
    expect(await history('M-1', 'matter')).toEqual([
      ['owner', null, dan, null],
      ['approver', null, ann, null],
      ['approver', ann, bob, id],
    ]);
    await expect((await left(null)).put('M-1', { ownerId: ann })).rejects.toMatchObject(HAS_LEFT);
  });
});
