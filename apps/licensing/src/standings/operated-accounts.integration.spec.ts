import {
  accountSuspended,
  accountUpdated,
  type AccountStanding,
  listOperatedAccounts,
  type OperatedAccount,
  userActor,
  viewOperatedAccount,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, tell, uniqueName } from '@seatkeeper/testing';
import { Firm, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';

const START = '2027-01-31T10:00:00Z';
const DUE = '2027-03-02T10:00:00Z';
const stage = useTwoOnAClock(START);
const licensing = () => stage.services[0]!;

const named = async (name: string) => {
  const firm = await new Firm(licensing()).open();
  const { accountId, slug, by: actor } = firm;
  const account = {
    id: accountId,
    name,
    slug,
    locale: 'en',
    timeZone: 'UTC',
    createdAt: START,
    version: 2,
  };
  const data = { accountId, actor, account, changes: [] };
  const event = { id: uniqueName('evt'), at: new Date(), subject: accountId };
  await tell(licensing().world, { ...event, name: accountUpdated.name, data });
  await eventually(async () => expect((await found({ text: slug })).map(({ name }) => name)).toEqual([name]));
  return firm;
};

interface Asked {
  text?: string;
  standing?: AccountStanding;
  sort?: string;
}
const page = (asked: Asked, limit = 200, cursor?: string) =>
  licensing().bus.request(listOperatedAccounts, { ...asked, page: { limit, cursor } });
const found = async (asked: Asked): Promise<OperatedAccount[]> => (await page(asked)).items;
const idsOf = async (asked: Asked) => (await found(asked)).map(({ id }) => id);

describe('the list of all accounts', () => {
  it('finds one by the beginnings of words of its name and of its slug', async () => {
    const word = uniqueName('zebra').replaceAll('-', '');
    const firm = await named(`Bøhm ${word} & Sons`);
    for (const text of [word, `bohm ${word.slice(0, -2)}`, firm.slug])
      expect(await idsOf({ text })).toEqual([firm.accountId]);
    expect(await idsOf({ text: `${word} daughters` })).toEqual([]);
  });

  it('goes by name and page by page, though accounts come meanwhile, or by when they were opened', async () => {
    const word = uniqueName('page').replaceAll('-', '');
    const opened: string[] = [];
    for (const name of ['Delta', 'alpha', 'Charlie', 'bravo']) {
      stage.clock.advance(1_000);
      opened.push((await named(`${name} ${word}`)).accountId);
    }
    const first = await page({ text: word }, 2);
    expect(first.items.map(({ name }) => name)).toEqual([`alpha ${word}`, `bravo ${word}`]);
    expect(first.total).toBe(4);
    stage.clock.advance(1_000);
    await named(`Aaron ${word}`);
    const second = await page({ text: word }, 2, first.nextCursor ?? undefined);
    expect(second.items.map(({ name }) => name)).toEqual([`Charlie ${word}`, `Delta ${word}`]);
    expect(second.nextCursor).toBeNull();
    await expect(page({}, 2, first.nextCursor ?? undefined)).rejects.toMatchObject({
      code: 'validation-failed',
    });
    expect((await idsOf({ text: word, sort: '-openedAt' })).slice(1)).toEqual(opened.toReversed());
  });

  it('tells how each stands, from the trial over too many seats and a debt to the suspension', async () => {
    const firm = await named('Story');
    const { accountId } = firm;
    const shop = new Shop(licensing(), firm);
    const standings = async () => (await found({ text: firm.slug }))[0]?.standing;
    const stands = (...expected: AccountStanding[]) =>
      eventually(async () => expect(await standings()).toEqual(expected), 20_000);
    const isIn = async (standing: AccountStanding) => (await idsOf({ standing })).includes(accountId);
    await stands('trial');
    expect(await isIn('trial')).toBe(true);

    await shop.decide({ freezeDays: 21 });
    await shop.buy({ items: [{ product: 'core', seats: 3 }], period: 'year' });
    await stands();
    expect(await isIn('trial')).toBe(false);

    stage.clock.set(DUE);
    expect(await isIn('overdue')).toBe(true);
    stage.clock.set('2027-03-23T10:00:00Z');
    await stands('overdue', 'frozen');
    expect(await isIn('frozen')).toBe(true);
    const [invoice] = await shop.invoices();
    await shop.note(invoice!, { paid: true });
    await stands();

    const data = { accountId, actor: userActor(newId('usr')), version: 3, reason: 'Not paid' };
    const event = { id: uniqueName('evt'), name: accountSuspended.name, at: new Date(), subject: accountId };
    await tell(licensing().world, { ...event, data });
    await stands('suspended');
    expect(await isIn('suspended')).toBe(true);
  }, 60_000);

  it('tells who holds more seats than purchased, until seats are bought', async () => {
    const firm = await new Firm(licensing()).open();
    const purchase = firm.purchase(3);
    await firm.publish(purchase);
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 3 }));
    for (const user of userIds(3)) await firm.claim(user);
    await firm.publishCancelled(firm.cancellation(purchase.purchaseId, 2));
    await eventually(async () =>
      expect(await idsOf({ standing: 'over-allocated' })).toContain(firm.accountId),
    );
    const [shown] = await found({ text: firm.slug });
    expect(shown).toMatchObject({
      standing: ['over-allocated'],
      billedBy: 'outside',
      overAllocatedSince: expect.any(String),
    });
    await firm.publish(firm.purchase(2));
    await eventually(async () =>
      expect(await idsOf({ standing: 'over-allocated' })).not.toContain(firm.accountId),
    );
  });
});

describe('the licences of any account', () => {
  it('are shown to operators as the account sees them', async () => {
    const firm = await new Firm(licensing()).open();
    await firm.publish(firm.purchase(3));
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 3 }));
    const { accountId } = firm;
    const seen = await licensing().bus.request(viewOperatedAccount, { accountId });
    expect(seen.items).toEqual(await firm.licenses());
    expect(seen.account).toMatchObject({ id: accountId, slug: firm.slug, standing: [] });
  });

  it('are not there for an account that nobody opened', async () => {
    const nobody = { accountId: newId('acc') };
    await expect(licensing().bus.request(viewOperatedAccount, nobody)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
