import type { Books, DeliveryEntry, Letter } from './books.js';
import type { Violation } from './expected.js';
import { groupsOf } from './sums.js';

/** When somebody who sends mails, takes them, or writes down that they were sent, was away: milliseconds since 1970. */
export interface Away {
  readonly from: number;
  readonly to: number;
}

/** Whoever dies between the mail server's word and the note of it sends again, within this time. */
const AGAIN_WITHIN_MS = 120_000;

/** One mail for each invitation, and no second one but where a crash lay between the mail and the note that it was sent. */
export function mailViolations(books: Books, away: readonly Away[]): Violation[] {
  const law = 'no mail comes twice without a crash';
  return [...unsent(books), ...lost(books), ...doubled(books.letters, away, law)];
}

function unsent({ users, deliveries }: Books): Violation[] {
  const law = 'every invitation has one delivery';
  const of = groupsOf(
    deliveries.filter(({ kind }) => kind === 'invitation'),
    ({ invitationId }) => invitationId ?? '?',
  );
  const issued = users.flatMap(({ invitation, pastInvitations }) => [
    ...new Set([...(invitation ? [invitation.id] : []), ...pastInvitations.map(({ id }) => id)]),
  ]);
  const wrong = issued.filter((id) => of.get(id)?.length !== 1);
  const known = new Set(issued);
  const unissued = [...of.keys()].filter((id) => !known.has(id));
  return [
    ...wrong.map((id) => ({ law, what: `${id} has ${of.get(id)?.length ?? 0}` })),
    ...unissued.map((id) => ({ law, what: `${id} is no invitation, but has a delivery` })),
  ];
}

function lost({ deliveries, letters, users }: Books): Violation[] {
  const law = 'what is said to be sent is in the mailbox';
  const there = new Set(letters.map(({ messageId }) => messageId));
  const missing = deliveries.filter(({ state, messageId }) => state === 'sent' && !there.has(messageId));
  const known = new Set(deliveries.map(({ messageId }) => messageId));
  const unknown = [...there].filter((messageId) => !known.has(messageId));
  const open = new Set(
    users.flatMap(({ invitation }) => (invitation?.state === 'open' ? [invitation.id] : [])),
  );
  const dropped = deliveries.filter(
    ({ state, kind, invitationId }) =>
      state === 'failed' ||
      state === 'bounced' ||
      (state === 'cancelled' && kind === 'invitation' && open.has(invitationId ?? '')),
  );
  const named = ({ _id, messageId, state }: DeliveryEntry) => `${_id} is ${state}, ${messageId}`;
  return [
    ...missing.map((one) => ({ law, what: named(one) })),
    ...dropped.map((one) => ({ law: 'no delivery is given up', what: named(one) })),
    ...unknown.map((what) => ({ law: 'every mail belongs to a delivery', what })),
  ];
}

/** What came once more under an id that had come before, though nobody died in between. */
export function doubled(
  came: readonly Pick<Letter, 'messageId' | 'at'>[],
  away: readonly Away[],
  law: string,
): Violation[] {
  return [...groupsOf(came, ({ messageId }) => messageId)].flatMap(([messageId, copies]) => {
    const [first, ...more] = copies.map(({ at }) => at).sort((a, b) => a - b);
    return more
      .filter(
        (at) => !away.some(({ from, to }) => (first ?? 0) <= to && from <= at && at <= to + AGAIN_WITHIN_MS),
      )
      .map(() => ({ law, what: `${messageId}, ${copies.length} copies` }));
  });
}
