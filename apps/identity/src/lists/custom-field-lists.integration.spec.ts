import {
  createCustomField,
  createView,
  deleteCustomField,
  type Input,
  listUsers,
  listViews,
  openUserExport,
  readUserExport,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import type { Connection, mongo } from 'mongoose';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { storedUser } from '../../testing/stored-users.js';

type Custom = Record<string, string>;
interface Query {
  custom?: Custom;
  status?: string;
  q?: string;
  sort?: string;
  limit?: number;
}
interface Find {
  find: string;
  filter: Record<string, unknown>;
  sort?: object;
  limit?: number;
}

const refusedAt = (path: string, message: RegExp) => ({
  code: 'validation-failed',
  errors: [{ path, message: expect.stringMatching(message) }],
});

describe('a list of users by custom fields', () => {
  let stage: Stage;
  let firm: Firm;
  const finds: Find[] = [];

  beforeAll(async () => {
    stage = await startStage();
    stage.identity
      .get<Connection>(MONGO_CONNECTION)
      .getClient()
      .on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
        if (commandName === 'find' && command.find === 'users') finds.push(command as Find);
      });
    firm = await stage.signUp(50);
    await define('bar', 'text');
    await define('place', 'text');
    await define('hours', 'number');
    await define('hired', 'date');
    await define('partner', 'yes-no');
    await define('team', 'choice', [{ value: 'north', label: 'Nord' }, { value: 'south' }]);
    const add = (name: string, customFields: User['customFields']) =>
      firm.invite(name, { firstName: name, lastName: name, customFields });
    await add('Ana', {
      bar: 'Évry',
      place: 'Paris',
      hours: 9,
      hired: '2020-05-01',
      partner: true,
      team: 'north',
    });
    await add('Bo', {
      bar: 'lyon',
      place: 'Paris, Texas',
      hours: 10.5,
      hired: '2021-02-28',
      partner: false,
      team: 'south',
    });
    await add('Cem', { bar: 'evry', hours: -2, hired: '2019-12-31', team: 'north' });
    await add('Dai', { bar: 'Zürich', partner: true });
    await firm.invite('Eli', { firstName: 'Eli', lastName: 'Eli' });
  }, 60_000);
  afterAll(() => stage.close());

  const define = (key: string, type: 'text' | 'number' | 'date' | 'yes-no' | 'choice', choices?: object[]) =>
    stage.ask(createCustomField, {
      ...{ accountId: firm.accountId, by: firm.by, fieldId: newId('cfd') },
      field: { key, label: `The ${key}`, type, ...(choices && { choices }) } as Input<
        typeof createCustomField
      >['field'],
    });
  const page = ({ sort, limit, ...filter }: Query, cursor?: string) =>
    stage.ask(listUsers, { accountId: firm.accountId, filter, sort, page: { limit, cursor } });
  const names = async (query: Query) => (await page(query)).items.map(({ lastName }) => lastName);

  it.each<[string, Custom, string[]]>([
    ['a text, whatever its capitals and accents', { bar: 'EVRY' }, ['Ana', 'Cem']],
    ['any of several texts', { bar: 'Lyon, zurich' }, ['Bo', 'Dai']],
    ['a text with a comma in it', { place: 'paris\\, texas' }, ['Bo']],
    ['any of several, one with a comma in it', { place: 'Paris\\, Texas, Paris' }, ['Ana', 'Bo']],
    ['a number', { hours: '10.50' }, ['Bo']],
    ['numbers from', { 'hours.from': '9' }, ['Ana', 'Bo']],
    ['numbers to', { 'hours.to': '9' }, ['Ana', 'Cem']],
    ['numbers between', { 'hours.from': '-2', 'hours.to': '9' }, ['Ana', 'Cem']],
    [
      'days between, both of them in it',
      { 'hired.from': '2019-12-31', 'hired.to': '2020-05-01' },
      ['Ana', 'Cem'],
    ],
    ['a day', { hired: '2021-02-28' }, ['Bo']],
    ['yes', { partner: 'true' }, ['Ana', 'Dai']],
    ['no', { partner: 'false' }, ['Bo']],
    ['a choice', { team: 'north' }, ['Ana', 'Cem']],
    ['a choice by what it is called', { team: 'nord' }, ['Ana', 'Cem']],
    ['any of several choices', { team: 'north,south' }, ['Ana', 'Bo', 'Cem']],
    ['two fields', { team: 'north', partner: 'true' }, ['Ana']],
  ])('can be narrowed to %s', async (_what, custom, expected) => {
    expect(await names({ custom })).toEqual(expected);
    expect((await page({ custom, limit: 1 })).total).toBe(expected.length);
  });

  it('can be narrowed by other filters as well', async () => {
    expect(await names({ custom: { team: 'north' }, q: 'cem', status: 'invited' })).toEqual(['Cem']);
    expect(await names({ custom: { team: 'north' }, status: 'banned' })).toEqual([]);
  });

  it.each<[string, Custom, string, RegExp]>([
    [
      'a field that there is not',
      { Bar: 'x' },
      'custom.Bar',
      /no custom field with the key Bar; did you mean bar/,
    ],
    ['a number that is none', { hours: '9,ten' }, 'custom.hours', /number/],
    ['a number that is empty', { 'hours.from': '' }, 'custom.hours.from', /number/],
    ['a day that is none', { 'hired.to': '2021-02-30' }, 'custom.hired.to', /date/],
    ['a choice that there is not', { team: 'west' }, 'custom.team', /north, south/],
    ['neither yes nor no', { partner: 'oui' }, 'custom.partner', /true or false/],
    ['a range of texts', { 'bar.from': 'a' }, 'custom.bar.from', /Only numbers and dates/],
    ['nothing', { bar: ' ,' }, 'custom.bar', /Expected a value of The bar/],
  ])('refuses %s, and says which field it was', async (_what, custom, path, message) => {
    await expect(page({ custom })).rejects.toMatchObject(refusedAt(path, message));
  });

  it.each([
    ['custom.bar', ['Ana', 'Cem', 'Bo', 'Dai', 'Eli', 'Quill']],
    ['-custom.bar', ['Dai', 'Bo', 'Cem', 'Ana', 'Quill', 'Eli']],
    ['custom.hours', ['Cem', 'Ana', 'Bo', 'Dai', 'Eli', 'Quill']],
    ['-custom.hours', ['Bo', 'Ana', 'Cem', 'Quill', 'Eli', 'Dai']],
    ['custom.partner', ['Bo', 'Ana', 'Dai', 'Cem', 'Eli', 'Quill']],
  ])('is sorted by %s, page by page, who has none behind all others', async (sort, expected) => {
    for (const limit of [1, 2, 3, 4, 5, 6, 50]) {
      const found: string[] = [];
      let cursor: string | null | undefined;
      for (let pages = 0; cursor !== null && pages < 10; pages += 1) {
        const part = await page({ sort, limit }, cursor);
        expect(part.total).toBe(6);
        // A page that has nothing is no page.
        expect(part.items.length).toBeGreaterThan(0);
        found.push(...part.items.map(({ lastName }) => lastName));
        cursor = part.nextCursor;
      }
      expect(found).toEqual(expected);
    }
  });

  it('sorted by a field in which it asks for values has nobody without one', async () => {
    expect(await names({ sort: '-custom.hours', custom: { 'hours.from': '0' } })).toEqual(['Bo', 'Ana']);
    expect(await names({ sort: '-custom.hours', custom: { partner: 'true' } })).toEqual(['Ana', 'Dai']);
  });

  it('refuses an order by a field that there is not, and by another column besides', async () => {
    await expect(page({ sort: '-custom.baar' })).rejects.toMatchObject(
      refusedAt('sort', /key baar; did you/),
    );
    await expect(page({ sort: 'custom.bar,title' })).rejects.toMatchObject(refused('validation-failed'));
  });

  it('follows every change of a value', async () => {
    const { items } = await page({ q: 'eli' });
    const change = (customFields: Record<string, string | null>) =>
      stage.ask(updateUser, {
        ...{ accountId: firm.accountId, by: firm.by, userId: items[0]!.id },
        changes: { customFields },
      });
    await change({ bar: 'Nice' });
    expect(await names({ custom: { bar: 'nice' } })).toEqual(['Eli']);
    await change({ bar: 'Brest' });
    expect(await names({ custom: { bar: 'nice' } })).toEqual([]);
    await change({ bar: null });
    expect(await names({ custom: { bar: 'nice,brest' } })).toEqual([]);
  });

  it('is exported with the same filter and order', async () => {
    const asked = { accountId: firm.accountId, filter: { custom: { team: 'north' } }, sort: '-custom.hours' };
    const { header, customFields } = await stage.ask(openUserExport, asked);
    const { rows } = await stage.ask(readUserExport, { ...asked, customFields });
    const at = header.indexOf('Custom field: hours');
    expect(rows.map((row) => row[at])).toEqual(['9', '-2']);
    await expect(stage.ask(openUserExport, { ...asked, sort: 'custom.gone' })).rejects.toMatchObject(
      refusedAt('sort', /key gone/),
    );
  });

  it('tells nothing of people beyond whom somebody sees', async () => {
    const ben = await firm.join('ben', { visibility: 'self', customFields: { bar: 'Nantes' } });
    const seen = async (custom: Custom) => {
      const { items, total } = await stage.ask(listUsers, {
        ...{ accountId: firm.accountId, viewer: { userId: ben.id } },
        ...{ filter: { custom }, page: {} },
      });
      return { names: items.map(({ lastName }) => lastName), total };
    };
    expect(await seen({ bar: 'evry' })).toEqual({ names: [], total: 0 });
    expect((await seen({ bar: 'nantes' })).total).toBe(1);
  });

  it('that was saved says of a field that is gone, and the list refuses it by its name', async () => {
    const { accountId, by } = firm;
    const field = await define('floor', 'number');
    const filter = { custom: { 'floor.from': '2', team: 'north' } };
    const columns = ['lastName', 'custom.floor'] as const;
    const view = { name: 'Upstairs', filter, sort: 'custom.floor', columns: [...columns] };
    const saved = await stage.ask(createView, { accountId, by, viewId: newId('viw'), view });
    expect(saved).toMatchObject({ ...view, missing: [] });
    await stage.ask(deleteCustomField, { accountId, by, fieldId: field.id, keepValues: true });
    const { items } = await stage.ask(listViews, { accountId, by });
    expect(items).toMatchObject([{ ...view, missing: [{ filter: 'custom', value: 'floor' }] }]);
    await expect(page({ custom: filter.custom })).rejects.toMatchObject(
      refusedAt('custom.floor.from', /key floor/),
    );
  });

  describe('of many', () => {
    const MANY = 3_000;
    const TOWNS = ['Lyon', 'Évry', 'Nice', 'Lille', 'Nîmes', 'Paris'];
    let many: Firm;

    beforeAll(async () => {
      many = await stage.signUp();
      const { accountId, by } = many;
      for (const key of ['town', 'badge'])
        await stage.ask(createCustomField, {
          ...{ accountId, by, fieldId: newId('cfd') },
          field: { key, label: key, type: key === 'town' ? 'text' : 'number' },
        });
      const users = stage.identity.get<Connection>(MONGO_CONNECTION).db?.collection<{ _id: string }>('users');
      await users?.insertMany(
        Array.from({ length: MANY }, (_, n) => {
          const customFields = { town: TOWNS[n % TOWNS.length]!, badge: (n * 7919) % MANY };
          const username = `person-${n}@firm.example`;
          return { ...storedUser({ accountId, username, lastName: `Name ${n}`, customFields }), version: 1 };
        }),
      );
    }, 60_000);

    it.each<[string, Query]>([
      ['those of a town', { custom: { town: 'evry' } }],
      ['those of several towns', { custom: { town: 'evry,lyon,nice' } }],
      ['all by a text', { sort: 'custom.town' }],
      ['all by a number, backwards', { sort: '-custom.badge' }],
      ['a range in its order', { custom: { 'badge.from': '100', 'badge.to': '2900' }, sort: 'custom.badge' }],
      ['a range in its order, backwards', { custom: { 'badge.from': '100' }, sort: '-custom.badge' }],
    ])('a page of %s, first or later, is read by an index in its order', async (_what, query) => {
      const { sort, ...filter } = query;
      const ask = (cursor?: string) =>
        stage.ask(listUsers, { accountId: many.accountId, filter, sort, page: { limit: 20, cursor } });
      finds.length = 0;
      const first = await ask();
      const second = await ask(first.nextCursor ?? undefined);
      expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(40);
      const asked = finds.filter(({ limit }) => limit === 21);
      expect(asked).toHaveLength(2);
      for (const { find, filter: sought, sort: order } of asked) {
        const db = stage.identity.get<Connection>(MONGO_CONNECTION).db;
        const explain = { find, filter: sought, sort: order, limit: 21 };
        const plan = await db?.command({ explain, verbosity: 'executionStats' });
        const winning = /"winningPlan":(.*?)"rejectedPlans"/.exec(JSON.stringify(plan))?.[1] ?? '';
        expect(winning).toContain('IXSCAN');
        expect(winning).not.toContain('"SORT"');
        const { totalDocsExamined } = plan?.executionStats as { totalDocsExamined: number };
        expect(totalDocsExamined).toBeLessThan(MANY / 20);
      }
    });

    it('is counted in the index', async () => {
      const db = stage.identity.get<Connection>(MONGO_CONNECTION).db;
      const pipeline = [
        { $match: { accountId: many.accountId, 'customKeys.town': { $in: ['tevry'] } } },
        { $group: { _id: 1, n: { $sum: 1 } } },
      ];
      const explain = { aggregate: 'users', pipeline, cursor: {} };
      const plan = JSON.stringify(await db?.command({ explain, verbosity: 'executionStats' }));
      expect(plan).toContain('users-by-custom-field');
      expect(/"totalDocsExamined":(\d+)/.exec(plan)?.[1]).toBe('0');
      const asked = { accountId: many.accountId, filter: { custom: { town: 'Évry' } }, page: { limit: 1 } };
      expect((await stage.ask(listUsers, asked)).total).toBe(MANY / TOWNS.length);
    });
  });
});
