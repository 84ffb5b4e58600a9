import {
  accountResumed,
  accountSuspended,
  Fault,
  operatorResumedAccount,
  operatorSuspendedAccount,
  type Actor,
  type Suspension,
} from '@seatkeeper/contracts';
import { event, isDone, type NewEvent, remembered } from '@seatkeeper/mongo';
import type { StoredAccount } from './accounts.schema.js';
import { actorIn } from './hierarchy-events.js';

/** Who decides it, and as which command: one that comes again after the next has been carried out changes nothing. */
export interface Decision {
  by: Actor;
  operatorAccountId: string;
  commandId: string;
}

interface AccountChange {
  update: { set: Partial<StoredAccount>; unset?: 'suspension'[] };
  events: NewEvent[];
}

export const toSuspension = ({ _id, suspension }: StoredAccount): Suspension => ({
  accountId: _id,
  suspended: suspension !== undefined,
  ...(suspension && { since: suspension.since.toISOString(), reason: suspension.reason }),
});

/** Says no to whoever comes in, by whatever door, and tells what can be done. */
export function refuseSuspended({ suspension }: Pick<StoredAccount, 'suspension'>): Fault | null {
  if (!suspension) return null;
  const { since, reason } = suspension;
  return new Fault('account-suspended', {
    detail: `This account is suspended, and nothing of it is lost. Ask who sold you Seatkeeper to resume it. Why it is: ${reason}`,
    members: { since: since.toISOString(), reason },
  });
}

/** Who keeps others out stays in. */
export const refuseOwnAccount = (accountId: string, operatorAccount: string): Fault | null =>
  accountId === operatorAccount
    ? new Fault('operators-account', 'Whoever resumes accounts is in this one: it cannot be suspended.')
    : null;

/** Null when it is suspended already, or when the command was carried out before. */
export function suspend(
  account: StoredAccount,
  decision: Decision,
  reason: string,
  now: Date,
): AccountChange | null {
  if (account.suspension || isDone(account, decision.commandId)) return null;
  const { _id: accountId } = account;
  const { by, operatorAccountId } = decision;
  const operators = { accountId: operatorAccountId, actor: by, customerAccountId: accountId, reason };
  return {
    update: { set: { suspension: { since: now, reason }, ...doneBy(account, decision, now) } },
    events: [
      event(accountSuspended, accountId, { ...toldIn(account, decision), reason }, now),
      event(operatorSuspendedAccount, accountId, operators, now),
    ],
  };
}

/** Null when it is not suspended, or when the command was carried out before. */
export function resume(account: StoredAccount, decision: Decision, now: Date): AccountChange | null {
  if (!account.suspension || isDone(account, decision.commandId)) return null;
  const { _id: accountId } = account;
  const { by, operatorAccountId } = decision;
  const operators = { accountId: operatorAccountId, actor: by, customerAccountId: accountId };
  return {
    update: { set: doneBy(account, decision, now), unset: ['suspension'] },
    events: [
      event(accountResumed, accountId, toldIn(account, decision), now),
      event(operatorResumedAccount, accountId, operators, now),
    ],
  };
}

const doneBy = (account: StoredAccount, { commandId }: Decision, now: Date) => ({
  commands: remembered(account, commandId, now),
});

const toldIn = ({ _id: accountId, version }: StoredAccount, { by, operatorAccountId }: Decision) => ({
  accountId,
  actor: actorIn(accountId, { by, home: operatorAccountId }),
  version: version + 1,
});
