import {
  type Actor,
  abortUserImport,
  appendUserImport,
  banUser,
  createGroup,
  getUserImport,
  invitationIssued,
  listUsers,
  openUserExport,
  openUserImport,
  readUserExport,
  startUserImport,
  systemActor,
  updateGroup,
  userActor,
  type UserImport,
  userImportFinished,
} from '@seatkeeper/contracts';
import { collectionToken, Leases, openFrom, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, itIsWorkedOnByOneAtATime } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { importLease } from './import-lease.js';
import { progressOf, purgeDate } from './imports.js';
import { ImportsRepository } from './imports.repository.js';
import { imports, type StoredImport } from './imports.schema.js';
import { ImportsService } from './imports.service.js';

type Line = readonly [line: number, ...cells: string[]];

const ENTRA = [
  'User principal name',
  'First name',
  'Last name',
  'Title',
  'Department',
  'Office',
  'Manager',
  'Mobile Phone',
];

/** One of each kind of row that breaks importers. The third begins on line 5 because the second has a line break. */
const HARD: Line[] = [
  [2, 'ok.one@firm.example', 'Ok', 'One', 'Associate', 'Tax', 'London', '', ''],
  [3, 'ok.one@firm.example', 'Dup', 'Same file', 'Associate', 'Tax', 'London', '', ''],
  [4, 'OK.TWO@Firm.example', 'Ok', 'Two', 'Partner', 'Tax', 'London', 'ok.one@firm.example', ''],
  [5, 'ok.two@firm.example', 'Case', 'Duplicate', 'Partner', 'Tax', 'London', '', ''],
  [6, 'not-an-address', 'No', 'At', 'Associate', 'Tax', 'London', '', ''],
  [7, '', 'Empty', 'Name', 'Associate', 'Tax', 'London', '', ''],
  [8, 'no.last@firm.example', 'NoLast', '', 'Associate', 'Tax', 'London', '', ''],
  [9, 'quoted@firm.example', 'Quo"ted', 'Com,ma', 'Associate', 'Tax', 'London', 'nobody@firm.example', ''],
  [10, 'newline@firm.example', 'Two\nLines', 'Name', 'Associate', 'Tax', 'London', '', ''],
  [12, 'formula@firm.example', '=HYPERLINK("http://x")', '+cmd', '@SUM(A1)', 'Tax', 'London', '', ''],
  [13, 'tab@firm.example', ' Trim ', '\tMe ', 'Associate', 'Tax', 'London', '', ''],
  [14, 'юникод@firm.example', 'Юлия', 'Смирнова', 'Associate', 'Tax', 'London', '', ''],
  [15, 'emoji@firm.example', 'Zoë 🦊', 'Fox', 'Associate', 'Tax', 'London', '', ''],
  [16, 'long@firm.example', 'L'.repeat(300), 'Long', 'Associate', 'Tax', 'London', '', ''],
  [17, 'loop@firm.example', 'Self', 'Manager', 'Associate', 'Tax', 'London', 'loop@firm.example', ''],
  [18, 'short@firm.example', 'Short', 'Row'],
  [19, 'extra@firm.example', 'Ex', 'Tra', 'Associate', 'Tax', 'London', '', '', 'surplus'],
  // Two who name each other: one of the lines would close a circle.
  [20, 'yin@firm.example', 'Yin', 'Lee', '', '', '', 'yang@firm.example', ''],
  [21, 'yang@firm.example', 'Yang', 'Lee', '', '', '', 'yin@firm.example', ''],
];

describe('an import', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const upload = async (
    firm: Firm,
    header: string[],
    lines: readonly Line[],
    whenNoSeat: 'fail' | 'wait' = 'fail',
    by: Actor = firm.by,
  ) => {
    const which = { accountId: firm.accountId, importId: newId('imp') };
    const rows = lines.map(([line, ...cells]) => ({ line, cells }));
    await stage.ask(openUserImport, { ...which, by, header, whenNoSeat });
    // What the gateway repeats when an answer got lost changes nothing.
    for (let sent = 0; sent < 2; sent += 1) await stage.ask(appendUserImport, { ...which, rows });
    await stage.ask(startUserImport, { ...which, total: rows.length });
    return which;
  };
  const finished = (
    which: { accountId: string; importId: string },
    state: UserImport['state'] = 'finished',
  ) =>
    eventually(async () => {
      const found = await stage.ask(getUserImport, { ...which, page: { limit: 200 } });
      expect(found.state).toBe(state);
      return found;
    }, 30_000);

  it('plans for a day to come who has one in the file, and says of a wrong day what is wrong', async () => {
    const firm = await stage.signUp(1);
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const header = ['Username', 'First name', 'Last name', 'Start date', 'Kind of user'];
    const which = await upload(firm, header, [
      [2, 'later@firm.example', 'La', 'Ter', inAWeek, ''],
      [3, 'past@firm.example', 'Pa', 'St', '2020-01-31', ''],
      [4, 'wrong@firm.example', 'Wro', 'Ng', '31.01.2030', ''],
      [5, 'robot@firm.example', 'Ro', 'Bot', inAWeek, 'service'],
    ]);
    const { rows, progress } = await finished(which);
    expect(rows.items).toMatchObject([
      { outcome: 'planned', code: null },
      { outcome: 'failed', code: 'validation-failed', errors: [{ path: 'joinsOn' }] },
      { outcome: 'failed', code: 'validation-failed', errors: [{ path: 'joinsOn' }] },
      { outcome: 'failed', code: 'validation-failed', errors: [{ path: 'joinsOn' }] },
    ]);
    expect(progress).toEqual({ total: 4, done: 4, invited: 0, planned: 1, waitListed: 0, failed: 3 });
    // The one seat is taken by the admin: nobody had to have another.
    expect(stage.heard.of(invitationIssued, firm.accountId)).toEqual([]);
    const found = (days: string) =>
      stage.ask(listUsers, { accountId: firm.accountId, filter: { joinsInDays: days }, page: {} });
    expect((await found('8')).items).toMatchObject([{ username: 'later@firm.example', joinsOn: inAWeek }]);
    expect((await found('3')).items).toEqual([]);
    const asked = { accountId: firm.accountId, filter: { joinsInDays: '8' } };
    const { header: columns, customFields } = await stage.ask(openUserExport, asked);
    const file = await stage.ask(readUserExport, { ...asked, customFields });
    expect(file.rows[0]?.[columns.indexOf('Joins on')]).toBe(inAWeek);
  });

  it('of a hard file answers row by row, and the good ones go through', async () => {
    const firm = await stage.signUp(50);
    const which = await upload(firm, ENTRA, HARD);
    const { rows, progress } = await finished(which);
    const told = rows.items.map(({ line, outcome, code }) => [line, outcome, code]);
    expect(told).toEqual([
      [2, 'invited', null],
      [3, 'failed', 'username-taken'],
      [4, 'invited', null],
      [5, 'failed', 'username-taken'],
      [6, 'failed', 'validation-failed'],
      [7, 'failed', 'validation-failed'],
      [8, 'failed', 'validation-failed'],
      [9, 'invited', null],
      [10, 'failed', 'validation-failed'],
      [12, 'failed', 'validation-failed'],
      [13, 'invited', null],
      [14, 'invited', null],
      [15, 'invited', null],
      [16, 'failed', 'validation-failed'],
      [17, 'invited', null],
      [18, 'invited', null],
      [19, 'failed', 'validation-failed'],
      [20, 'invited', null],
      [21, 'invited', null],
    ]);
    const row = (line: number) => rows.items.find((each) => each.line === line);
    expect(row(3)?.detail).toBe('Line 2 of this file has the same username.');
    expect(row(5)).toMatchObject({
      username: 'ok.two@firm.example',
      detail: 'Line 4 of this file has the same username.',
    });
    expect(row(7)).toMatchObject({ username: null, errors: [{ path: 'username' }] });
    // The first name is a formula, and holds a link.
    expect(row(12)?.errors.map(({ path }) => path)).toEqual(['firstName', 'firstName', 'lastName']);
    expect(row(19)?.errors).toEqual([{ path: 'row', message: 'Has 9 cells, but the file has 8 columns' }]);
    expect(row(9)?.warnings).toEqual(['The manager nobody@firm.example is not known.']);
    expect(row(17)?.warnings).toEqual(['The file names the user as their own manager.']);
    expect([row(20)?.warnings, row(21)?.warnings].map((warnings) => warnings?.length).sort()).toEqual([0, 1]);
    expect(progress).toEqual({ total: 19, done: 19, invited: 10, planned: 0, waitListed: 0, failed: 9 });

    const users = await firm.users();
    const byName = (username: string) => users.find((user) => user.username === username);
    expect(byName('tab@firm.example')).toMatchObject({ firstName: 'Trim', lastName: 'Me' });
    expect(byName('ok.two@firm.example')?.reportsTo).toBe(byName('ok.one@firm.example')?.id);
    expect(users).toHaveLength(11);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(10));
    expect(stage.heard.of(userImportFinished, firm.accountId)).toMatchObject([{ import: { progress } }]);
  });

  it('with more people than seats fails or wait-lists the rest, as asked', async () => {
    const people = (prefix: string): Line[] =>
      Array.from({ length: 30 }, (_, n) => [n + 2, `${prefix}${n}@firm.example`, 'Ann', `Lee${n}`]);
    for (const whenNoSeat of ['fail', 'wait'] as const) {
      const firm = await stage.signUp(11);
      const header = ['username', 'firstName', 'lastName'];
      const { progress, rows } = await finished(await upload(firm, header, people('p'), whenNoSeat));
      const counts = whenNoSeat === 'fail' ? { waitListed: 0, failed: 20 } : { waitListed: 20, failed: 0 };
      expect(progress).toEqual({ total: 30, done: 30, invited: 10, planned: 0, ...counts });
      expect(rows.items.filter(({ code }) => code === 'no-free-seat')).toHaveLength(counts.failed);
      const { should, do: held } = await firm.seats();
      expect(held).toEqual(should);
      expect(held).toHaveLength(11);
    }
  });

  it('goes on where an outage stopped it, and invites nobody twice', async () => {
    const firm = await stage.signUp(30);
    const lines: Line[] = Array.from({ length: 20 }, (_, n) => [n + 2, `p${n}@firm.example`, 'Ann', 'Lee']);
    stage.licensing.outage = true;
    const which = await upload(firm, ['email', 'first name', 'surname'], lines);
    await eventually(async () => expect((await firm.users()).length).toBe(1));
    stage.licensing.outage = false;
    const { progress } = await finished(which);
    expect(progress).toMatchObject({ done: 20, invited: 20 });
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(20));
    expect(new Set((await firm.users()).map(({ userCode }) => userCode)).size).toBe(21);
  });

  it.each<[string, (firm: Firm, author: { groupId: string; userId: string }) => Promise<unknown>]>([
    [
      'is banned',
      ({ accountId, by }, { userId }) => stage.ask(banUser, { accountId, by, userId, reason: 'Lost laptop' }),
    ],
    [
      'may not invite any more',
      ({ accountId, by }, { groupId }) =>
        stage.ask(updateGroup, { accountId, by, groupId, changes: { permissions: ['users.update'] } }),
    ],
  ])('whose author %s is stopped, and says so in every row', async (_case, lose) => {
    const firm = await stage.signUp(100);
    const groupId = newId('grp');
    const group = { name: 'HR', permissions: ['users.invite' as const] };
    await stage.ask(createGroup, { accountId: firm.accountId, by: firm.by, groupId, group });
    const { id: userId } = await firm.join('author', { groups: [groupId] });
    const lines: Line[] = Array.from({ length: 70 }, (_, n) => [n + 2, `p${n}@firm.example`, 'Ann', 'Lee']);
    stage.licensing.outage = true;
    const header = ['email', 'first name', 'surname'];
    const which = await upload(firm, header, lines, 'fail', userActor(userId));
    await lose(firm, { groupId, userId });
    stage.licensing.outage = false;
    const { progress, detail, rows } = await finished(which, 'stopped');
    expect(detail).toContain('may not invite people any more');
    expect(progress).toMatchObject({ total: 70, done: 70, failed: 70 - progress.invited });
    // Of the fifty that are worked on together some had begun, and come to their end.
    expect(progress.failed).toBeGreaterThanOrEqual(20);
    for (const row of rows.items.filter(({ outcome }) => outcome === 'failed'))
      expect(row).toMatchObject({ code: 'forbidden', detail });
    await eventually(() =>
      expect(stage.heard.of(userImportFinished, firm.accountId)).toMatchObject([
        { import: { state: 'stopped', detail, progress } },
      ]),
    );
    expect(await firm.users()).toHaveLength(2 + progress.invited);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
  });

  it('gives its results page by page, in the order of the file', async () => {
    const firm = await stage.signUp(1);
    const lines: Line[] = Array.from({ length: 25 }, (_, n) => [n + 2, 'nobody', 'Ann', 'Lee']);
    const which = await upload(firm, ['username', 'first name', 'last name'], lines);
    await finished(which);
    const seen: number[] = [];
    for (let cursor: string | undefined; ;) {
      const { rows } = await stage.ask(getUserImport, { ...which, page: { limit: 10, cursor } });
      seen.push(...rows.items.map(({ line }) => line));
      if (rows.nextCursor === null) break;
      cursor = rows.nextCursor;
    }
    expect(seen).toEqual(lines.map(([line]) => line));
  });

  it('that is dropped invites nobody, and takes no more rows', async () => {
    const firm = await stage.signUp();
    const which = { accountId: firm.accountId, importId: newId('imp') };
    const header = ['username', 'first name', 'last name'];
    await stage.ask(openUserImport, { ...which, by: firm.by, header, whenNoSeat: 'fail' });
    const rows = [{ line: 2, cells: ['ann@firm.example', 'Ann', 'Lee'] }];
    await stage.ask(appendUserImport, { ...which, rows });
    const incomplete = stage.ask(startUserImport, { ...which, total: 2 });
    await expect(incomplete).rejects.toMatchObject(refused('wrong-status'));
    const dropped: UserImport = await stage.ask(abortUserImport, which);
    expect(dropped.state).toBe('aborted');
    expect(await stage.ask(abortUserImport, which)).toEqual(dropped);
    await expect(stage.ask(appendUserImport, { ...which, rows })).rejects.toMatchObject(
      refused('wrong-status'),
    );
    await expect(stage.ask(startUserImport, { ...which, total: 1 })).rejects.toMatchObject(
      refused('wrong-status'),
    );
    await stage.identity.get(ImportsService).lookAfter();
    expect(await firm.users()).toHaveLength(1);
  });

  itIsWorkedOnByOneAtATime(() => {
    const collection = stage.identity.get<TenantCollection<StoredImport>>(collectionToken(imports));
    return {
      leases: new Leases(collection, importLease),
      open: (from) =>
        collection.insert({
          _id: newId('imp'),
          accountId: newId('acc'),
          by: systemActor('test'),
          columns: ['username'],
          whenNoSeat: 'fail',
          state: 'running',
          progress: progressOf({}),
          createdAt: from,
          lease: openFrom(from),
          purgeAt: purgeDate(from, 90),
        }),
      find: ({ accountId, _id }) => collection.findById(accountId, _id),
    };
  });

  it('whose upload breaks off is dropped, and one that goes on is not', async () => {
    const firm = await stage.signUp();
    const header = ['username', 'first name', 'last name'];
    const open = async () => {
      const which = { accountId: firm.accountId, importId: newId('imp') };
      await stage.ask(openUserImport, { ...which, by: firm.by, header, whenNoSeat: 'fail' });
      return which;
    };
    const [left, going] = [await open(), await open()];
    await stage.identity.get(ImportsRepository).hear(left.accountId, left.importId, new Date(0));
    await stage.identity.get(ImportsService).lookAfter();
    const stateOf = async (which: typeof left) =>
      (await stage.ask(getUserImport, { ...which, page: {} })).state;
    await eventually(async () => expect(await stateOf(left)).toBe('aborted'));
    expect(await stateOf(going)).toBe('receiving');
  });

  it('is one of three that an account has open; whose place is given back, the next one takes', async () => {
    const [firm, other] = [await stage.signUp(), await stage.signUp()];
    const header = ['username', 'first name', 'last name'];
    const open = ({ accountId, by }: Firm, importId = newId('imp')) =>
      stage.ask(openUserImport, { accountId, by, importId, header, whenNoSeat: 'fail' });
    const [first] = [await open(firm), await open(firm), await open(firm)];
    await expect(open(firm)).rejects.toMatchObject(refused('too-many-requests'));
    // One that is there is asked for again, and another account has places of its own.
    await expect(open(firm, first.id)).resolves.toMatchObject({ id: first.id });
    await open(other);
    await stage.ask(abortUserImport, { accountId: firm.accountId, importId: first.id });
    await expect(open(firm)).resolves.toMatchObject({ state: 'receiving' });
  });

  it('needs columns for username and names, and belongs to one account', async () => {
    const [firm, other] = [await stage.signUp(), await stage.signUp()];
    const which = { accountId: firm.accountId, importId: newId('imp') };
    const open = (header: string[]) =>
      stage.ask(openUserImport, { ...which, by: firm.by, header, whenNoSeat: 'fail' });
    await expect(open(['username', 'title'])).rejects.toMatchObject({
      ...refused('validation-failed'),
      errors: [{ path: 'firstName' }, { path: 'lastName' }],
    });
    await open(['username', 'first name', 'last name']);
    const lookup = stage.ask(getUserImport, { ...which, accountId: other.accountId, page: {} });
    await expect(lookup).rejects.toMatchObject(refused('not-found'));
  });
});
