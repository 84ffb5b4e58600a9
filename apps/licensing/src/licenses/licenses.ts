import type { AfterGrace, License } from '@seatkeeper/contracts';
import type { StoredSubscriptions } from '../subscriptions/subscriptions.schema.js';
import { contractOf, saysAnything, toContract } from '../subscriptions/contract-terms.js';
import { levelOf, runsLow } from '../warnings/levels.js';
import type { OverAllocation } from '../warnings/warnings.schema.js';

/** An over-allocation, what was decided to follow of it, and how many are kept out. */
export interface Consequence extends OverAllocation {
  afterGrace: AfterGrace;
  suspended: number;
}

/** What is known of an over-allocation; nothing if it is over by the counts, and only not yet noted. */
export const graceOf = ({ overAllocated }: Pick<License, 'overAllocated'>, over: Consequence) =>
  overAllocated > 0
    ? {
        overAllocatedSince: over.since.toISOString(),
        graceEndsAt: over.graceEndsAt.toISOString(),
        afterGrace: over.afterGrace,
        ...(over.suspended > 0 && { suspended: over.suspended }),
      }
    : {};

/**
 * A licence under its subscription: the plan that was bought, when it renews, and what is booked to go. One that was never
 * ordered has none of it.
 */
export function licenseUnder(
  license: License,
  has: Pick<StoredSubscriptions, 'items' | 'bookings' | 'contracts'> | null,
  over?: Consequence,
): License {
  const found = has?.items.find(({ product }) => product === license.product);
  const warned = {
    ...license,
    ...(over && graceOf(license, over)),
    runsLow: runsLow(license),
    level: levelOf(license),
  };
  if (!has || !found) return warned;
  const contract = contractOf(has, license.product);
  const scheduled = (has.bookings ?? [])
    .filter(({ product }) => product === license.product)
    .map(({ reductionId, seats, effectiveAt }) => ({
      reductionId,
      seats,
      effectiveAt: effectiveAt.toISOString(),
    }));
  return {
    ...warned,
    plan: found.plan,
    renewsAt: found.renewsAt.toISOString(),
    ...(found.renews !== undefined && { renews: found.renews }),
    scheduled,
    ...(contract && saysAnything(contract) && { contract: toContract(contract, found.renewsAt) }),
  };
}
