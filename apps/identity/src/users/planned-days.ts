import { Fault, type Refusal } from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import type { StoredPlan, StoredUser } from './users.schema.js';

const DAY_MS = 86_400_000;

/** What is planned for a day: the field that names it, how far ahead it may lie, and what is done instead on this one. */
export interface PlannedDay {
  path: string;
  most: number;
  today: string;
}

/** When a day begins in a time zone. Throws `validation-failed` unless it lies ahead, and not too far. */
export function beginningOf(
  on: string,
  timeZone: string,
  now: Date,
  { path, most, today: instead }: PlannedDay,
): Date {
  const invalid = (message: string) => new Fault('validation-failed', { errors: [{ path, message }] });
  const day = Temporal.PlainDate.from(on);
  const days = localDateOf(now, timeZone).until(day).days;
  if (days < 1) throw invalid(`Expected a day after today; ${instead}`);
  if (days > most) throw invalid(`At most ${most} days ahead can be planned`);
  return new Date(day.toZonedDateTime({ timeZone }).epochMilliseconds);
}

/** The day that a moment is in, in a time zone. */
export const localDateOf = (moment: Date, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

/** Whether what is planned is what somebody wants to plan, as `meantBy` has it: then nothing changes. */
export const isPlannedSo = <P extends StoredPlan>(
  planned: P | undefined,
  wanted: P,
  meantBy: (plan: P) => object = () => ({}),
): boolean =>
  planned !== undefined &&
  isDeepStrictEqual(
    { ...inWhoseName(planned), ...meantBy(planned) },
    { ...inWhoseName(wanted), ...meantBy(wanted) },
  ) &&
  isAsDue(planned, wanted);

const inWhoseName = ({ on, by, asManager }: StoredPlan) => ({ on, by, asManager: asManager ?? false });

/** The day begins at another moment once the account is in another time zone; what was refused is tried at others. */
const isAsDue = ({ refusal, dueAt }: StoredPlan, wanted: StoredPlan): boolean =>
  refusal !== undefined || dueAt.getTime() === wanted.dueAt.getTime();

/** Whether this very plan is due: not one that took its place meanwhile. */
export const isDue = (is: StoredPlan | undefined, planned: StoredPlan, now: Date): boolean =>
  is?.plannedAt.getTime() === planned.plannedAt.getTime() && is.dueAt <= now;

/** The plan after it could not be carried out: it is tried again tomorrow. */
export const afterRefusal = <P extends StoredPlan>(planned: P, { code, detail }: Refusal, now: Date): P => ({
  ...planned,
  dueAt: new Date(now.getTime() + DAY_MS),
  refusal: { code, detail, at: now },
});

/** Why it could not, as it is told: whoever was told of the same cause need not be told again. */
export const toldOfRefusal = ({ refusal: before }: StoredPlan, { code, detail }: Refusal) => ({
  cause: code,
  reason: detail,
  ...(before?.code === code && { again: true }),
});

/** What is shown of a plan of either kind. */
export function toPlan(
  { _id: id, username, firstName, lastName, status }: StoredUser,
  { on, dueAt, by, plannedAt, refusal }: StoredPlan,
) {
  return {
    user: { id, username, firstName, lastName, status },
    on,
    dueAt: dueAt.toISOString(),
    plannedBy: by,
    plannedAt: plannedAt.toISOString(),
    refusal: refusal ? { ...refusal, at: refusal.at.toISOString() } : null,
  };
}
