import { booking, RENEWAL, subscribed } from '../../testing/subscribed.js';
import { announce, firstAnnouncement } from './announcements.js';
import type { Subscription } from './subscription.js';
import type { StoredSubscriptions } from './subscriptions.schema.js';

const DAY_MS = 86_400_000;
const before = (days: number) => new Date(RENEWAL.getTime() - days * DAY_MS);
const core = (change: Partial<Subscription> = {}): Subscription => ({
  ...subscribed(10).items[0]!,
  renews: true,
  ...change,
});
const having = (items: Subscription[], more: Partial<StoredSubscriptions> = {}): StoredSubscriptions => {
  const announceAt = firstAnnouncement(items);
  return { ...subscribed(0), items, ...(announceAt && { announceAt }), ...more };
};
/** What is told, and when to look next, as so many days before the first renewal. */
function toldOf(known: StoredSubscriptions, days: number) {
  const change = announce(known, before(days));
  if (!change) return null;
  const { announceAt } = change.update.set;
  return {
    told: change.events.map(({ data }) => (data as { product: string }).product),
    next: announceAt ? (RENEWAL.getTime() - announceAt.getTime()) / DAY_MS : null,
  };
}
const contract = core({ product: 'contract', period: 'year' });
const told = [{ product: 'core', renewsAt: RENEWAL }];

describe('a term that is over soon', () => {
  it.each<[string, StoredSubscriptions, number, ReturnType<typeof toldOf>]>([
    ['is not told of before a week', having([core()]), 7.1, null],
    ['is told of a week before', having([core()]), 7, { told: ['core'], next: null }],
    ['is told of late rather than never', having([core()]), 1, { told: ['core'], next: null }],
    ['is not told of once it is over', having([core()]), -1, { told: [], next: null }],
    [
      'is told of thirty days before, by the year',
      having([contract]),
      30,
      { told: ['contract'], next: null },
    ],
    ['is told of each in its time', having([core(), contract]), 30, { told: ['contract'], next: 7 }],
    ['is told of together', having([core(), contract]), 5, { told: ['core', 'contract'], next: null }],
    [
      'is told of once, whatever is bought meanwhile',
      having([core()], { announced: told }),
      5,
      { told: [], next: null },
    ],
    ['is told of also if it ends', having([core({ renews: false })]), 7, { told: ['core'], next: null }],
    ['is not told of where nothing comes of it', having([core({ renews: undefined })]), 0.5, null],
  ])('%s', (_case, known, days, expected) => {
    expect(toldOf(known, days)).toEqual(expected);
  });

  it('says how many seats are left by then', () => {
    const later = new Date(RENEWAL.getTime() + DAY_MS);
    const known = having([core()], {
      bookings: [booking(3), booking(4, later), booking(2, RENEWAL, 'contract')],
    });
    expect(announce(known, before(7))?.events).toMatchObject([{ data: { seats: 7, renews: true } }]);
    expect(announce(known, before(7))?.update.set.announced).toEqual(told);
  });
});
