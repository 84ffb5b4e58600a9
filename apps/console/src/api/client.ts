import { connect } from '@seatkeeper/client';
import { session } from './session.js';

/** All calls of the console. The access token is in its memory alone, what renews it in a cookie that no script reads. */
export const api = connect({
  baseUrl: location.origin,
  session: 'cookie',
  patienceMs: 10_000,
  onTokens: (tokens) => session.hear(tokens),
});
