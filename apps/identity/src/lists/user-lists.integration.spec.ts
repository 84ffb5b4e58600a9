import {
  createGroup,
  type Input,
  listUsers,
  resolveUsers,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { builtInGroupId } from '../groups/built-in-groups.js';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

type Query = Partial<Input<typeof listUsers>['filter']> & { sort?: string; limit?: number };

describe('a list of users', () => {
  let stage: Stage;
  let firm: Firm;
  const people = new Map<string, User>();

  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(50);
    const add = async (name: string, more: Parameters<Firm['invite']>[1]) =>
      people.set(name, await firm.invite(name, more));
    await add('ruth', {
      firstName: 'Ruth',
      lastName: "O'Brien",
      department: 'Tax',
      offices: ['Lyon', 'London'],
      seniority: 'Partner',
    });
    await add('anais', {
      firstName: 'Anaïs',
      lastName: 'Lefèvre',
      department: 'Litigation',
      title: 'Éditrice',
      seniority: 'Associate',
    });
    await add('zoe', {
      firstName: 'Zoë',
      lastName: 'Åberg',
      department: 'tax',
      offices: ['London'],
      title: 'Partner',
    });
    await add('robot', { firstName: 'Robot', lastName: 'Seven', type: 'service' });
    await add('liam', { firstName: 'liam', lastName: 'osei', reportsTo: people.get('ruth')?.id });
    await add('mia', { firstName: 'Mia', lastName: 'Weiß-Straße', department: 'Estates' });
  });
  afterAll(() => stage.close());

  const page = ({ sort, limit, ...filter }: Query, cursor?: string) =>
    stage.ask(listUsers, { accountId: firm.accountId, filter, sort, page: { limit, cursor } });
  const names = async (query: Query) => (await page(query)).items.map(({ lastName }) => lastName);

  it('is sorted as people read, by any column, either way', async () => {
    const byName = ['Åberg', 'Lefèvre', "O'Brien", 'osei', 'Quill', 'Seven', 'Weiß-Straße'];
    expect(await names({})).toEqual(byName);
    expect(await names({ sort: '-lastName' })).toEqual(byName.toReversed());
    expect((await names({ sort: 'title,-lastName' })).slice(-2)).toEqual(['Lefèvre', 'Åberg']);
    expect(await names({ sort: 'createdAt' })).toEqual([
      'Quill',
      "O'Brien",
      'Lefèvre',
      'Åberg',
      'Seven',
      'osei',
      'Weiß-Straße',
    ]);
    for (const sort of ['firstName', 'username', 'userCode', 'status', 'department', 'lastActiveAt'])
      expect(await names({ sort })).toHaveLength(7);
  });

  it('has people of one last name in the order of their first names, page by page, either way', async () => {
    const family = await stage.signUp(20);
    for (const [n, firstName] of ['Mei', 'Élodie', 'ana', 'Zhen', 'Bo'].entries())
      await family.invite(`tan${n}`, { firstName, lastName: n % 2 ? 'TAN' : 'Tan' });
    await family.invite('tanaka', { firstName: 'Aiko', lastName: 'Tanaka' });
    const read = async (sort: string) => {
      const found: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = { limit: 2, cursor };
        const part = await stage.ask(listUsers, { accountId: family.accountId, filter: {}, sort, page });
        found.push(...part.items.map(({ firstName }) => firstName));
        cursor = part.nextCursor;
      }
      return found;
    };
    const inOrder = ['Ada', 'ana', 'Bo', 'Élodie', 'Mei', 'Zhen', 'Aiko'];
    expect(await read('lastName')).toEqual(inOrder);
    expect(await read('-lastName')).toEqual(inOrder.toReversed());
  });

  it('finds global admins as the members of the group that every account has for them', async () => {
    const { accountId } = firm;
    const group = builtInGroupId(accountId, 'global-admin');
    expect(await names({ group })).toEqual(['Quill']);
    expect(await names({ group: `${group},grp_nobody000000` })).toEqual(['Quill']);
    expect(await names({ group, type: 'service' })).toEqual([]);
    expect(await names({ group: builtInGroupId(newId('acc'), 'global-admin') })).toEqual([]);
  });

  it.each<[string, Query, string[]]>([
    ['status', { status: 'active' }, ['Quill', 'Seven']],
    [
      'several statuses',
      { status: 'active,invited' },
      ['Åberg', 'Lefèvre', "O'Brien", 'osei', 'Quill', 'Seven', 'Weiß-Straße'],
    ],
    ['type', { type: 'service' }, ['Seven']],
    ['office', { office: 'London' }, ['Åberg', "O'Brien"]],
    ['offices', { office: 'Lyon,Paris' }, ["O'Brien"]],
    ['department, in any case', { department: 'TAX' }, ['Åberg', "O'Brien"]],
    ['a department nobody knows', { department: 'Naval' }, []],
    ['seniorities', { seniority: 'partner,associate' }, ['Lefèvre', "O'Brien"]],
    ['product', { product: 'contract' }, []],
    ['a word without accents', { q: 'lefev' }, ['Lefèvre']],
    ['an apostrophe', { q: 'OBRI' }, ["O'Brien"]],
    ['two words', { q: 'aberg zo' }, ['Åberg']],
    ['the beginning of an address', { q: 'anais@' }, ['Lefèvre']],
    ['words and filters together', { q: 'r', office: 'Lyon' }, ["O'Brien"]],
    ['a sharp s, as it is typed elsewhere', { q: 'strasse' }, ['Weiß-Straße']],
    ['what is an expression elsewhere', { q: 'o.*n' }, []],
  ])('can be narrowed by %s', async (_case, query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('knows offices and departments by their ids as well', async () => {
    const { officeIds = [], departmentId } = people.get('ruth') ?? {};
    expect(await names({ office: officeIds[0] })).toEqual(["O'Brien"]);
    expect(await names({ department: `${departmentId},Litigation` })).toEqual([
      'Åberg',
      'Lefèvre',
      "O'Brien",
    ]);
  });

  it('is sorted by seniority in the order of the account, who has none first', async () => {
    expect((await names({ sort: 'seniority,lastName' })).slice(-2)).toEqual(["O'Brien", 'Lefèvre']);
    expect((await names({ sort: '-seniority,lastName' })).slice(0, 2)).toEqual(['Lefèvre', "O'Brien"]);
  });

  it('finds those whose ids are named, page by page, and nobody for an id that nobody has', async () => {
    const [ruth, zoe] = [people.get('ruth')?.id, people.get('zoe')?.id];
    const id = `${ruth},${zoe},${newId('usr')}`;
    expect(await names({ id })).toEqual(['Åberg', "O'Brien"]);
    expect(await names({ id, office: 'Lyon' })).toEqual(["O'Brien"]);
    expect(await names({ id: newId('usr') })).toEqual([]);
    const first = await page({ id, limit: 1 });
    const second = await page({ id, limit: 1 }, first.nextCursor ?? '');
    expect([...first.items, ...second.items].map((user) => user.id)).toEqual([zoe, ruth]);
    expect(second.nextCursor).toBeNull();
  });

  it('can be narrowed to who is in no group, beside others or alone', async () => {
    const small = await stage.signUp(10);
    const groupId = newId('grp');
    const { accountId, by } = small;
    await stage.ask(createGroup, { accountId, by, groupId, group: { name: 'Tax', permissions: [] } });
    await small.invite('noor', { groups: [groupId] });
    await small.invite('omar');
    const found = async (filter: Query) =>
      (await stage.ask(listUsers, { accountId, filter, page: {} })).items.map(({ firstName }) => firstName);
    // Ada is a global admin, and so in the group that every account has for them.
    expect(await found({ group: 'none' })).toEqual(['Omar']);
    expect(await found({ group: `none,${groupId}` })).toEqual(['Noor', 'Omar']);
    expect(await found({ group: groupId })).toEqual(['Noor']);
    expect(await found({ group: 'none', status: 'invited' })).toEqual(['Omar']);
    const admins = builtInGroupId(accountId, 'global-admin');
    expect(await found({ group: `none,${admins}` })).toEqual(['Omar', 'Ada']);
  });

  it('can be narrowed to direct reports', async () => {
    expect(await names({ reportsTo: people.get('ruth')?.id })).toEqual(['osei']);
  });

  it.each(['lastName', '-lastName', 'department,-title', '-lastActiveAt'])(
    'gives every user once, page by page, sorted by %s, while others change',
    async (sort) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let turn = 0; turn < 10; turn += 1) {
        const { items, nextCursor, total } = await page({ sort, limit: 2 }, cursor);
        expect(total).toBe(7);
        seen.push(...items.map(({ id }) => id));
        const userId = people.get('liam')?.id ?? '';
        const changes = { customFields: { turn } };
        await stage.ask(updateUser, { accountId: firm.accountId, by: firm.by, userId, changes });
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      expect(new Set(seen).size).toBe(7);
      expect(seen).toHaveLength(7);
    },
  );

  it('refuses a cursor of another list, an unknown column and an unknown status', async () => {
    const { nextCursor } = await page({ limit: 2 });
    const foreign = page({ sort: 'title', limit: 2 }, nextCursor ?? '');
    await expect(foreign).rejects.toMatchObject(refused('validation-failed'));
    await expect(page({ sort: 'passwordHash' })).rejects.toMatchObject(refused('validation-failed'));
    await expect(page({ status: 'retired' })).rejects.toMatchObject(refused('validation-failed'));
  });

  it('of references finds by id and by username in any case, and leaves out who is unknown or of others', async () => {
    const other = await stage.signUp();
    const [ruth, liam] = [people.get('ruth'), people.get('liam')];
    const found = await stage.ask(resolveUsers, {
      accountId: firm.accountId,
      ids: [ruth?.id ?? '', newId('usr'), other.admin.id, '{"$gt":""}'],
      usernames: [liam?.username.toUpperCase() ?? '', ruth?.username ?? '', 'nobody@firm.example'],
    });
    expect(found.users.map(({ id }) => id).sort()).toEqual([ruth?.id, liam?.id].sort());
    expect(found.users[0]).not.toHaveProperty('passwordHash');
  });
});
