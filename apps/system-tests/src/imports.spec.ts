import type { ImportRow, Reassignment, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { readFileSync } from 'node:fs';
import { Firm } from './firm.js';
import { importRecords } from './import-records.js';
import { sharedStack } from './stack.js';

const demo = (file: string) => readFileSync(new URL(`../../../tools/stack/demo/${file}`, import.meta.url));

const stack = sharedStack;

async function importPeople(firm: Firm, csv: string | Buffer, query = '') {
  const answer = await firm.call('POST', `/v1/users/import${query}`, undefined, {
    raw: csv,
    headers: { 'content-type': 'text/csv' },
  });
  expect(answer.status).toBe(202);
  const path = `/v1/users/imports/${answer.body.importId}`;
  await eventually(async () => expect((await firm.get(path)).state).toBe('finished'), 60_000);
  const rows: ImportRow[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { rows: { items: ImportRow[]; nextCursor: string | null } } = await firm.get(
      `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    rows.push(...page.rows.items);
    cursor = page.rows.nextCursor;
  }
  return { rows, progress: (await firm.get(path)).progress };
}

it('120 people of a directory export come in with managers, then 6,000 records, and a leaver’s go to two colleagues', async () => {
  const firm = await Firm.withSeats(stack(), 130);
  const { rows, progress } = await importPeople(firm, demo('users-google-workspace.csv'));
  expect(progress).toMatchObject({ total: 120, done: 120, invited: 120, failed: 0 });
  expect(rows.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 120 }, (_, n) => n + 2));
  const users = await firm.all<User>('/v1/users');
  expect(users).toHaveLength(121);
  expect(new Set(users.map(({ userCode }) => userCode)).size).toBe(121);
  expect(users.filter(({ reportsTo }) => reportsTo !== null).length).toBeGreaterThan(50);
  expect(users.filter(({ department, offices }) => department && offices.length > 0)).toHaveLength(120);
  await firm.expectSeatsToMatchUsers();

  const lines = demo('records.ndjson').toString().trim().split('\n');
  expect(lines).toHaveLength(6_000);
  await importRecords(
    firm,
    lines.map((line) => JSON.parse(line) as object),
  );
  expect((await firm.get('/v1/records?limit=1')).total).toBe(6_000);

  const [leaver, one, two] = users.filter(({ id }) => id !== firm.admin.id);
  if (!leaver || !one || !two) throw new Error('Nobody came');
  for (const { username } of [leaver, one, two]) await firm.accept(username);
  const owned = (await firm.get(`/v1/records?owner=${leaver.id}`)).total as number;
  const before = await Promise.all(
    [one, two].map(async ({ id }) => (await firm.get(`/v1/records?owner=${id}`)).total),
  );
  const left = await firm.call('POST', `/v1/users/${leaver.id}/deactivate`, {
    reassign: { plan: { split: [one.id, two.id] } },
  });
  expect(left).toMatchObject({ status: 200, body: { seatsFreed: 1, reassignmentId: expect.any(String) } });
  await eventually(async () => {
    const run = await firm.get<Reassignment>(`/v1/reassignments/${left.body.reassignmentId}`);
    expect(run).toMatchObject({ state: 'finished', progress: { done: owned } });
  });
  const after = await Promise.all(
    [one, two].map(async ({ id }) => (await firm.get(`/v1/records?owner=${id}`)).total),
  );
  const [gotOne = 0, gotTwo = 0] = after.map((total, n) => total - before[n]);
  expect(gotOne + gotTwo).toBe(owned);
  // Each type is halved by itself; there are six.
  expect(Math.abs(gotOne - gotTwo)).toBeLessThanOrEqual(6);
}, 180_000);

it('a file full of mistakes is answered row by row, and its good rows go in', async () => {
  const firm = await Firm.withSeats(stack(), 30);
  const at = `@${firm.slug}.example`;
  const csv = [
    'User principal name,First name,Last name,Title,Department,Office,Manager,Mobile Phone',
    `ok.one${at},Ok,One,Associate,Tax,London,,`,
    `ok.one${at},Dup,Same file,Associate,Tax,London,,`,
    `OK.TWO${at.toUpperCase()},Ok,Two,Partner,Tax,London,ok.one${at},`,
    `ok.two${at},Case,Duplicate,Partner,Tax,London,,`,
    'not-an-address,No,At,Associate,Tax,London,,',
    ',Empty,Name,Associate,Tax,London,,',
    `no.last${at},NoLast,,Associate,Tax,London,,`,
    `quoted${at},"Quo""ted","Com,ma",Associate,Tax,London,nobody${at},`,
    `newline${at},"Two\nLines",Name,Associate,Tax,London,,`,
    `formula${at},"=HYPERLINK(""http://x"")",+cmd,@SUM(A1),Tax,London,,`,
    `tab${at}, Trim ,\tMe ,Associate,Tax,London,,`,
    `юникод${at},Юлия,Смирнова,Associate,Tax,London,,`,
    `emoji${at},Zoë 🦊,Fox,Associate,Tax,London,,`,
    `long${at},${'L'.repeat(300)},Long,Associate,Tax,London,,`,
    `loop${at},Self,Manager,Associate,Tax,London,loop${at},`,
    `short${at},Short,Row`,
    `extra${at},Ex,Tra,Associate,Tax,London,,,surplus`,
  ].join('\r\n');
  const { rows, progress } = await importPeople(firm, csv);
  const results = Object.fromEntries(rows.map((row) => [row.line, row.code ?? row.outcome]));
  expect(results).toEqual({
    2: 'invited',
    3: 'username-taken',
    4: 'invited',
    5: 'username-taken',
    6: 'validation-failed',
    7: 'validation-failed',
    8: 'validation-failed',
    9: 'invited',
    10: 'validation-failed',
    12: 'validation-failed',
    13: 'invited',
    14: 'invited',
    15: 'invited',
    16: 'validation-failed',
    17: 'invited',
    18: 'invited',
    19: 'validation-failed',
  });
  expect(progress).toMatchObject({ total: 17, done: 17, invited: 8, failed: 9 });
  for (const row of rows) if (row.outcome === 'failed') expect(row.detail).toMatch(/\w+ \w+/);
  expect(rows.filter(({ warnings }) => warnings.length > 0).map(({ line }) => line)).toEqual([9, 17]);
  const users = await firm.all<User>('/v1/users');
  const two = users.find(({ username }) => username === `ok.two${at}`);
  expect(two?.reportsTo).toBe(users.find(({ username }) => username === `ok.one${at}`)?.id);
  expect(users.find(({ username }) => username === `tab${at}`)).toMatchObject({
    firstName: 'Trim',
    lastName: 'Me',
  });
  await firm.expectSeatsToMatchUsers();
}, 60_000);

it('seats run out in the middle of a file: the rows after it say so, or wait if they may', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const csv = (from: number) =>
    [
      'username,firstName,lastName',
      ...firm.people(6, from).map((p) => `${p.username},${p.firstName},${p.lastName}`),
    ].join('\n');
  const failing = await importPeople(firm, csv(1));
  expect(failing.progress).toMatchObject({ total: 6, invited: 4, failed: 2 });
  expect(failing.rows.filter(({ code }) => code === 'no-free-seat')).toHaveLength(2);
  const waiting = await importPeople(firm, csv(20), '?whenNoSeat=wait');
  expect(waiting.progress).toMatchObject({ total: 6, invited: 0, waitListed: 6, failed: 0 });
  expect(await firm.license()).toMatchObject({ used: 5, waiting: 6 });
}, 60_000);

it('a file of more rows than a file may have is refused as a whole', async () => {
  const firm = await Firm.signUp(stack());
  const answer = await firm.call('POST', '/v1/users/import', undefined, {
    raw: `username,firstName,lastName\n${'a\n'.repeat(100_001)}`,
    headers: { 'content-type': 'text/csv' },
  });
  expect(answer).toMatchObject({
    status: 413,
    body: { code: 'too-large', detail: expect.stringContaining('100,000 rows') },
  });
  expect(await firm.all('/v1/users')).toHaveLength(1);
}, 120_000);

it.each([
  ['no columns for names', 'a,b\n1,2\n'],
  ['a quote that never closes', 'username,firstName,lastName\n"a@b.example,A,B\n'],
  ['nothing in it', ''],
])('a file with %s is refused as a whole', async (_what, csv) => {
  const firm = await Firm.signUp(stack());
  const answer = await firm.call('POST', '/v1/users/import', undefined, {
    raw: csv,
    headers: { 'content-type': 'text/csv' },
  });
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
  expect(await firm.all('/v1/users')).toHaveLength(1);
});
