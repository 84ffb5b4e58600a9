import type { Books } from './books.js';
import type { Expected, Violation } from './expected.js';
import { type Away, doubled } from './mails.js';
import { groupsOf } from './sums.js';

/** What firms have sent to them: each of these is told once for each act upon somebody. */
export const TOLD = [
  'identity.user.invited',
  'identity.user.updated',
  'identity.user.banned',
  'identity.user.unbanned',
  'identity.user.deactivated',
  'identity.user.reactivated',
];

/** One message for each act that is told, and none twice but where a crash lay between the receiver's yes and the note of it. */
export function webhookViolations(
  { messages, webhooks }: Pick<Books, 'messages' | 'webhooks'>,
  { people, told }: Pick<Expected, 'people' | 'told'>,
  away: readonly Away[],
): Violation[] {
  const came = groupsOf(messages, ({ userId, type }) => `${userId} ${type}`);
  const wrong = people
    .filter(({ accountId }) => told.has(accountId))
    .flatMap(({ id, username, acts }) =>
      TOLD.flatMap((type) => {
        const ids = new Set(came.get(`${id} ${type}`)?.map(({ messageId }) => messageId));
        const done = acts[type] ?? 0;
        const what = `${type} of ${username} (${id}): ${done} done, ${ids.size} came`;
        return ids.size === done ? [] : [{ law: 'one webhook for each act', what }];
      }),
    );
  const notSent = webhooks
    .filter(({ state }) => state !== 'sent')
    .map(({ _id, state }) => ({ law: 'no webhook is given up', what: `${_id} is ${state}` }));
  return [...wrong, ...notSent, ...doubled(messages, away, 'no webhook comes twice without a crash')];
}
