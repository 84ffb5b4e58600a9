import { isDay } from '../../design/days.js';

export const VIEWS = ['overview', 'holders', 'ledger', 'waiting', 'orders'] as const;
export type View = (typeof VIEWS)[number];

/** As many days as the chart shows. */
export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];

export type Doing = 'buy' | 'reduce';

/** What the address of the page says: of which product, which part of it, and what is just being done. */
export interface LicenceSearch {
  readonly product?: string;
  readonly view?: View;
  /** The day whose holders are shown; today, if left out. */
  readonly at?: string;
  readonly days?: Span;
  /** The day to come that is told of. */
  readonly until?: string;
  readonly do?: Doing;
  /** How many seats are bought or go. */
  readonly seats?: number;
  /** The order that is looked at. */
  readonly order?: string;
}

/** As many seats as the API takes at once. */
export const MOST_SEATS = 100_000;

/** An address that somebody has typed: what makes no sense is left out. */
export function readLicenceSearch(search: Record<string, unknown>): LicenceSearch {
  const { product, view, at, days, until, seats, order } = search;
  const doing = search['do'];
  return {
    ...(typeof product === 'string' && product !== '' && { product }),
    ...(isOneOf(VIEWS, view) && view !== 'overview' && { view }),
    ...(typeof at === 'string' && isDay(at) && { at }),
    ...(isOneOf(SPANS, days) && { days }),
    ...(typeof until === 'string' && isDay(until) && { until }),
    ...((doing === 'buy' || doing === 'reduce') && { do: doing }),
    ...(isSeats(seats) && { seats }),
    ...(typeof order === 'string' && order.startsWith('ord_') && { order }),
  };
}

export const isSeats = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_SEATS;

const isOneOf = <T>(known: readonly T[], value: unknown): value is T =>
  (known as readonly unknown[]).includes(value);
