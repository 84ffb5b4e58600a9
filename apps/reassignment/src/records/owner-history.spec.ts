import { PageRequest, userActor } from '@seatkeeper/contracts';
import { historyLines, historyPage, isOfOwner, neededOlder, putAway } from './owner-history.js';
import { newRecord } from './records.js';
import type { OwnerEntry, StoredRecord } from './records.schema.js';

const ann = 'usr_annannann';
const by = userActor(ann);
const then = new Date('2026-01-01T08:00:00Z');
const wanted = { type: 'matter', externalId: 'M-1', title: 'Lease', ownerId: ann, tags: [], closed: false };
const owner = (n: number) => `usr_${String(n).padStart(9, '0')}`;
const change = (n: number): OwnerEntry => ({ from: owner(n), to: owner(n + 1), at: then, by });
const changed = (times: number): StoredRecord => ({
  ...newRecord('acc_harbourlane', { ...wanted, ownerId: owner(times) }, then, by),
  owners: Array.from({ length: times }, (_, n) => change(n)),
  version: times + 1,
});

/** All pages, as the service puts them together. */
function pages(record: StoredRecord, older: readonly OwnerEntry[], limit: number) {
  const lines = [];
  for (let cursor: string | undefined; ;) {
    const page = historyPage(record, PageRequest.parse({ limit, cursor }));
    const { from, to } = neededOlder(record, page);
    const put = older.slice(from, Math.max(from, to));
    lines.push(...historyLines(record, page, put, older.find(isOfOwner)));
    if (page.nextCursor === null) return lines;
    cursor = page.nextCursor;
  }
}

describe('the history of a record', () => {
  it.each([
    [0, 50],
    [1, 1],
    [49, 50],
    [50, 50],
    [250, 7],
  ])('of %d changes begins with the first owner and shows each once, %d a page', (times, limit) => {
    const lines = pages(changed(times), [], limit);
    expect(lines).toHaveLength(times + 1);
    expect(lines[0]).toEqual({
      from: null,
      to: owner(0),
      at: then.toISOString(),
      actor: by,
      reassignmentId: null,
    });
    lines.slice(1).forEach(({ from, to }, n) => expect([from, to]).toEqual([owner(n), owner(n + 1)]));
  });

  it('names the API key that somebody acted by', () => {
    const byKey = userActor(ann, 'key_aaaaaaaaaaaaaaaaaaaaaaaaa');
    const record = { ...changed(0), registeredBy: byKey, owners: [{ ...change(0), by: byKey }] };
    expect(pages(record, [], 50).map(({ actor }) => actor)).toEqual([byKey, byKey]);
  });

  it('names the account of somebody who acted from another one', () => {
    const byParent = userActor(ann, undefined, 'acc_harbourholding');
    const record = { ...changed(0), owners: [{ ...change(0), by: byParent }] };
    expect(pages(record, [], 50).at(-1)?.actor).toEqual(byParent);
  });

  it('is the same when the older part of it has been put away', () => {
    const record = changed(450);
    const { older, kept } = putAway(record);
    expect([older.length, kept.length]).toEqual([350, 100]);
    expect(older[0]).toMatchObject({ _id: `${record._id}#0`, n: 0, record: record._id });
    const short = { ...record, owners: kept, archived: older.length };
    for (const limit of [1, 3, 50, 200]) expect(pages(short, older, limit)).toEqual(pages(record, [], limit));
    const again = { ...short, owners: [...kept, ...Array.from({ length: 150 }, (_, n) => change(450 + n))] };
    expect(putAway(again).older[0]).toMatchObject({ n: 350, from: owner(350) });
  });

  it('of which another field changed first begins with the first owner, and names the field where it is not the owner', () => {
    const approver = { field: 'approver', from: null, to: owner(7), at: then, by };
    const record = { ...changed(150), owners: [approver, ...changed(150).owners] };
    const lines = pages(record, [], 50);
    expect(lines.slice(0, 3)).toMatchObject([
      { from: null, to: owner(0) },
      { field: 'approver', from: null, to: owner(7) },
      { from: owner(0), to: owner(1) },
    ]);
    expect(lines.filter(({ field }) => field !== undefined)).toHaveLength(1);
    const { older, kept } = putAway(record);
    expect(pages({ ...record, owners: kept, archived: older.length }, older, 50)).toEqual(lines);
  });

  it('names the run of a move', () => {
    const record = { ...changed(0), owners: [{ ...change(0), run: 'rea_12345678' }] };
    expect(pages(record, [], 50)[1]).toMatchObject({ reassignmentId: 'rea_12345678' });
  });

  it.each(['', 'nonsense', Buffer.from('line:-1').toString('base64url')])(
    'refuses the foreign cursor %p',
    (cursor) => {
      expect(() => historyPage(changed(1), { limit: 1, cursor })).toThrow(
        expect.objectContaining({ code: 'validation-failed' }),
      );
    },
  );
});
