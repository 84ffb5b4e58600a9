import { Fault } from '@seatkeeper/contracts';
import type { KnownAccount } from './accounts.schema.js';

/** Through which door purchases come: orders placed here, or events of a billing system outside. */
export type Door = NonNullable<KnownAccount['billedBy']>;

/** How a billing system names the account: by id, by slug, or by both. */
export interface AccountName {
  accountId?: string | undefined;
  account?: string | undefined;
}

/** A purchase may overtake the opening of its account by this much before the account counts as unknown. */
const OPENING_MS = 60_000;

/**
 * What to say of an event that names an account not known here: `service-unavailable` makes the bus bring it again
 * later, because the account may be just being opened; `unknown-account` sends it to the dead letters.
 */
export function refuseUnknownAccount(name: AccountName, eventTime: string, now: Date): Fault {
  const named = name.accountId ? `the id ${name.accountId}` : `the slug ${name.account}`;
  const age = Math.abs(now.getTime() - Date.parse(eventTime));
  return age < OPENING_MS
    ? new Fault('service-unavailable', `No account is known by ${named} yet.`)
    : new Fault('unknown-account', `No account is known by ${named}.`);
}

/** An event that names two different accounts is nobody's. */
export function refuseContradiction(name: AccountName, known: { slug: string }): Fault | null {
  if (name.account === undefined || name.account === known.slug) return null;
  return new Fault(
    'unknown-account',
    `The id ${name.accountId} is not the account with the slug ${name.account}.`,
  );
}

/** Nobody pays twice: an account that is billed through one door finds the other one closed. */
export function refuseOtherDoor({ billedBy }: Pick<KnownAccount, 'billedBy'>, door: Door): Fault | null {
  if (billedBy === undefined || billedBy === door) return null;
  return new Fault(
    'billed-elsewhere',
    billedBy === 'outside'
      ? 'Seats of this account are sold by an outside billing system: order them there.'
      : 'This account orders its seats in Seatkeeper: an outside billing system cannot add any.',
  );
}
