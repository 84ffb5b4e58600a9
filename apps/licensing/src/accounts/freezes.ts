import { type Actor, claimsFrozen, claimsReleased, Fault } from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import type { KnownAccount } from './accounts.schema.js';

const DAY_MS = 86_400_000;

/** What becomes of an account whose invoices were looked at, and the events that say so. */
export interface FreezeChange {
  update: { set: Partial<KnownAccount>; unset: ('firstDueAt' | 'freezesAt' | 'frozenSince')[] };
  events: NewEvent[];
}

/**
 * What follows from the unpaid invoice that was due first: nothing, a moment from which nobody new gets a seat, or that it has
 * come. Null when that is known already.
 */
export function followInvoices(
  account: KnownAccount,
  firstDueAt: Date | undefined,
  actor: Actor,
  now: Date,
): FreezeChange | null {
  const { accountId, frozenSince, policy: { freezeDays } = {} } = account;
  const at =
    firstDueAt && freezeDays !== undefined ? new Date(firstDueAt.getTime() + freezeDays * DAY_MS) : undefined;
  const isFrozen = at !== undefined && at <= now;
  const freezesAt = isFrozen ? undefined : at;
  const isKnown =
    isFrozen === (frozenSince !== undefined) &&
    freezesAt?.getTime() === account.freezesAt?.getTime() &&
    firstDueAt?.getTime() === account.firstDueAt?.getTime();
  if (isKnown) return null;
  const data = { accountId, actor };
  const begins = isFrozen && !frozenSince;
  const ends = !isFrozen && frozenSince !== undefined;
  return {
    update: {
      set: {
        ...(firstDueAt && { firstDueAt }),
        ...(freezesAt && { freezesAt }),
        ...(begins && { frozenSince: now }),
      },
      unset: [
        ...(firstDueAt ? [] : ['firstDueAt' as const]),
        ...(freezesAt ? [] : ['freezesAt' as const]),
        ...(isFrozen ? [] : ['frozenSince' as const]),
      ],
    },
    events: [
      ...(begins ? [event(claimsFrozen, accountId, data, now)] : []),
      ...(ends ? [event(claimsReleased, accountId, data, now)] : []),
    ],
  };
}

/** Says no to whoever comes new to an account whose people are kept out. */
export function refuseSuspended(
  { suspendedSince }: Pick<KnownAccount, 'suspendedSince'>,
  product: string,
): Fault | null {
  if (!suspendedSince) return null;
  return new Fault('account-suspended', {
    detail: 'This account is suspended: nobody new gets a seat until it is resumed. Who has a seat keeps it.',
    members: { product, since: suspendedSince.toISOString() },
  });
}

/** Says no to whoever comes new to an account that has not paid. */
export function refuseFrozen(
  { frozenSince }: Pick<KnownAccount, 'frozenSince'>,
  product: string,
): Fault | null {
  if (!frozenSince) return null;
  return new Fault('payment-overdue', {
    detail:
      'An invoice of this account is overdue: nobody new gets a seat until it is paid. Who has a seat keeps it.',
    members: { product, frozenSince: frozenSince.toISOString() },
  });
}
