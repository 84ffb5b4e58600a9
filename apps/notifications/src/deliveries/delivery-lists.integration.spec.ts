import { getDelivery, type Input, listDeliveries, passwordChanged } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import type { Connection, mongo } from 'mongoose';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';

type Filter = Input<typeof listDeliveries>['filter'];

let server: ScriptedMailServer;
let office: PostOffice;
const accountId = newId('acc');
const people = { ann: newId('usr'), ben: newId('usr'), cal: newId('usr') };

beforeAll(async () => {
  server = await ScriptedMailServer.start();
  office = await PostOffice.open(server.url);
  const issue = async (userId: string, change: object = {}) => {
    const issued = office.invitation({ accountId, userId });
    await office.issue({ ...issued, ...change });
    return issued;
  };
  const settled = (...states: string[]) =>
    eventually(async () => expect((await list({})).items.map(({ state }) => state)).toEqual(states), 20_000);

  server.will('DATA', '554 5.7.1 Blocked: https://seats.acme.example/invitations/token-of-somebody');
  await issue(people.ann);
  await settled('failed');
  await issue(people.ben);
  await settled('sent', 'failed');
  const { actor, sendTo, ...words } = office.invitation();
  office.peer.passwords.set(people.cal, { ...words, sendTo, changedAt: '2030-11-28T06:00:00Z' });
  await office.tell(passwordChanged, { accountId, actor, userId: people.cal, sendTo });
  await settled('sent', 'sent', 'failed');
});
afterAll(async () => {
  await office.close();
  await server.stop();
});

const list = (filter: Filter, page: object = {}) => office.ask(listDeliveries, { accountId, filter, page });
const whose = async (filter: Filter) => {
  const { items } = await list(filter);
  return items.map(({ userId }) => Object.entries(people).find(([, id]) => id === userId)?.[0]);
};

it('mails are listed newest first, with whom they went to and the words of the server, and never with a link', async () => {
  const { items, total } = await list({});
  expect(total).toBe(3);
  const failed = items[2]!;
  expect(failed).toMatchObject({
    kind: 'invitation',
    userId: people.ann,
    to: { name: 'Ann Ångström', address: expect.stringMatching(/@acme\.example$/) },
    state: 'failed',
    attempts: 1,
    lastAttempt: {
      outcome: 'refused',
      answer: '554 5.7.1 Blocked: https://seats.acme.example/invitations/…',
    },
    nextAttemptAt: null,
    messageId: expect.stringContaining(failed.id),
  });
  const one = await office.ask(getDelivery, { accountId, deliveryId: failed.id });
  expect(one).toEqual({ ...failed, answers: [failed.lastAttempt] });
  expect(JSON.stringify([items, one, office.peer.failed])).not.toContain('token-of');
});

it.each<[string, Filter, string[]]>([
  ['state', { states: ['failed'] }, ['ann']],
  ['several states', { states: ['failed', 'sent'] }, ['cal', 'ben', 'ann']],
  ['kind', { kinds: ['password-changed'] }, ['cal']],
  ['kind and state', { kinds: ['invitation'], states: ['sent'] }, ['ben']],
  ['user', { user: people.ben }, ['ben']],
  ['user and state', { user: people.ben, states: ['failed'] }, []],
])('can be narrowed by %s', async (_case, filter, expected) => {
  expect(await whose(filter)).toEqual(expected);
});

it('nothing of another account is found', async () => {
  const [mail] = (await list({})).items;
  const other = newId('acc');
  const { items } = await office.ask(listDeliveries, { accountId: other, filter: {}, page: {} });
  expect(items).toEqual([]);
  await expect(office.ask(getDelivery, { accountId: other, deliveryId: mail!.id })).rejects.toMatchObject({
    code: 'not-found',
  });
});

it.each<[string, Filter]>([
  ['all', {}],
  ['those of a user', { user: people.ann, kinds: ['invitation'] }],
  ['those of a state', { states: ['failed', 'sent'] }],
  ['those of a kind', { kinds: ['invitation', 'password-changed'] }],
])('a page of %s, first or later, is read in the order of an index', async (_case, filter) => {
  const connection = office.services[0]!.get<Connection>(MONGO_CONNECTION);
  const finds: Record<string, unknown>[] = [];
  const listen = ({ commandName, command }: mongo.CommandStartedEvent) => {
    if (commandName === 'find' && command['hint'] !== undefined) finds.push(command);
  };
  connection.getClient().on('commandStarted', listen);
  const { nextCursor } = await list(filter, { limit: 1 });
  await list(filter, { limit: 1, ...(nextCursor && { cursor: nextCursor }) });
  connection.getClient().off('commandStarted', listen);
  expect(finds).toHaveLength(2);
  for (const { find, filter: sought, sort, hint, limit } of finds) {
    const explain = { find, filter: sought, sort, hint, limit };
    const plan = JSON.stringify(await connection.db?.command({ explain, verbosity: 'queryPlanner' }));
    const winning = /"winningPlan":(.*?)"rejectedPlans"/.exec(plan)?.[1] ?? plan;
    expect(winning).toContain('IXSCAN');
    expect(winning).not.toMatch(/COLLSCAN|"SORT"/);
  }
});
