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

/** What changes until then, each with how many seats it is about: who leaves gives back as many as are used less than before. */
export function forecastLines({ now, changes }: Pick<Forecast, 'now' | 'changes'>): ForecastLine[] {
  let { used } = now;
  return changes.map((change) => {
    const given = used - change.used;
    ({ used } = change);
    const isLeaving = change.kind === 'departure';
    return {
      at: change.at,
      what: isLeaving ? 'licences.forecast.departure' : 'licences.booked.seats',
      seats: isLeaving ? given : -change.seats,
      verdict: change.verdict,
      back: change.overAllocated,
      more: change.free,
    };
  });
}
