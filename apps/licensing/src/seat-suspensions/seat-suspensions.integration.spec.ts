import { type BillingPolicyChanges, getSeatLevel } from '@seatkeeper/contracts';
import { eventually, race } from '@seatkeeper/testing';
import fc from 'fast-check';
import { type Admins, startAdmins } from '../../testing/admins.js';
import { Firm, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';
import { SeatsRepository } from '../seats/seats.repository.js';
import { SuspendedSeatsService } from '../seats/suspended-seats.service.js';

const START = '2027-01-31T10:00:00Z';
const DAY_MS = 86_400_000;
const stage = useTwoOnAClock(START);
const { clock } = stage;
let admins: Admins;
beforeAll(async () => {
  admins = await startAdmins(stage.services[0]!.world);
});
afterAll(() => admins.close());

const onDay = (days: number) => clock.set(new Date(Date.parse(START) + days * DAY_MS));
/** By when each took the seat, the first one first. */
const PEOPLE = ['ann', 'bob', 'cem', 'dan', 'eve'] as const;
type Name = (typeof PEOPLE)[number];

/** A firm of five who took their seats one after the other, and what it has bought. */
async function firmWith({
  seats,
  graceDays = 3,
  who = 5,
}: {
  seats: number;
  graceDays?: number;
  who?: number;
}) {
  const firm = await new Firm(stage.services[0]!).open();
  const { accountId } = firm;
  const shop = new Shop(stage.services[1]!, firm);
  const decide = (changes: BillingPolicyChanges) => shop.decide(changes);
  await decide({ graceDays, afterGrace: 'suspend-newest' });
  const purchase = firm.purchase(Math.max(seats, who));
  await firm.publish(purchase, undefined, clock.now());
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: purchase.quantity }));
  const ids = userIds(who);
  for (const [n, id] of ids.entries()) {
    clock.set(new Date(Date.parse(START) + n * 1_000));
    await firm.claim(id);
  }
  admins.name(accountId, ids[0]!);
  const cancel = (quantity: number) =>
    firm.publishCancelled(firm.cancellation(purchase.purchaseId, quantity));
  if (purchase.quantity > seats) await cancel(purchase.quantity - seats);
  const told = () => stage.listener.heard(accountId).map(({ stage = 'ended' }) => stage);
  if (purchase.quantity > seats) await eventually(() => expect(told()).toContain('began'));
  const idOf = (name: Name) => ids[PEOPLE.indexOf(name)]!;
  const suspended = async () =>
    (await firm.seats())
      .filter(({ suspendedSince }) => suspendedSince !== undefined)
      .map(({ userId }) => PEOPLE[ids.indexOf(userId)] ?? userId)
      .sort();
  const areOut = (...names: string[]) =>
    eventually(async () => expect(await suspended()).toEqual(names.sort()), 20_000);
  return { firm, ids, idOf, cancel, decide, suspended, areOut, told };
}

describe('once the grace is over', () => {
  it('those who took their seats last are kept out, keep them, and are back once enough are bought', async () => {
    const { firm, areOut, suspended, told } = await firmWith({ seats: 3 });
    await eventually(() => expect(told()).toEqual(['began']));
    onDay(2.5);
    await eventually(() => expect(told()).toEqual(['began', 'reminder']), 20_000);
    expect(await suspended()).toEqual([]);
    expect(await firm.license()).toMatchObject({ afterGrace: 'suspend-newest', overAllocated: 2 });
    onDay(3.5);
    await areOut('dan', 'eve');
    expect(told()).toEqual(['began', 'reminder', 'suspended']);
    expect(await firm.license()).toMatchObject({ used: 5, suspended: 2 });
    const { accountId } = firm;
    expect(await stage.services[1]!.bus.request(getSeatLevel, { accountId, product: 'core' })).toMatchObject({
      afterGrace: 'suspend-newest',
      isSuspending: true,
    });

    await firm.publish(firm.purchase(1));
    await areOut('eve');
    await firm.publish(firm.purchase(1));
    await areOut();
    await eventually(() => expect(told()).toEqual(['began', 'reminder', 'suspended', 'ended']));
    expect(await firm.license()).toMatchObject({ used: 5, purchased: 5, overAllocated: 0 });
    expect(await firm.license()).not.toHaveProperty('suspended');
  }, 90_000);

  it('who gives a seat back lets the one in who took theirs first of those kept out', async () => {
    const { firm, idOf, areOut } = await firmWith({ seats: 3, graceDays: 0 });
    await areOut('dan', 'eve');
    await firm.free(idOf('bob'));
    await areOut('eve');
    await firm.free(idOf('eve'));
    await areOut();
  }, 60_000);

  it('who takes the place of somebody has taken the seat last', async () => {
    const { firm, idOf, areOut } = await firmWith({ seats: 4, graceDays: 0 });
    await areOut('eve');
    clock.set(new Date(Date.parse(START) + 60_000));
    const [fay] = userIds(1);
    await firm.swap(idOf('bob'), fay!);
    await areOut(fay!);
  }, 60_000);

  it('the admin who took the seat first is never kept out, also when nothing is left', async () => {
    const { firm, idOf, areOut, cancel } = await firmWith({ seats: 4, graceDays: 0 });
    admins.name(firm.accountId, idOf('dan'), idOf('eve'));
    await areOut('eve');
    await cancel(4);
    await areOut('ann', 'bob', 'cem', 'eve');
  }, 60_000);

  it('it is seen within a minute that somebody else is the admin', async () => {
    const { firm, idOf, areOut } = await firmWith({ seats: 1, graceDays: 0 });
    await areOut('bob', 'cem', 'dan', 'eve');
    admins.name(firm.accountId, idOf('eve'));
    clock.set(new Date(Date.parse(START) + 120_000));
    await areOut('ann', 'bob', 'cem', 'dan');
  }, 60_000);

  it('nobody is kept out where it was not decided, and everybody is back where it was taken back', async () => {
    const { areOut, decide, suspended, told } = await firmWith({ seats: 3, graceDays: 0 });
    await areOut('dan', 'eve');
    await decide({ afterGrace: null });
    await areOut();
    await decide({ graceDays: 1 });
    expect(await suspended()).toEqual([]);
    await decide({ afterGrace: 'suspend-newest' });
    await areOut('dan', 'eve');
    expect(told().filter((stage) => stage === 'suspended')).toHaveLength(2);
  }, 60_000);
});

describe('buying and suspending at once', () => {
  it('a copy that froze with the decision in hand, and wakes when enough were bought, keeps nobody out for long', async () => {
    const { firm, areOut, suspended } = await firmWith({ seats: 3 });
    const seats = stage.services.map((service) => service.get(SeatsRepository));
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    let frozen = 0;
    for (const each of seats) {
      const change = each.change.bind(each);
      each.change = async (seat, to) => {
        if (to.update.set?.suspendedSince && seat.accountId === firm.accountId) {
          frozen += 1;
          await woken;
        }
        return change(seat, to);
      };
    }
    onDay(3.5);
    await eventually(() => expect(frozen).toBeGreaterThan(0), 20_000);
    await firm.publish(firm.purchase(2));
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 5 }));
    wake();
    for (const each of seats) Reflect.deleteProperty(each, 'change');
    await areOut();
    await firm.publish(firm.purchase(1));
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 6 }));
    expect(await suspended()).toEqual([]);
  }, 60_000);

  it('what a copy wrote that died with it, when nobody was to be kept out, is seen by the next one', async () => {
    const { firm, areOut, suspended } = await firmWith({ seats: 5 });
    const { accountId, by } = firm;
    const seats = stage.services[0]!.get(SuspendedSeatsService);
    await seats.suspend(await seats.newest(accountId, 'core', 2), by);
    await areOut();
    expect(await suspended()).toEqual([]);
  });

  const anyStep = fc.record({
    act: fc.constantFrom('buy' as const, 'cancel' as const, 'free' as const, 'replace' as const),
    seats: fc.integer({ min: 1, max: 3 }),
  });

  it('as many are kept out as are too many, never the admin, and everybody is back afterwards, whatever happens at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 8 }), async (steps) => {
        clock.set(START);
        const { firm, ids, suspended, areOut } = await firmWith({ seats: 4, graceDays: 0 });
        const bought: { purchaseId: string; left: number }[] = [];
        const here = [...ids];
        const acts = steps.map(({ act, seats }, n) => async () => {
          if (act === 'buy') {
            const purchase = firm.purchase(seats);
            await firm.publish(purchase);
            bought.push({ purchaseId: purchase.purchaseId, left: seats });
          } else if (act === 'cancel') {
            const purchase = bought.find(({ left }) => left >= seats);
            if (!purchase) return;
            purchase.left -= seats;
            await firm.publishCancelled(firm.cancellation(purchase.purchaseId, seats));
          } else if (here.length > 1) {
            const [user] = here.splice(1 + (n % (here.length - 1)), 1);
            const [successor] = userIds(1);
            await (act === 'free' ? firm.free(user!) : firm.swap(user!, successor!));
          }
        });
        const { errors } = await race(acts.length, (n) => acts[n]!());
        expect(errors).toEqual([]);
        await eventually(async () => {
          const license = await firm.license();
          expect(license?.used).toBe((await firm.seats()).length);
          const others = (await firm.seats()).filter(({ userId }) => userId !== ids[0]);
          const due = others
            .sort(
              (one, other) =>
                Date.parse(other.since) - Date.parse(one.since) || (one.userId < other.userId ? 1 : -1),
            )
            .slice(0, license?.overAllocated);
          expect(await suspended()).toEqual(
            due.map(({ userId }) => PEOPLE[ids.indexOf(userId)] ?? userId).sort(),
          );
        }, 20_000);
        await firm.publish(firm.purchase(20));
        await areOut();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 240_000);
});
