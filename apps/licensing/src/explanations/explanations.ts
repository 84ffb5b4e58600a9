import {
  Fault,
  refuseOvertaking,
  systemActor,
  type Reduction,
  type SeatAct,
  type SeatExplanation,
  type WayOut,
} from '@seatkeeper/contracts';
import { refuseOtherDoor, type Door } from '../accounts/accounts.js';
import { refuseFrozen } from '../accounts/freezes.js';
import { toReductions } from '../bookings/booked.js';
import { type OverageSums, shownSums } from '../seats/overages.js';
import { refuseSeats, type SeatCounts } from '../seats/seats.js';
import { book } from '../subscriptions/bookings.js';
import type { StoredSubscriptions } from '../subscriptions/subscriptions.schema.js';
import { notSubscribed } from '../subscriptions/terms.js';

/** What an act does to the seats. */
const EFFECTS: Readonly<Record<SeatAct, 'takes' | 'none' | 'gives-back'>> = {
  invite: 'takes',
  import: 'takes',
  reactivate: 'takes',
  'add-product': 'takes',
  accept: 'none',
  resend: 'none',
  replace: 'none',
  reduce: 'gives-back',
};

/** What a decision over seats is made on. */
export interface SeatFacts {
  product: string;
  counts: SeatCounts;
  billedBy: Door | undefined;
  has: StoredSubscriptions | null;
  /** How many were taken beyond what is bought, and how many more may be. */
  beyond: OverageSums;
  /** How many who wait come first. */
  waiting: number;
  /** Since when nobody new gets a seat, for want of a payment. */
  frozenSince?: Date | undefined;
}

/** What would become of an act now, asked of the rules that decide on it when it is done. */
export function explain(facts: SeatFacts, act: SeatAct, seats: number, now: Date): SeatExplanation {
  const { product, counts, has } = facts;
  const subscription = has?.items.find((item) => item.product === product);
  const scheduled = scheduledIn(has, facts);
  const { refusal, warning } = outcomeOf(facts, act, seats, now);
  const { purchased, used } = counts;
  const most = purchased + facts.beyond.overageLeft;
  const short = EFFECTS[act] === 'takes' ? Math.max(0, used + facts.waiting + seats - most) : 0;
  return {
    product,
    for: act,
    seats,
    refusal: refusal && refusal.toData(),
    ...(warning && { warning }),
    purchased,
    used,
    free: Math.max(0, purchased - used),
    overAllocated: Math.max(0, used - purchased),
    ...shownSums(facts.beyond),
    short,
    scheduled,
    ...(subscription && { renewsAt: subscription.renewsAt.toISOString() }),
    ways: refusal ? waysOut(facts, refusal, act, short, scheduled) : [],
  };
}

function outcomeOf(
  facts: SeatFacts,
  act: SeatAct,
  seats: number,
  now: Date,
): { refusal: Fault | null; warning?: Reduction['warning'] } {
  switch (EFFECTS[act]) {
    case 'takes':
      return { refusal: refuseTaking(facts, seats) };
    case 'none':
      return { refusal: null };
    case 'gives-back':
      return reducing(facts, seats, now);
  }
}

/** In the order in which they are asked when somebody takes a seat. */
const refuseTaking = (
  { product, counts, waiting, frozenSince, beyond }: SeatFacts,
  seats: number,
): Fault | null =>
  refuseOvertaking({ product, ...counts, ...beyond }, waiting, seats) ??
  refuseFrozen({ ...(frozenSince && { frozenSince }) }, product) ??
  refuseSeats(product, counts, seats - beyond.overageLeft);

/** Under an id that nothing is ever booked by. */
const IMAGINED = 'red_imagined';

/** A reduction at the renewal, booked as it would be, and nowhere kept. */
function reducing({ product, counts, billedBy, has }: SeatFacts, seats: number, now: Date) {
  const otherDoor = refuseOtherDoor({ ...(billedBy && { billedBy }) }, 'seatkeeper');
  if (otherDoor) return { refusal: otherDoor };
  if (!has) return { refusal: notSubscribed(product) };
  const by = systemActor('explanation');
  try {
    const booked = book(has, { reductionId: IMAGINED, product, seats, when: 'renewal', by, counts }, now);
    const bookings = booked?.update.set.bookings?.filter((booking) => booking.product === product) ?? [];
    const { warning } = toReductions(bookings, counts).find(({ id }) => id === IMAGINED) ?? {};
    return { refusal: null, ...(warning && { warning }) };
  } catch (error) {
    if (error instanceof Fault) return { refusal: error };
    throw error;
  }
}

const scheduledIn = (has: StoredSubscriptions | null, { product, counts }: SeatFacts): Reduction[] =>
  toReductions(
    (has?.bookings ?? []).filter((booking) => booking.product === product),
    counts,
  );

function waysOut(
  { product, counts, billedBy }: SeatFacts,
  refusal: Fault,
  act: SeatAct,
  short: number,
  scheduled: readonly Reduction[],
): WayOut[] {
  if (act === 'reduce')
    return scheduled.length > 0
      ? [way('cancel-reduction', 'seats.purchase', 'Take back a reduction that is booked, and book another.')]
      : [];
  if (refusal.code === 'payment-overdue') return [PAY, ...(counts.used > 0 ? [REPLACE] : [])];
  const missing = `${short} ${short === 1 ? 'seat' : 'seats'} of ${product}`;
  const ways = [
    billedBy === 'outside'
      ? way('order-elsewhere', null, `Buy ${missing} where the account is billed.`)
      : way('order-seats', 'seats.purchase', `Order ${missing}.`),
  ];
  if (counts.used > 0)
    ways.push(
      way(
        'deactivate',
        'users.deactivate',
        `Deactivate who needs no seat any more: ${missing} have to come free.`,
      ),
      way(
        'withdraw-invitation',
        'users.invite',
        'Withdraw an invitation that nobody accepts: it holds a seat.',
      ),
      REPLACE,
    );
  if (act === 'invite' || act === 'import')
    ways.push(
      way(
        'wait',
        'users.invite',
        'Invite with `whenNoSeat: wait`: the invitation goes out once a seat is free.',
      ),
    );
  return ways;
}

function way(name: WayOut['way'], permission: WayOut['permission'], detail: string): WayOut {
  return { way: name, permission, detail };
}

const PAY = way(
  'pay-invoices',
  null,
  'Pay the invoices that are overdue: people get seats again once that is noted.',
);
const REPLACE = way(
  'replace',
  'users.replace',
  'Put the new person in the place of somebody who leaves: no free seat is needed.',
);
