import {
  deliveryFailed,
  deliveryReported,
  deliverySent,
  deliverySuppressed,
  type Input,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  systemActor,
  type User,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, tell } from '@seatkeeper/testing';
import { randomUUID } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { storedUser } from '../../testing/stored-users.js';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { newInvitation } from '../invitations/invitations.js';
import { UsersRepository } from '../users/users.repository.js';

type Query = Partial<Input<typeof listInvitations>['filter']> & { sort?: string; limit?: number };

interface Find {
  find: string;
  filter: Record<string, unknown>;
  sort?: object;
  hint?: string;
}

describe('a list of invitations', () => {
  let stage: Stage;
  let firm: Firm;
  let people: Record<'open' | 'failed' | 'sent' | 'accepted' | 'revoked', User>;
  const finds: Find[] = [];

  beforeAll(async () => {
    stage = await startStage();
    stage.identity
      .get<Connection>(MONGO_CONNECTION)
      .getClient()
      .on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
        if (commandName === 'find') finds.push(command as Find);
      });
    firm = await stage.signUp(50);
    await firm.invite('robot', { type: 'service' });
    people = {
      open: await firm.invite('olga', { lastName: 'Åberg' }),
      failed: await firm.invite('fay'),
      sent: await firm.invite('sam'),
      accepted: await firm.join('ann'),
      revoked: await firm.invite('rob'),
    };
    await stage.ask(revokeInvitation, { accountId: firm.accountId, by: firm.by, userId: people.revoked.id });
    await told(deliveryFailed.name, people.failed, { reason: '550 no such user' });
    await told(deliverySent.name, people.sent);
    await eventually(async () => expect(await found({ mail: 'failed,sent' })).toEqual(['sent', 'failed']));
  });
  afterAll(() => stage.close());

  const told = (name: string, { id: userId, email, invitation }: User, more = {}) => {
    const delivery = {
      accountId: firm.accountId,
      actor: systemActor('mail'),
      deliveryId: newId('dlv'),
      kind: 'invitation',
      to: email,
      userId,
      invitationId: invitation?.id,
      ...more,
    };
    const at = new Date(Date.now() + 1_000);
    return tell(stage.world, { id: randomUUID(), name, at, subject: delivery.deliveryId, data: delivery });
  };
  const page = ({ sort, limit, ...filter }: Query, cursor?: string) =>
    stage.ask(listInvitations, { accountId: firm.accountId, filter, sort, page: { limit, cursor } });
  const found = async (query: Query) => {
    const { items } = await page(query);
    return items.map(({ user }) => Object.entries(people).find(([, { id }]) => id === user.id)?.[0]);
  };

  it('has one for each person who was invited, the newest first, with person and mail', async () => {
    expect(await found({})).toEqual(['revoked', 'accepted', 'sent', 'failed', 'open']);
    const { items, total } = await page({});
    expect(total).toBe(5);
    const { id, username, firstName, lastName, email } = people.failed;
    expect(items[3]).toMatchObject({
      id: people.failed.invitation?.id,
      state: 'open',
      sentTo: email,
      mail: { state: 'failed', reason: '550 no such user' },
      user: { id, username, firstName, lastName, status: 'invited' },
      invitedBy: firm.by,
    });
    expect(JSON.stringify(items)).not.toMatch(/hash/i);
  });

  it('says that a mail came back, and that one was not sent; a complaint is of a mail that arrived', async () => {
    const at = new Date().toISOString();
    const mailOf = async ({ id }: User) => {
      const { items } = await page({ mail: 'queued,sent,failed,bounced,suppressed' });
      return items.find(({ user }) => user.id === id)?.mail;
    };
    const { sent: sam } = people;
    await told(deliveryReported.name, sam, { report: 'complaint', reason: 'abuse', at });
    await told(deliveryReported.name, sam, { report: 'soft-bounce', reason: '552 5.2.2 Full', at });
    await eventually(async () =>
      expect(await mailOf(sam)).toMatchObject({ state: 'bounced', reason: '552 5.2.2 Full' }),
    );
    expect(await found({ mail: 'bounced' })).toEqual(['sent']);
    await told(deliverySuppressed.name, sam, { reason: 'address-bounced' });
    await eventually(async () =>
      expect(await mailOf(sam)).toMatchObject({ state: 'suppressed', reason: 'address-bounced' }),
    );
    await told(deliverySent.name, sam);
    await eventually(async () => expect((await mailOf(sam))?.state).toBe('sent'));
    await told(deliveryReported.name, sam, { report: 'complaint', reason: 'abuse', at });
    await told(deliveryFailed.name, people.failed, { reason: '550 no such user' });
    expect((await mailOf(sam))?.state).toBe('sent');
  });

  it.each<[string, () => Query, string[]]>([
    ['state', () => ({ state: 'open' }), ['sent', 'failed', 'open']],
    ['several states', () => ({ state: 'accepted, revoked' }), ['revoked', 'accepted']],
    ['mail', () => ({ mail: 'failed' }), ['failed']],
    ['mail and state', () => ({ mail: 'queued', state: 'open' }), ['open']],
    ['end', () => ({ expiresBefore: people.sent.invitation?.expiresAt ?? '' }), ['failed', 'open']],
    ['end, and in its order', () => ({ state: 'open', sort: 'expiresAt' }), ['open', 'failed', 'sent']],
    ['words', () => ({ q: 'aberg' }), ['open']],
    ['a state that nobody is in', () => ({ state: 'expired' }), []],
  ])('can be narrowed by %s', async (_case, query, expected) => {
    expect(await found(query())).toEqual(expected);
  });

  it('refuses states that there are not, and orders of other lists', async () => {
    for (const query of [{ state: 'opened' }, { mail: '' }, { sort: 'lastName' }])
      await expect(page(query)).rejects.toMatchObject(refused('validation-failed'));
  });

  it.each(['-createdAt', 'expiresAt'])(
    'gives each once, page by page by %s, and none of another account',
    async (sort) => {
      const stranger = await stage.signUp();
      await stranger.invite('eve');
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = await page({ sort, limit: 2 }, cursor);
        seen.push(...items.map(({ user }) => user.id));
        cursor = nextCursor ?? undefined;
      } while (cursor);
      expect(seen.toSorted()).toEqual(
        Object.values(people)
          .map(({ id }) => id)
          .toSorted(),
      );
    },
  );

  it('shows the new link in the place of the one that was sent before', async () => {
    const other = await stage.signUp();
    const eve = await other.invite('eve');
    await stage.ask(resendInvitation, { accountId: other.accountId, by: other.by, userId: eve.id });
    const { items } = await stage.ask(listInvitations, { accountId: other.accountId, filter: {}, page: {} });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ state: 'open', mail: { state: 'queued' } });
    expect(items[0]?.id).not.toBe(eve.invitation?.id);
  });

  describe('of many', () => {
    const accountId = newId('acc');
    const MANY = 400;
    beforeAll(async () => {
      const users = stage.identity.get(UsersRepository);
      const by = systemActor('test');
      await Promise.all(
        Array.from({ length: MANY }, (_, n) => {
          const sentTo = `person-${n}@firm.example`;
          const now = new Date(Date.UTC(2026, 0, 1, 0, n));
          const invitation = newInvitation({
            id: newId('inv'),
            token: `${accountId}${n}`,
            sentTo,
            by,
            now,
            days: 7,
          });
          const state = n % 2 === 0 ? 'expired' : 'accepted';
          return users.create(
            storedUser({ accountId, username: sentTo, invitation: { ...invitation, state } }),
          );
        }),
      );
    });

    it.each<[string, Query]>([
      ['all', {}],
      ['those of one state', { state: 'expired' }],
      ['by their end', { sort: 'expiresAt', expiresBefore: '2099-01-01T00:00:00Z' }],
      ['those of a mail', { mail: 'queued' }],
      ['those of several mails by their end', { mail: 'failed,queued', sort: '-expiresAt' }],
      ['those of a name', { q: 'person' }],
    ])(
      'a page of %s, first or later, is read by an index, and sorted only for a name',
      async (_case, query) => {
        const { sort, ...filter } = query;
        const ask = (cursor?: string) =>
          stage.ask(listInvitations, { accountId, filter, sort, page: { limit: 2, cursor } });
        finds.length = 0;
        await ask((await ask()).nextCursor ?? undefined);
        const asked = finds.filter(
          ({ find, filter: { accountId: whose } }) => find === 'users' && whose === accountId,
        );
        const later = finds.filter(({ filter: { $and } }) => JSON.stringify($and ?? '').includes(accountId));
        expect([asked.length, later.length]).toEqual([1, 1]);
        for (const { find, filter: sought, sort: order, hint } of [...asked, ...later]) {
          const explain = {
            find,
            filter: sought,
            sort: order,
            limit: 3,
            ...(hint !== undefined && { hint }),
          };
          const db = stage.identity.get<Connection>(MONGO_CONNECTION).db;
          const plan = JSON.stringify(await db?.command({ explain, verbosity: 'queryPlanner' }));
          const winning = /"winningPlan":(.*?)"rejectedPlans"/.exec(plan)?.[1] ?? plan;
          expect(winning).toContain('IXSCAN');
          expect(winning).not.toContain('COLLSCAN');
          if (query.q === undefined) expect(winning).not.toContain('"SORT"');
        }
      },
    );
  });
});
