import type { UserWrite } from '../users/user-changes.js';
import type { PlannedLine, StoredUser } from '../users/users.schema.js';

/** A line was planned, and somebody has taken the plan away since: look again. */
export class LineOvertaken extends Error {}

/** Whom a user reports to, or is about to. */
export const aboveOf = ({
  reportsTo,
  plannedLines = [],
}: Pick<StoredUser, 'reportsTo' | 'plannedLines'>): (string | null)[] => [
  reportsTo,
  ...plannedLines.map(({ to }) => to),
];

/** The write of a planned line, which takes all plans away: of several for one user one is written, the others look again. */
export function asPlanned({ id }: PlannedLine, before: StoredUser, write: UserWrite): UserWrite {
  if (!before.plannedLines?.some((line) => line.id === id)) throw new LineOvertaken();
  return { ...write, unset: [...(write.unset ?? []), 'plannedLines'] };
}
