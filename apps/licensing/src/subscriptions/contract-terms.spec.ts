import { userActor } from '@seatkeeper/contracts';
import { booking, RENEWAL, subscribed } from '../../testing/subscribed.js';
import { book, takeDue } from './bookings.js';
import type { StoredContract } from './contract.js';
import { changeContract, toContract } from './contract-terms.js';
import type { StoredSubscriptions } from './subscriptions.schema.js';
import { chooseRenewal } from './terms.js';

const DAY_MS = 86_400_000;
const by = userActor('usr_operator00');
const daysBefore = (days: number) => new Date(RENEWAL.getTime() - days * DAY_MS);

/** Ten seats of core under a contract, and what is booked of them. */
const under = (contract: Omit<StoredContract, 'product'>, ...bookings: Parameters<typeof booking>[]) => {
  const known = subscribed(10, ...bookings.map((one) => booking(...one)));
  const items = known.items.map((item) => ({ ...item, renews: true }));
  return { ...known, items, contracts: [{ product: 'core', ...contract }] };
};
const reduce = (known: StoredSubscriptions, seats: number, now: Date, when: 'renewal' | Date = 'renewal') =>
  book(
    known,
    { reductionId: 'red_wanted0000', product: 'core', seats, when, by, counts: { purchased: 10, used: 0 } },
    now,
  );
const end = (known: StoredSubscriptions, now: Date) =>
  chooseRenewal(known, { product: 'core', renews: false, by, commandId: 'cmd_end' }, now);

describe('a minimum of seats', () => {
  it.each([
    [under({ minimumSeats: 6 }), 4],
    [under({ minimumSeats: 6 }, [3]), 1],
    [under({}), 10],
  ])('lets go of what is above it', (known, seats) => {
    expect(reduce(known, seats, daysBefore(5))).not.toBeNull();
  });

  it.each([
    [under({ minimumSeats: 6 }), 5, 5],
    [under({ minimumSeats: 6 }, [3]), 2, 5],
  ])('refuses what leaves fewer, with both numbers and what else the contract says', (known, seats, left) => {
    expect(() => reduce(known, seats, daysBefore(5))).toThrow(
      expect.objectContaining({
        code: 'contract-forbids',
        members: { minimumSeats: 6, left },
        detail: `The contract asks for at least 6 seats of core, and ${left} would be left.`,
      }),
    );
    const said = { ...known, contracts: [{ product: 'core', minimumSeats: 6, restrictions: 'Ask Ida.' }] };
    expect(() => reduce(said, seats, daysBefore(5))).toThrow(
      expect.objectContaining({
        members: { minimumSeats: 6, left, restrictions: 'Ask Ida.' },
        detail: expect.stringMatching(/ It says: Ask Ida\.$/),
      }),
    );
  });

  it('does not keep a subscription from ending', () => {
    expect(end(under({ minimumSeats: 6 }), daysBefore(5))).not.toBeNull();
  });
});

describe('a notice', () => {
  const known = under({ noticeDays: 30 });

  it('that is kept to the millisecond lets seats go, and the subscription end', () => {
    expect(reduce(known, 3, daysBefore(30))).not.toBeNull();
    expect(end(known, daysBefore(30))).not.toBeNull();
  });

  it('that is not kept refuses both, with the days it is about', () => {
    const late = new Date(daysBefore(30).getTime() + 1);
    const refused = expect.objectContaining({
      code: 'contract-forbids',
      members: {
        noticeDays: 30,
        at: RENEWAL.toISOString(),
        noticeBy: daysBefore(30).toISOString(),
        earliest: new Date(RENEWAL.getTime() + 1).toISOString(),
      },
    });
    expect(() => reduce(known, 3, late)).toThrow(refused);
    expect(() => end(known, late)).toThrow(refused);
  });

  it('is kept by a day that is far enough away', () => {
    const day = new Date(RENEWAL.getTime() + 25 * DAY_MS);
    expect(reduce(known, 3, daysBefore(5), day)).not.toBeNull();
    expect(() => reduce(known, 3, daysBefore(4), new Date(RENEWAL.getTime() + 25 * DAY_MS))).toThrow(
      expect.objectContaining({ code: 'contract-forbids' }),
    );
  });

  it('does not keep anybody from going on', () => {
    const ending = { ...known, items: known.items.map((item) => ({ ...item, renews: false })) };
    const on = { product: 'core', renews: true, by, commandId: 'cmd_on' };
    expect(chooseRenewal(ending, on, daysBefore(1))).not.toBeNull();
  });
});

describe('what an operator decides', () => {
  const operatorAccountId = 'acc_operators0';
  const decide = (known: StoredSubscriptions, changes: object, commandId = 'cmd_1') =>
    changeContract(known, { product: 'core', changes, by, operatorAccountId, commandId }, daysBefore(9));

  it('is told in both accounts, with what counted before, and leaves the rest of the contract', () => {
    const change = decide(under({ noticeDays: 30, restrictions: 'Ask Ida.' }), { noticeDays: 60 });
    const changes = [{ field: 'noticeDays', before: 30, after: 60 }];
    expect(change?.update.set.contracts).toEqual([
      { product: 'core', noticeDays: 60, restrictions: 'Ask Ida.' },
    ]);
    expect(change?.events.map(({ data }) => data)).toMatchObject([
      { accountId: under({}).accountId, product: 'core', changes, actor: { accountId: operatorAccountId } },
      { accountId: operatorAccountId, customerAccountId: under({}).accountId, changes, actor: by },
    ]);
  });

  it('is taken back by none', () => {
    const full = under({ noticeDays: 30, minimumSeats: 5, restrictions: 'Ask Ida.' });
    const change = decide(full, { noticeDays: 0, minimumSeats: 0, restrictions: null });
    expect(change?.update.set.contracts).toEqual([{ product: 'core' }]);
  });

  it.each([
    ['what counts already', under({ noticeDays: 30 }), { noticeDays: 30 }],
    ['nothing', under({}), {}],
    [
      'a command that was carried out before',
      { ...under({}), commands: [{ id: 'cmd_1', at: daysBefore(9) }] },
      { noticeDays: 30 },
    ],
  ])('changes nothing for %s', (_case, so, changes) => {
    expect(decide(so, changes)).toBeNull();
  });

  it('leaves what is booked already, and is forgotten with the subscription', () => {
    const so = under({ minimumSeats: 10 }, [4]);
    expect(takeDue(so, RENEWAL)?.update.set.items).toMatchObject([{ seats: 6 }]);
    const over = { ...so, items: so.items.map((item) => ({ ...item, renews: false })) };
    expect(takeDue(over, RENEWAL)?.update.set.contracts).toEqual([]);
  });
});

it('a contract tells until when notice has to be given; without one, until the day', () => {
  expect(toContract({ product: 'core', noticeDays: 30, minimumSeats: 5 }, RENEWAL)).toEqual({
    noticeDays: 30,
    minimumSeats: 5,
    restrictions: null,
    noticeBy: daysBefore(30).toISOString(),
  });
  expect(toContract(undefined, RENEWAL)).toMatchObject({ noticeDays: 0, noticeBy: RENEWAL.toISOString() });
});
