import {
  createGroup,
  endSession,
  type Input,
  leaveParent,
  listAffiliatedUsers,
  LISTED_ACCOUNTS_MAX,
  type ListedUser,
  resumeAccount,
  suspendAccount,
  updateAccount,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import type { Connection, mongo } from 'mongoose';
import {
  companies,
  type Companies,
  groupWith,
  placeBelow,
  sessionOf,
} from '../../testing/group-of-companies.js';
import { hierarchy } from '../../testing/hierarchies.js';
import { storedUser } from '../../testing/stored-users.js';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { builtInGroupId } from '../groups/built-in-groups.js';
import { UsersRepository } from '../users/users.repository.js';

type Query = Partial<Input<typeof listAffiliatedUsers>['filter']> & { sort?: string; limit?: number };
type Look = Partial<Input<typeof listAffiliatedUsers>['viewer']> & { accountId?: string };

let stage: Stage;
let firms: Companies;
/** Of the top, who may look below without being a global admin. */
let ann: User;
let session: string;

beforeAll(async () => {
  stage = await startStage();
  firms = await companies(stage);
  const { top, left, right, low } = firms;
  ann = await top.join('ann', {
    groups: [await groupWith(stage, top, ['users.read', 'accounts.affiliates'])],
  });
  session = await sessionOf(stage, top, ann);
  const tax = { department: 'Tax', offices: ['Lyon'] };
  await top.invite('bo', { firstName: 'Bo', lastName: 'Albers', ...tax });
  await left.invite('cy', { firstName: 'Cy', lastName: 'Ångström', ...tax });
  await right.invite('di', { firstName: 'Di', lastName: 'Albers', department: 'Estates' });
  await low.invite('ed', { firstName: 'Ed', lastName: 'Zweig', department: 'tax' });
  await firms.stranger.invite('fay', { firstName: 'Fay', lastName: 'Stranger', ...tax });
}, 90_000);
afterAll(() => stage.close());

const page = (
  { sort, limit, ...filter }: Query = {},
  {
    cursor,
    firm = firms.top,
    user = ann,
    sessionId = session,
    ...look
  }: Look & {
    cursor?: string | undefined;
    firm?: Firm;
    user?: Pick<User, 'id'>;
    sessionId?: string;
  } = {},
) =>
  stage.ask(listAffiliatedUsers, {
    accountId: firm.accountId,
    viewer: { userId: user.id, ...look },
    sessionId,
    filter,
    sort,
    page: { limit, cursor },
  });
const firstNames = async (query?: Query, look?: Parameters<typeof page>[1]) =>
  (await page(query, look)).items.map(({ firstName }) => firstName);
/** Who is neither an admin of a firm nor Ann. */
const others = async (query?: Query) =>
  (await firstNames(query)).filter((name) => name !== 'Ada' && name !== 'Ann');

describe('a list with affiliates', () => {
  it('has the people of the own account and of all below it in one order, and says of which account each is', async () => {
    const { items, total } = await page();
    expect(total).toBe(9);
    expect(await others()).toEqual(['Bo', 'Di', 'Cy', 'Ed']);
    const whose = ({ account, accountId }: ListedUser) => [account?.id === accountId, account?.slug];
    const bySlug = new Map(items.map((user) => [user.firstName, whose(user)]));
    expect(bySlug.get('Bo')).toEqual([true, firms.top.slug]);
    expect(bySlug.get('Di')).toEqual([true, firms.right.slug]);
    expect(bySlug.get('Ed')).toEqual([true, firms.low.slug]);
    expect(items[0]).not.toHaveProperty('passwordHash');
  });

  it('is one of the same account from further down, and goes neither up nor sideways', async () => {
    const { left } = firms;
    const sessionId = await sessionOf(stage, left, left.admin);
    const seen = await page({}, { firm: left, user: left.admin, sessionId });
    expect(new Set(seen.items.map(({ accountId }) => accountId))).toEqual(
      new Set([left.accountId, firms.low.accountId]),
    );
  });

  it.each<[string, () => Query, string[]]>([
    ['by first name, backwards', () => ({ sort: '-firstName', department: 'Tax' }), ['Ed', 'Cy', 'Bo']],
    ['by words without accents', () => ({ q: 'angstr' }), ['Cy']],
    [
      'by a department of that name, whatever account it is of',
      () => ({ department: 'TAX' }),
      ['Bo', 'Cy', 'Ed'],
    ],
    ['by an office', () => ({ office: 'Lyon,Paris' }), ['Bo', 'Cy']],
    ['by status', () => ({ status: 'invited' }), ['Bo', 'Di', 'Cy', 'Ed']],
    ['by status, of which nobody is', () => ({ status: 'banned' }), []],
    ['by what several filters say', () => ({ department: 'Tax', q: 'a', group: 'none' }), ['Bo', 'Cy']],
  ])('is narrowed and sorted %s', async (_case, query, expected) => {
    expect(await others(query())).toEqual(expected);
  });

  it('finds by the group that every account has the people of it in each', async () => {
    const { top, left, low } = firms;
    const userAdmins = ({ accountId }: Firm) => builtInGroupId(accountId, 'user-admin');
    await left.invite('gus', { firstName: 'Gus', groups: [userAdmins(left)] });
    await low.invite('hal', { firstName: 'Hal', groups: [userAdmins(low)] });
    expect(await firstNames({ group: userAdmins(top) })).toEqual(['Gus', 'Hal']);
    expect(await firstNames({ group: userAdmins(left) })).toEqual(['Gus']);
    expect(await firstNames({ group: builtInGroupId(top.accountId, 'global-admin') })).toEqual(
      Array.from({ length: 4 }, () => 'Ada'),
    );
    const groupId = newId('grp');
    const { accountId, by } = left;
    await stage.ask(createGroup, { accountId, by, groupId, group: { name: 'Own', permissions: [] } });
    await left.invite('ira', { firstName: 'Ira', groups: [groupId] });
    expect(await firstNames({ group: groupId })).toEqual(['Ira']);
  });

  it('gives each once, page by page, while an account comes in and another leaves, and with it its people at once', async () => {
    const { top, right, stranger } = firms;
    const seen: string[] = [];
    const all = (await page({ limit: 200 })).items.length;
    let cursor: string | undefined;
    for (let turn = 1; turn < 50; turn += 1) {
      const { items, nextCursor } = await page({ sort: '-username', limit: 2 }, { cursor });
      // Whom a guest brings may be met or not, as long as it stays.
      seen.push(...items.filter(({ accountId }) => accountId !== stranger.accountId).map(({ id }) => id));
      if (turn === 1) await placeBelow(stage, stranger, top);
      if (turn === 2) await stage.ask(leaveParent, { accountId: stranger.accountId, by: stranger.by });
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(all);
    await stage.ask(leaveParent, { accountId: right.accountId, by: right.by });
    expect(await firstNames()).not.toContain('Di');
    await placeBelow(stage, right, top);
    expect(await firstNames()).toContain('Di');
  });

  it('refuses a cursor of the list without them, of another order, and of another account', async () => {
    const { top, left } = firms;
    const { nextCursor } = await page({ limit: 1 });
    const wrong = refused('validation-failed');
    await expect(page({ sort: 'username' }, { cursor: nextCursor ?? '' })).rejects.toMatchObject(wrong);
    await expect(page({ q: 'a' }, { cursor: nextCursor ?? '' })).rejects.toMatchObject(wrong);
    const sessionId = await sessionOf(stage, left, left.admin);
    await expect(
      page({}, { firm: left, user: left.admin, sessionId, cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject(wrong);
    const { items } = await page({ limit: 1 }, { cursor: nextCursor ?? undefined });
    expect(items).toHaveLength(1);
    expect(top.accountId).toBeDefined();
  });
});

describe('nobody is shown whom one would not see there', () => {
  const accountsSeen = async () => {
    const { items } = await page({ limit: 200 });
    return new Set(items.map(({ accountId }) => accountId));
  };
  const visibility = (wanted: User['visibility']) =>
    stage.ask(updateUser, {
      accountId: firms.top.accountId,
      by: firms.top.by,
      userId: ann.id,
      changes: { visibility: wanted },
    });

  it('nothing of an account that is suspended, or demands a second factor that whoever looks has not', async () => {
    const { left, right, low, top } = firms;
    const decision = {
      accountId: left.accountId,
      by: userActor('usr_0000000operator'),
      operatorAccountId: 'acc_00000000operators',
    };
    const commandId = () => newId('cmd');
    await stage.ask(suspendAccount, {
      ...decision,
      commandId: commandId(),
      suspension: { reason: 'Not paid' },
    });
    // What is below a suspended account is not suspended.
    expect(await accountsSeen()).toEqual(new Set([top.accountId, right.accountId, low.accountId]));
    await stage.ask(resumeAccount, { ...decision, commandId: commandId() });
    const demand = (secondFactor: 'required' | 'optional') =>
      stage.ask(updateAccount, {
        accountId: low.accountId,
        by: low.by,
        changes: { policies: { secondFactor } },
      });
    await demand('required');
    expect(await accountsSeen()).toEqual(new Set([top.accountId, left.accountId, right.accountId]));
    await demand('optional');
    expect((await accountsSeen()).size).toBe(4);
  });

  it.each<User['visibility']>(['self', 'team'])(
    'nobody of affiliates to who sees %s at home',
    async (wanted) => {
      await visibility(wanted);
      const { items, total } = await page();
      expect(items.map(({ id, account }) => [id, account?.id])).toEqual([[ann.id, firms.top.accountId]]);
      expect(total).toBe(1);
      await expect(page({}, { override: 'A lawsuit' })).rejects.toMatchObject(refused('forbidden'));
      await visibility('everyone');
      expect((await accountsSeen()).size).toBe(4);
    },
  );

  it('and it takes both permissions at home, in person', async () => {
    const { top, left } = firms;
    const forbidden = refused('forbidden');
    for (const permissions of [['users.read'], ['accounts.affiliates']] as const) {
      const user = await top.join(newId('usr'), { groups: [await groupWith(stage, top, [...permissions])] });
      const sessionId = await sessionOf(stage, top, user);
      await expect(page({}, { user, sessionId })).rejects.toMatchObject(forbidden);
    }
    await expect(page({}, { keyId: newId('key') })).rejects.toMatchObject(forbidden);
    // Who has gone in looks at that account alone.
    await expect(page({}, { firm: left, accountId: top.accountId })).rejects.toMatchObject(forbidden);
    await expect(page({}, { firm: left })).rejects.toMatchObject(forbidden);
  });

  it('nothing below by a session that is of somebody else, or over', async () => {
    const { top, low } = firms;
    const demand = (secondFactor: 'required' | 'optional') =>
      stage.ask(updateAccount, {
        accountId: low.accountId,
        by: low.by,
        changes: { policies: { secondFactor } },
      });
    await demand('required');
    const { items } = await page({}, { sessionId: newId('ses') });
    expect(new Set(items.map(({ accountId }) => accountId))).toEqual(new Set([top.accountId]));
    await demand('optional');
    await stage.ask(endSession, { accountId: top.accountId, by: top.by, userId: ann.id, sessionId: session });
    session = await sessionOf(stage, top, ann);
    expect((await accountsSeen()).size).toBe(4);
  });
});

describe('of as many accounts as there may be', () => {
  interface Find {
    find: string;
    filter: Record<string, unknown>;
    sort?: object;
    limit?: number;
  }
  const finds: Find[] = [];
  let firm: Firm;
  let own: string;
  let add: (name?: string, parentId?: string) => Promise<string>;

  beforeAll(async () => {
    firm = await stage.signUp(10);
    own = await sessionOf(stage, firm, firm.admin);
    ({ add } = await hierarchy(stage));
    const users = stage.identity.get(UsersRepository);
    const ids = [firm.accountId];
    for (let n = 1; n < LISTED_ACCOUNTS_MAX; n += 1) ids.push(await add(`Below ${n}`, firm.accountId));
    await Promise.all(
      ids.flatMap((accountId, n) =>
        [1, 2, 3].map((each) =>
          users.create(
            storedUser({
              accountId,
              lastName: `Name ${(n * 7 + each * 31) % 100}`,
              status: each === 3 ? 'banned' : 'active',
            }),
          ),
        ),
      ),
    );
    stage.identity
      .get<Connection>(MONGO_CONNECTION)
      .getClient()
      .on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
        if (commandName === 'find' && command.find === 'users') finds.push(command as Find);
      });
  }, 90_000);

  const ask = (query: Query, cursor?: string) =>
    page(query, { firm, user: firm.admin, sessionId: own, cursor });

  it.each<[string, Query]>([
    ['all', {}],
    ['all, backwards', { sort: '-lastName' }],
    ['all, by another column', { sort: 'username' }],
    ['all, the longest idle first', { sort: 'lastActiveAt' }],
    ['those of a status', { status: 'banned' }],
    ['those of several statuses', { status: 'active,banned' }],
    ['those of a product', { product: 'core' }],
    ['those of a type', { type: 'standard' }],
  ])('a page of %s, first or later, is read by an index in its order', async (_case, query) => {
    finds.length = 0;
    const first = await ask({ ...query, limit: 20 });
    expect(first.items).toHaveLength(20);
    const second = await ask({ ...query, limit: 20 }, first.nextCursor ?? '');
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(40);
    const asked = finds.filter(({ limit }) => limit === 21);
    expect(asked).toHaveLength(2);
    for (const { find, filter, sort } of asked) {
      const db = stage.identity.get<Connection>(MONGO_CONNECTION).db;
      const explain = { find, filter, sort, limit: 21 };
      const plan = await db?.command({ explain, verbosity: 'executionStats' });
      const winning = /"winningPlan":(.*?)"rejectedPlans"/.exec(JSON.stringify(plan))?.[1] ?? '';
      expect(winning).toContain('SORT_MERGE');
      expect(winning).not.toContain('COLLSCAN');
      expect(winning).not.toContain('"SORT"');
      // One entry of each account to begin with, and then no more than are shown, with those passed over.
      const { totalDocsExamined } = plan?.executionStats as { totalDocsExamined: number };
      expect(totalDocsExamined).toBeLessThan(2 * LISTED_ACCOUNTS_MAX + 100);
    }
  });

  it('and no more: it says so, and nothing is shown', async () => {
    await add('One too many', firm.accountId);
    await expect(ask({})).rejects.toMatchObject({ code: 'too-large', detail: expect.stringMatching(/200/) });
  });
});
