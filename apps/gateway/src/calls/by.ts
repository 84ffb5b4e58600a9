import { type Actor, type Caller, Fault, userActor } from '@seatkeeper/contracts';

/** What every question about an account begins with. */
export const inAccount = ({ caller }: { caller: Caller }) => ({ accountId: caller.accountId });

/** What every change says: in which account, and who wants it. */
export const byCaller = ({ caller }: { caller: Caller }) => ({
  accountId: caller.accountId,
  by: actorOf(caller),
});

/** Who acts: a user, and the API key if it is one. */
export const actorOf = ({ userId, keyId }: Caller): Actor => userActor(userId, keyId);

/** The session that calls; of calls that are for sessions alone. */
export function sessionOf({ accountId, userId, sessionId }: Caller) {
  if (sessionId === undefined) throw new Fault('forbidden', 'An API key cannot do this: sign in.');
  return { accountId, userId, sessionId };
}
