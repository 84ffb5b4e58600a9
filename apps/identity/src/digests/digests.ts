import type { DigestLetter, Policies } from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import { Temporal } from 'temporal-polyfill';
import { isConfirmed, policiesOf } from '../accounts/accounts.js';
import type { StoredAccount, StoredDigest } from '../accounts/accounts.schema.js';
import { FIRST_HOUR, inDaytime } from '../invitations/reminders.js';
import { localDateOf } from '../users/planned-days.js';

const DAY_MS = 86_400_000;
const MONDAY = 1;
/** What was missed for longer is not made up for: nobody reads of a year. */
const LONGEST_DAYS = 31;

/** The digest of one period, as the account keeps it. */
export type Period = Required<Omit<StoredDigest, 'nextAt'>>;

type Account = Pick<
  StoredAccount,
  '_id' | 'timeZone' | 'policies' | 'digest' | 'createdAt' | 'suspension' | 'confirmation'
>;

/** Days that a digest is about, and as many to come. */
export const daysOf = (frequency: Policies['digest']): number => (frequency === 'daily' ? 1 : 7);

/** The next morning, or that of Monday, in the time zone of the account; one that wants none is looked at each week. */
export function nextDigest(frequency: Policies['digest'], timeZone: string, now: Date): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const days = frequency === 'daily' ? 0 : (MONDAY - local.dayOfWeek + 7) % 7;
  const morning = local.add({ days }).withPlainTime({ hour: FIRST_HOUR });
  const next = morning.epochMilliseconds > now.getTime() ? morning : morning.add({ days: daysOf(frequency) });
  return new Date(next.epochMilliseconds);
}

/**
 * What is due of the digest of an account whose time has come, and when it is looked at again. After an outage it is one digest of all
 * that was missed; who would get it at night gets it in the morning.
 */
export function digestDueAt(account: Account, now: Date): { nextAt: Date; due: Period | null } {
  const { _id, timeZone, digest = {}, createdAt, suspension } = account;
  const { digest: frequency } = policiesOf(account);
  const daytime = inDaytime(now, timeZone);
  const isNever = frequency === 'never' || suspension !== undefined || !isConfirmed(account);
  const nextAt = nextDigest(frequency, timeZone, now);
  // One that was never planned begins with the next period.
  if (isNever || !digest.nextAt) return { nextAt, due: null };
  if (daytime > now) return { nextAt: daytime, due: null };
  const since = digest.to?.getTime() ?? now.getTime() - daysOf(frequency) * DAY_MS;
  const from = Math.max(since, createdAt.getTime(), now.getTime() - LONGEST_DAYS * DAY_MS);
  const id = derivedId('dig', _id, digest.nextAt.toISOString());
  return { nextAt, due: { id, from: new Date(from), to: now } };
}

/** Until when a digest tells of what is to come. */
export const comingUntil = (frequency: Policies['digest'], { to }: Pick<Period, 'to'>): Date =>
  new Date(to.getTime() + daysOf(frequency) * DAY_MS);

/** The same as a day of the account. */
export const dayOf = (moment: Date, timeZone: string): string => localDateOf(moment, timeZone).toString();

/** Whether there is anything to tell: seats that stay as they are, or change in a later period, are nothing. */
export function isWorthTelling(
  { people, licences }: Pick<DigestLetter, 'people' | 'licences'>,
  until: Date,
): boolean {
  return (
    Object.values(people ?? {}).some((count) => count > 0) ||
    (licences ?? []).some(
      ({ waiting, changes }) => waiting > 0 || changes.some(({ at }) => new Date(at) < until),
    )
  );
}
