import { queryOptions } from '@tanstack/react-query';
import type { Answer } from '@seatkeeper/client';
import { api } from '../../api/client.js';

export type Why = Answer<'/v1/licenses/{product}/why', 'get'>;
export type SeatAct = Why['for'];

/**
 * Whether an act would be refused for want of seats, asked of the rules that refuse it. `named` is how many of those who hold
 * seats are named. The answer says for how many seats it is: until the one that is asked for is there, the one before stays.
 */
export const whyQuery = (product: string, act: SeatAct, seats: number, named = 0) =>
  queryOptions<Why>({
    // Whatever moves a seat makes everything of `licenses` be asked for anew.
    queryKey: ['licenses', product, 'why', act, seats, named],
    queryFn: ({ signal }) =>
      api.get('/v1/licenses/{product}/why', {
        params: { path: { product }, query: { for: act, seats, limit: named } },
        signal,
      }),
    placeholderData: (before) => (before?.product === product && before.for === act ? before : undefined),
  });
