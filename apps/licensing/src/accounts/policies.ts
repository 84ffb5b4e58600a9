import {
  billingPolicyChanged,
  operatorChangedBillingPolicy,
  type Actor,
  type BillingPolicy,
  type BillingPolicyChanges,
} from '@seatkeeper/contracts';
import { event, isDone, remembered, type NewEvent } from '@seatkeeper/mongo';
import type { KnownAccount, StoredPolicy } from './accounts.schema.js';

/** What counts where nothing else was decided for an account. */
export type PolicyDefaults = Pick<BillingPolicy, 'graceDays' | 'freezeDays'>;

/** What an operator decides for an account. */
export interface WantedPolicy {
  changes: BillingPolicyChanges;
  by: Actor;
  operatorAccountId: string;
  commandId: string;
}

/** What counts for an account, and what has come of it. */
export const policyOf = (
  { _id: accountId, policy, freezesAt, frozenSince }: KnownAccount,
  defaults: PolicyDefaults,
): BillingPolicy => ({
  accountId,
  ...defaults,
  ...policy,
  ...(freezesAt && { freezesAt: freezesAt.toISOString() }),
  ...(frozenSince && { frozenSince: frozenSince.toISOString() }),
});

/** Null when nothing changes, or when the command was carried out before. */
export function changePolicy(
  account: KnownAccount,
  { changes, by: actor, operatorAccountId, commandId }: WantedPolicy,
  now: Date,
): { update: { set: Partial<KnownAccount> }; events: NewEvent[] } | null {
  if (isDone(account, commandId)) return null;
  const { _id: accountId, policy: before = {} } = account;
  const after = { ...before };
  const changed: { field: string; before: unknown; after: unknown }[] = [];
  for (const [field, wanted] of Object.entries(changes) as [keyof StoredPolicy, number | null][]) {
    const [was, is] = [before[field] ?? null, wanted];
    if (was === is) continue;
    if (is === null) delete after[field];
    else after[field] = is;
    changed.push({ field, before: was, after: is });
  }
  if (changed.length === 0) return null;
  const said = { actor, changes: changed };
  return {
    update: { set: { policy: after, commands: remembered(account, commandId, now) } },
    events: [
      event(billingPolicyChanged, accountId, { ...said, accountId }, now),
      event(
        operatorChangedBillingPolicy,
        accountId,
        { ...said, accountId: operatorAccountId, customerAccountId: accountId },
        now,
      ),
    ],
  };
}
