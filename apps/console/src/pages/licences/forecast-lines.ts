import type { Answer } from '@seatkeeper/client';
import type { WordId } from '../../words/ids.js';

type Forecast = Answer<'/v1/licenses/{product}/forecast', 'get'>;
export type ForecastChange = Forecast['changes'][number];

export interface ForecastLine {
  readonly at: string;
  readonly what: WordId;
  /** How many seats go, are given back or taken. */
  readonly seats: number;
  readonly verdict: ForecastChange['verdict'];
  readonly verdictWords: WordId;
  readonly back: number;
  readonly more: number;
}

const WHAT: Readonly<Record<ForecastChange['kind'], WordId>> = {
  reduction: 'licences.booked.seats',
  end: 'licences.forecast.end',
  departure: 'licences.forecast.departure',
  arrival: 'licences.forecast.arrival',
};

const SEATS: Readonly<Record<ForecastChange['kind'], (by: { given: number; seats: number }) => number>> = {
  reduction: ({ seats }) => -seats,
  end: ({ seats }) => -seats,
  departure: ({ given }) => given,
  arrival: ({ given }) => -given,
};

/** What changes until then, each with how many seats it is about: who leaves gives back as many as are used less than before, who joins takes those more. */
export function forecastLines({ now, changes }: Pick<Forecast, 'now' | 'changes'>): ForecastLine[] {
  let { used } = now;
  return changes.map((change) => {
    const given = used - change.used;
    ({ used } = change);
    return {
      at: change.at,
      what: WHAT[change.kind],
      seats: SEATS[change.kind]({ given, seats: change.seats }),
      verdict: change.verdict,
      // Who joins gives nothing back: they wait for a seat.
      verdictWords:
        change.kind === 'arrival' && change.overAllocated > 0
          ? 'licences.forecast.short'
          : `licences.forecast.${change.verdict}`,
      back: change.overAllocated,
      more: change.free,
    };
  });
}
