import { Temporal } from 'temporal-polyfill';
import type { StoredInvitation } from '../users/user-invitations.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import { stateAt } from './invitations.js';

const DAY_MS = 86_400_000;
/** Days after which who has not accepted is reminded, each once. */
const AFTER_DAYS = [2, 5, 10];
/** Nobody is reminded at night: from this hour on, and before that one, in the time zone of the account. */
export const [FIRST_HOUR, END_HOUR] = [8, 20];
/** Whoever has less time left would find a link that is over. */
const LEAST_LEFT_MS = DAY_MS / 2;

type Lasting = Pick<StoredInvitation, 'createdAt' | 'expiresAt'>;

/** When who was invited is reminded next, if it is after `now`; null when they are not any more. */
export function nextReminder(invitation: Lasting, now: Date, timeZone: string): Date | null {
  const times = AFTER_DAYS.map((days) =>
    inDaytime(new Date(invitation.createdAt.getTime() + days * DAY_MS), timeZone),
  );
  const next = times.find((time) => time > now);
  return next && isEarlyEnough(invitation, next) ? next : null;
}

/**
 * Whether a user whose reminder is due is reminded now, and when the next one is due. A mail that has not gone out, or came
 * back, is not followed by another; after an outage what was missed is one reminder, not several.
 */
export function remindedAt(
  { status, invitation }: Pick<StoredUser, 'status' | 'invitation'>,
  { timeZone, wanted }: { timeZone: string; wanted: boolean },
  now: Date,
): { isReminded: boolean; next: Date | null } {
  const none = { isReminded: false, next: null };
  if (status !== 'invited' || !invitation || stateAt(invitation, now) !== 'open' || !wanted) return none;
  if (!isEarlyEnough(invitation, now)) return none;
  const daytime = inDaytime(now, timeZone);
  if (daytime > now) return { isReminded: false, next: isEarlyEnough(invitation, daytime) ? daytime : null };
  return { isReminded: invitation.mail.state === 'sent', next: nextReminder(invitation, now, timeZone) };
}

/** The moment itself by day, else the next morning: nobody gets at night what can wait. */
export function inDaytime(moment: Date, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  if (local.hour >= FIRST_HOUR && local.hour < END_HOUR) return moment;
  const day = local.hour < FIRST_HOUR ? local : local.add({ days: 1 });
  const morning = day.withPlainTime({ hour: FIRST_HOUR });
  return new Date(morning.epochMilliseconds);
}

const isEarlyEnough = ({ expiresAt }: Pick<Lasting, 'expiresAt'>, moment: Date): boolean =>
  expiresAt.getTime() - moment.getTime() >= LEAST_LEFT_MS;
