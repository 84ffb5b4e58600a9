import { type Caller, userActor } from '@seatkeeper/contracts';

/** What every question about an account begins with. */
export const inAccount = ({ caller }: { caller: Caller }) => ({ accountId: caller.accountId });

/** What every change says: in which account, and who wants it. */
export const byCaller = ({ caller }: { caller: Caller }) => ({
  accountId: caller.accountId,
  by: userActor(caller.userId),
});
