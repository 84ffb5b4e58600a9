import { readStates } from '../deliveries/delivery-states.js';

/** What the address of an endpoint says: which deliveries are listed, and which one is looked at. */
export interface WebhookSearch {
  /** Several with commas, as in the API. */
  readonly state?: string;
  readonly delivery?: string;
}

/** An address that somebody has typed or an older console has made: what makes no sense is left out. */
export function readWebhookSearch({ state, delivery }: Record<string, unknown>): WebhookSearch {
  const states = readStates(state);
  return {
    ...(states !== '' && { state: states }),
    ...(typeof delivery === 'string' && delivery !== '' && { delivery }),
  };
}
