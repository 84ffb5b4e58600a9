import {
  Fault,
  type ForecastChange,
  FORECAST_DAYS,
  reductionDue,
  subscriptionEnded,
  type SeatsMoved,
} from '@seatkeeper/contracts';
import { Temporal } from 'temporal-polyfill';
import { momentsOf } from '../ledger/usage.js';
import { runsLow } from '../warnings/levels.js';
import { lessOwed, type SeatCounts, toCounts } from '../seats/seats.js';
import { takeDue } from '../subscriptions/bookings.js';
import type { StoredSubscriptions, SubscriptionsChange } from '../subscriptions/subscriptions.schema.js';
import { nextEnd } from '../subscriptions/terms.js';

/** The end of the day that is asked for. Throws `validation-failed` for one that is over, or too far away. */
export function endOf(at: string, timeZone: string, now: Date): Date {
  const day = Temporal.PlainDate.from(at);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const days = today.until(day).days;
  if (days < 0) throw invalid('Lies before today: `usage` tells what was');
  if (days > FORECAST_DAYS) throw invalid(`At most ${FORECAST_DAYS} days ahead are told`);
  return momentsOf({ first: day, last: day }, timeZone).before;
}

const invalid = (message: string) => new Fault('validation-failed', { errors: [{ path: 'at', message }] });

/**
 * What changes until a moment, each with the counts after it: every booking is taken on its day, and every subscription
 * ended, by the function that does it then, and counts as a reduction does once it is in force. Whoever holds a seat
 * keeps it, unless a leaving is planned; whoever is planned to join takes one, and where none is left, the counts say how many are
 * missing.
 */
export function changesUntil(
  end: Date,
  {
    product,
    counts,
    has,
    departures = [],
    arrivals = [],
  }: {
    product: string;
    counts: SeatCounts;
    has: StoredSubscriptions | null;
    departures?: readonly SeatsMoved[];
    arrivals?: readonly SeatsMoved[];
  },
): ForecastChange[] {
  const changes: ForecastChange[] = [];
  // On the same moment a seat comes free before it is taken.
  const moves = [...movesOf('departure', departures), ...movesOf('arrival', arrivals)].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  let [known, after] = [has, counts];
  for (;;) {
    const at = known ? nextDue(known) : undefined;
    const [next] = moves;
    if (next && next.at < end && (!at || next.at <= at)) {
      moves.shift();
      after = { ...after, used: Math.max(0, after.used + next.taken) };
      changes.push({ kind: next.kind, at: next.at.toISOString(), seats: 0, ...toldOf(next, product, after) });
      continue;
    }
    const taken = known && at && at < end ? takeDue(known, at) : null;
    if (!known || !at || !taken) return changes;
    for (const { name, data } of taken.events) {
      const kind = KINDS.get(name);
      if (!kind) continue;
      const due = reductionDue.data.parse(data);
      if (due.product !== product) continue;
      after = lessOwed(after, due.quantity);
      changes.push(toChange(kind, at, due, after));
    }
    known = changed(known, taken);
  }
}

interface Move {
  kind: 'departure' | 'arrival';
  at: Date;
  /** How many more seats are used; fewer, where it is negative. */
  taken: number;
}

const movesOf = (kind: Move['kind'], moved: readonly SeatsMoved[]): Move[] =>
  moved.map(({ at, seats }) => ({ kind, at: new Date(at), taken: kind === 'arrival' ? seats : -seats }));

const KINDS = new Map<string, 'reduction' | 'end'>([
  [reductionDue.name, 'reduction'],
  [subscriptionEnded.name, 'end'],
]);

/** When something is due next: a booking, or the end of a subscription. */
function nextDue({ bookings, items }: StoredSubscriptions): Date | undefined {
  const moments = [bookings?.[0]?.effectiveAt, nextEnd(items)].flatMap((at) => (at ? [at.getTime()] : []));
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined;
}

/** The subscriptions as they would be stored. */
function changed(known: StoredSubscriptions, { update }: SubscriptionsChange): StoredSubscriptions {
  const after: StoredSubscriptions = { ...known, ...update.set };
  if (update.unset?.includes('bookings')) delete after.bookings;
  return after;
}

function toChange(
  kind: 'reduction' | 'end',
  at: Date,
  { product, reductionId, quantity }: { product: string; reductionId: string; quantity: number },
  counts: SeatCounts,
): ForecastChange {
  return {
    kind,
    at: at.toISOString(),
    reductionId,
    seats: -quantity,
    ...told(product, counts),
  };
}

const told = (product: string, counts: SeatCounts) => ({
  ...toCounts(counts),
  ...verdictOn(product, counts),
});

/** Who joins gives nothing back where seats are short: they wait for one. */
function toldOf({ kind }: Move, product: string, counts: SeatCounts) {
  const said = told(product, counts);
  if (kind === 'departure' || said.overAllocated === 0) return said;
  const { purchased, used, overAllocated } = said;
  const detail = `${purchased} seats of ${product} are there, and ${used} are wanted: ${overAllocated} more are needed, or that many wait.`;
  return { ...said, detail };
}

function verdictOn(product: string, counts: SeatCounts): Pick<ForecastChange, 'verdict' | 'detail'> {
  const { purchased, used, free, overAllocated } = toCounts(counts);
  const left = `${purchased} seats of ${product} are left, and ${used} are used`;
  if (overAllocated > 0)
    return { verdict: 'too-large', detail: `${left}: ${overAllocated} have to be given back by then.` };
  if (free > 0 && !runsLow({ purchased, free }))
    return { verdict: 'too-small', detail: `${left}: up to ${free} more could go.` };
  return { verdict: 'fits', detail: `${left}.` };
}
