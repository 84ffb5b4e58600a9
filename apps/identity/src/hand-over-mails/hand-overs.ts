import {
  type Actor,
  type HandOverLetter,
  type Reassignment,
  type RegisteredType,
} from '@seatkeeper/contracts';

type Row = Reassignment['progress']['byType'][number];
type Moved = HandOverLetter['moved'];

/** Who got records by a run, each once, in the order in which the run tells of them. */
export const receiversOf = ({ progress }: Pick<Reassignment, 'progress'>): string[] => [
  ...new Set(progress.byType.filter(({ count }) => count > 0).map(({ to }) => to)),
];

/** What came to somebody, or to all; what is of one type and field is one line. */
export function movedTo(
  { progress }: Pick<Reassignment, 'progress'>,
  to: string | undefined,
  types: readonly RegisteredType[],
): Moved {
  const lines = new Map<string, Moved[number]>();
  for (const row of progress.byType) {
    if (row.count === 0 || (to !== undefined && row.to !== to)) continue;
    const key = `${row.type}/${row.field ?? ''}`;
    const count = (lines.get(key)?.count ?? 0) + row.count;
    const field = labelOf(row, types);
    lines.set(key, { type: row.type, ...(field !== undefined && { field }), count });
  }
  return [...lines.values()];
}

/** Undefined for the owner. A type that is no longer registered has no labels. */
function labelOf({ type, field }: Row, types: readonly RegisteredType[]): string | undefined {
  const fields = types.find((one) => one.type === type)?.fields ?? [];
  return fields.find(({ key }) => key === field)?.label ?? field;
}

/** Who ordered a run, if that is somebody of the account of whom it moves records. */
export const orderedBy = (by: Actor, accountId: string): string | null =>
  by.type === 'user' && (by.accountId ?? accountId) === accountId ? by.id : null;
