import { type Client, connect } from '@seatkeeper/client';
import { acting, isOwn } from './acting.js';
import { forgettingOthers } from './kept-answers.js';
import { proving } from './proving.js';
import { queries } from './queries.js';
import { session } from './session.js';

const forgetOthers = forgettingOthers(() => {
  acting.set(null);
  queries.clear();
});

/** Calls in the own account. The access token is in its memory alone, what renews it in a cookie that no script reads. */
export const home = connect({
  baseUrl: location.origin,
  session: 'cookie',
  patienceMs: 10_000,
  prove: () => proving.ask(),
  onTokens: (tokens) => {
    forgetOthers(tokens);
    session.hear(tokens);
    if (session.read().is === 'out') acting.set(null);
  },
});

const clientAt = (path: string) => (isOwn(path) ? home : (acting.read()?.client ?? home));

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Calling = (path: string, ...init: readonly unknown[]) => unknown;

/** The same call, in the account that it is about. */
const calls = <M extends Method>(method: M): Client[M] => {
  const call: Calling = (path, ...init) => (clientAt(path)[method] as Calling)(path, ...init);
  return call as Client[M];
};

/** All calls of the pages: in the own account, or in the one below it that somebody has gone into. */
export const api = {
  get: calls('get'),
  post: calls('post'),
  put: calls('put'),
  patch: calls('patch'),
  delete: calls('delete'),
  items: ((path: string, ...init: readonly unknown[]) =>
    (clientAt(path).items as Calling)(path, ...init)) as Client['items'],
  events: ((path: string, ...init: readonly unknown[]) =>
    (clientAt(path).events as Calling)(path, ...init)) as Client['events'],
  file: ((path: string, ...init: readonly unknown[]) => {
    const client = clientAt(path);
    return (client.file as Calling).call(client, path, ...init);
  }) as Client['file'],
};
