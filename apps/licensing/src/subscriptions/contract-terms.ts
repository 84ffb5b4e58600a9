import {
  contractTermsChanged,
  Fault,
  operatorChangedContractTerms,
  type Actor,
  type ContractTermsChanges,
  type LicenseContract,
} from '@seatkeeper/contracts';
import { event, isDone, remembered } from '@seatkeeper/mongo';
import { operatorIn } from '../accounts/operators.js';
import type { StoredContract } from './contract.js';
import type { StoredSubscriptions, SubscriptionsChange } from './subscriptions.schema.js';

const DAY_MS = 86_400_000;

/** What an operator decides for a subscription. */
export interface WantedTerms {
  product: string;
  changes: ContractTermsChanges;
  by: Actor;
  operatorAccountId: string;
  commandId: string;
}

export const contractOf = ({ contracts = [] }: Pick<StoredSubscriptions, 'contracts'>, product: string) =>
  contracts.find((contract) => contract.product === product);

/** One whose terms were all taken back says nothing. */
export const saysAnything = ({ product: _, ...terms }: StoredContract): boolean =>
  Object.keys(terms).length > 0;

/** Until when it has to be said what is to happen at a moment. */
const noticeBy = (at: Date, { noticeDays = 0 }: Partial<StoredContract> = {}): Date =>
  new Date(at.getTime() - noticeDays * DAY_MS);

/** What a contract says, of a subscription that renews at a moment. */
export const toContract = (contract: StoredContract | undefined, renewsAt: Date): LicenseContract => ({
  noticeDays: contract?.noticeDays ?? 0,
  minimumSeats: contract?.minimumSeats ?? 0,
  restrictions: contract?.restrictions ?? null,
  noticeBy: noticeBy(renewsAt, contract).toISOString(),
});

/** Says no to what would happen sooner than the contract allows, with the days it is about. */
export function refuseNotice(contract: StoredContract | undefined, at: Date, now: Date): Fault | null {
  const { noticeDays = 0 } = contract ?? {};
  const by = noticeBy(at, contract);
  if (now <= by || noticeDays === 0) return null;
  const earliest = new Date(now.getTime() + noticeDays * DAY_MS).toISOString();
  const said =
    `The contract asks for ${noticeDays} days of notice: what is to happen at ${at.toISOString()} had to be said by ${by.toISOString()}. ` +
    `Said now, it can be at ${earliest} or later.`;
  const days = { noticeDays, at: at.toISOString(), noticeBy: by.toISOString(), earliest };
  return forbidden(contract, said, days);
}

/** Says no to a reduction that leaves fewer seats than the contract allows, with both numbers. */
export function refuseBelowMinimum(
  contract: StoredContract | undefined,
  product: string,
  left: number,
): Fault | null {
  const { minimumSeats = 0 } = contract ?? {};
  if (left >= minimumSeats) return null;
  const said = `The contract asks for at least ${minimumSeats} seats of ${product}, and ${left} would be left.`;
  return forbidden(contract, said, { minimumSeats, left });
}

function forbidden(
  contract: StoredContract | undefined,
  detail: string,
  members: Record<string, unknown>,
): Fault {
  const { restrictions } = contract ?? {};
  return new Fault('contract-forbids', {
    detail: restrictions === undefined ? detail : `${detail} It says: ${restrictions}`,
    members: { ...members, ...(restrictions !== undefined && { restrictions }) },
  });
}

/** Null when nothing changes, or when the command was carried out before. */
export function changeContract(
  known: StoredSubscriptions,
  { product, changes, by: actor, operatorAccountId, commandId }: WantedTerms,
  now: Date,
): SubscriptionsChange | null {
  if (isDone(known, commandId)) return null;
  // Whoever asked is told that there is none.
  if (!known.items.some((item) => item.product === product)) return null;
  const { accountId, contracts = [] } = known;
  const before = contractOf(known, product);
  const wanted = { ...before, product, ...changes };
  const { noticeDays = 0, minimumSeats = 0, restrictions = null } = wanted;
  const after: StoredContract = {
    product,
    ...(noticeDays > 0 && { noticeDays }),
    ...(minimumSeats > 0 && { minimumSeats }),
    ...(restrictions !== null && { restrictions }),
  };
  const fields = ['noticeDays', 'minimumSeats', 'restrictions'] as const;
  const changed = fields
    .map((field) => ({ field, before: before?.[field] ?? null, after: after[field] ?? null }))
    .filter((change) => change.before !== change.after);
  if (changed.length === 0) return null;
  const said = { actor, product, changes: changed };
  const others = contracts.filter((contract) => contract.product !== product);
  return {
    update: { set: { contracts: [...others, after], commands: remembered(known, commandId, now) } },
    events: [
      event(
        contractTermsChanged,
        accountId,
        { ...said, accountId, actor: operatorIn(accountId, actor, operatorAccountId) },
        now,
      ),
      event(
        operatorChangedContractTerms,
        accountId,
        { ...said, accountId: operatorAccountId, customerAccountId: accountId },
        now,
      ),
    ],
  };
}
