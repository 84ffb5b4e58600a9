import {
  type Input,
  listAudit,
  listWaiting,
  moveWaiting,
  revokeInvitation,
  type User,
  userActor,
  userMovedOnWaitList,
  type WaitingTarget,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { refused, type Stage, startStage } from '../../testing/stage.js';

describe('the order of the wait list', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
    await stage.addCopy();
  });
  afterAll(() => stage.close());

  /** A firm without a free seat, and who waits for one, by name. */
  async function firmWith(...names: string[]) {
    const firm = await stage.signUp(1);
    const users: Record<string, User> = {};
    for (const name of names) users[name] = await firm.invite(name, {}, { whenNoSeat: 'wait' });
    const id = (name: string) => users[name]?.id ?? '';
    const move = (name: string, target: WaitingTarget, more: Partial<Input<typeof moveWaiting>> = {}) =>
      stage.ask(moveWaiting, {
        accountId: firm.accountId,
        by: firm.by,
        userId: id(name),
        product: 'core',
        target,
        ...more,
      });
    const page = (limit = 200, cursor?: string) =>
      stage.ask(listWaiting, { accountId: firm.accountId, product: 'core', page: { limit, cursor } });
    const order = async () => (await page()).items.map(({ user }) => nameOf(user.id));
    const nameOf = (userId: string) => names.find((name) => users[name]?.id === userId);
    return { firm, users, id, move, page, order };
  }

  it('is that in which people came, each with a position, page by page', async () => {
    const { page, users } = await firmWith('ann', 'ben', 'cat');
    const first = await page(2);
    expect(first).toMatchObject({
      total: 3,
      items: [
        {
          position: 1,
          user: { id: users['ann']?.id },
          products: ['core'],
          since: users['ann']?.waitingSince,
        },
        { position: 2, user: { id: users['ben']?.id } },
      ],
    });
    const second = await page(2, first.nextCursor ?? '');
    expect(second).toMatchObject({
      nextCursor: null,
      items: [{ position: 3, user: { id: users['cat']?.id } }],
    });
  });

  it('is changed for one, who is served accordingly, and told in the audit', async () => {
    const { firm, id, move, order } = await firmWith('ann', 'ben', 'cat', 'dan');
    expect(await move('dan', { to: 'first' })).toMatchObject({ position: 1, user: { id: id('dan') } });
    expect(await order()).toEqual(['dan', 'ann', 'ben', 'cat']);
    expect(await move('ann', { to: 'last' })).toMatchObject({ position: 4 });
    expect(await move('cat', { before: id('ben') })).toMatchObject({ position: 2 });
    expect(await order()).toEqual(['dan', 'cat', 'ben', 'ann']);

    await stage.licensing.purchase(firm.accountId, 'core', 2);
    await eventually(async () => expect(await order()).toEqual(['ben', 'ann']));
    for (const name of ['dan', 'cat']) expect(await firm.user(id(name))).toMatchObject({ status: 'invited' });
    await eventually(async () => {
      const action = 'identity.user.moved-on-wait-list';
      const { items } = await stage.ask(listAudit, {
        accountId: firm.accountId,
        filter: { action },
        page: {},
      });
      expect(items.map(({ actor, changes, target }) => [actor.id, target.id, changes])).toEqual([
        [firm.admin.id, id('cat'), [{ field: 'waitListPlace', before: null, after: { before: id('ben') } }]],
        [firm.admin.id, id('ann'), [{ field: 'waitListPlace', before: null, after: { to: 'last' } }]],
        [firm.admin.id, id('dan'), [{ field: 'waitListPlace', before: null, after: { to: 'first' } }]],
      ]);
    });
  });

  it('changed by many at once has everybody once, each where it was wanted', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `user${n}`);
    const { move, order, id } = await firmWith(...names);
    const { refusals } = await race(6, (n) =>
      n < 3 ? move(`user${n + 5}`, { to: 'first' }) : move(`user${n - 2}`, { before: id('user4') }),
    );
    expect(refusals).toEqual({});
    const after = await order();
    expect(after.toSorted()).toEqual(names);
    expect(after.slice(0, 3).toSorted()).toEqual(['user5', 'user6', 'user7']);
    expect(after[3]).toBe('user0');
    expect(after.slice(4, 7).toSorted()).toEqual(['user1', 'user2', 'user3']);
  });

  it('sent twice as one command is changed once', async () => {
    const { firm, move, order } = await firmWith('ann', 'ben');
    const commandId = newId('cmd');
    await race(4, () => move('ben', { to: 'first' }, { commandId }));
    await move('ann', { to: 'first' });
    expect(await move('ben', { to: 'first' }, { commandId })).toMatchObject({ position: 2 });
    expect(await order()).toEqual(['ann', 'ben']);
    await eventually(() => expect(stage.heard.of(userMovedOnWaitList, firm.accountId)).toHaveLength(2));
  });

  it('is not changed for who does not wait, nor before who does not, nor by who holds less', async () => {
    const { firm, id, move, order } = await firmWith('ann', 'ben');
    const { firm: others } = await firmWith('zoe');
    await expect(move('ann', { before: id('ann') })).rejects.toMatchObject(refused('validation-failed'));
    await expect(move('ann', { before: others.admin.id })).rejects.toMatchObject(
      refused('validation-failed'),
    );
    await expect(move('ann', { to: 'first' }, { product: 'contract' })).rejects.toMatchObject(
      refused('not-found'),
    );
    await expect(move('ann', { to: 'first' }, { userId: others.admin.id })).rejects.toMatchObject(
      refused('not-found'),
    );
    const adminWaits = await firm.invite('chief', { globalAdmin: true }, { whenNoSeat: 'wait' });
    const less = { userId: adminWaits.id, by: userActor(id('ann')) };
    await expect(move('chief', { to: 'first' }, less)).rejects.toMatchObject(refused('forbidden'));
    await stage.ask(revokeInvitation, { accountId: firm.accountId, by: firm.by, userId: id('ben') });
    await expect(move('ben', { to: 'first' })).rejects.toMatchObject(refused('wrong-status'));
    expect((await order()).filter(Boolean)).toEqual(['ann']);
  });

  it('is one for all products: who needs two is listed with both, at the place among those of each', async () => {
    const { firm, id, move } = await firmWith('ann', 'ben');
    const both = await firm.invite('both', { products: ['core', 'contract'] }, { whenNoSeat: 'wait' });
    await move('ben', { to: 'first' });
    const of = (product: string) => stage.ask(listWaiting, { accountId: firm.accountId, product, page: {} });
    expect((await of('contract')).items).toMatchObject([
      { position: 1, user: { id: both.id }, products: expect.arrayContaining(['core', 'contract']) },
    ]);
    expect((await of('core')).items.map(({ user }) => user.id)).toEqual([id('ben'), id('ann'), both.id]);
  });
});
