import type { License } from '@seatkeeper/contracts';
import type { Subscription } from '../subscriptions/subscription.js';
import { runsLow } from './warnings.js';

/** A licence under its subscription: the plan that was bought, and when it renews. One that was never ordered has neither. */
export function licenseUnder(license: License, subscriptions: readonly Subscription[]): License {
  const found = subscriptions.find(({ product }) => product === license.product);
  const warned = { ...license, runsLow: runsLow(license) };
  if (!found) return warned;
  return { ...warned, plan: found.plan, renewsAt: found.renewsAt.toISOString() };
}
