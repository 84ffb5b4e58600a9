import { connect } from '@seatkeeper/client';
import { forgettingOthers } from './kept-answers.js';
import { proving } from './proving.js';
import { queries } from './queries.js';
import { session } from './session.js';

const forgetOthers = forgettingOthers(() => queries.clear());

/** All calls of the console. The access token is in its memory alone, what renews it in a cookie that no script reads. */
export const api = connect({
  baseUrl: location.origin,
  session: 'cookie',
  patienceMs: 10_000,
  prove: () => proving.ask(),
  onTokens: (tokens) => {
    forgetOthers(tokens);
    session.hear(tokens);
  },
});
