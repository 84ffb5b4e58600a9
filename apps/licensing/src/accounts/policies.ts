import {
  billingPolicyChanged,
  operatorChangedBillingPolicy,
  type Actor,
  type BillingPolicy,
  type BillingPolicyChanges,
  type Change,
} from '@seatkeeper/contracts';
import { event, isDone, remembered, type NewEvent } from '@seatkeeper/mongo';
import type { KnownAccount, StoredPolicy } from './accounts.schema.js';
import { operatorIn } from './operators.js';

/** What counts where nothing else was decided for an account. */
export type PolicyDefaults = Pick<BillingPolicy, 'graceDays' | 'freezeDays' | 'afterGrace' | 'overage'>;

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

/** That seats were taken beyond what is bought is looked for only where that was ever allowed, so it is not forgotten. */
const takenBack = (field: keyof StoredPolicy, before: StoredPolicy): 'none' | null =>
  field === 'overage' && before.overage !== undefined ? 'none' : null;

/** What an operator has decided otherwise than before; null is what counts for every account. */
const changedFields = (before: StoredPolicy, changes: BillingPolicyChanges) =>
  (Object.keys(changes) as (keyof StoredPolicy)[])
    .filter((field) => changes[field] !== undefined)
    .map((field) => ({
      field,
      before: before[field] ?? null,
      after: changes[field] ?? takenBack(field, before),
    }))
    .filter((change) => change.before !== change.after);

/** Null when nothing changes, or when the command was carried out before. */
export function changePolicy(
  account: KnownAccount,
  { changes, by: actor, operatorAccountId, commandId }: WantedPolicy,
  now: Date,
): { update: { set: Partial<KnownAccount> }; events: NewEvent[] } | null {
  if (isDone(account, commandId)) return null;
  const { _id: accountId, policy: before = {} } = account;
  const wanted = changedFields(before, changes);
  if (wanted.length === 0) return null;
  const after: StoredPolicy = { ...before };
  for (const { field, after: is } of wanted)
    if (is === null) delete after[field];
    else Object.assign(after, { [field]: is });
  const said = { actor, changes: wanted satisfies Change[] };
  const here = { accountId, actor: operatorIn(accountId, actor, operatorAccountId) };
  return {
    update: { set: { policy: after, commands: remembered(account, commandId, now) } },
    events: [
      event(billingPolicyChanged, accountId, { ...said, ...here }, now),
      event(
        operatorChangedBillingPolicy,
        accountId,
        { ...said, accountId: operatorAccountId, customerAccountId: accountId },
        now,
      ),
    ],
  };
}
