import type { Answer } from '@seatkeeper/client';
import type { WordId } from '../../words/ids.js';

type Forecast = Answer<'/v1/licenses/{product}/forecast', 'get'>;
export type ForecastChange = Forecast['changes'][number];

export interface ForecastLine {
  readonly at: string;
  readonly what: WordId;
  /** How many seats go, or are given back. */
  readonly seats: number;
  readonly verdict: ForecastChange['verdict'];
  readonly back: number;
  readonly more: number;
}

const WHAT: Readonly<Record<ForecastChange['kind'], WordId>> = {
  reduction: 'licences.booked.seats',
  end: 'licences.forecast.end',
  departure: 'licences.forecast.departure',
};

/** What changes until then, each with how many seats it is about: who leaves gives back as many as are used less than before. */
export function forecastLines({ now, changes }: Pick<Forecast, 'now' | 'changes'>): ForecastLine[] {
  let { used } = now;
  return changes.map((change) => {
    const given = used - change.used;
    ({ used } = change);
    return {
      at: change.at,
      what: WHAT[change.kind],
      seats: change.kind === 'departure' ? given : -change.seats,
      verdict: change.verdict,
      back: change.overAllocated,
      more: change.free,
    };
  });
}
