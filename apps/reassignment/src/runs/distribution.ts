import type { Distribution } from '@seatkeeper/contracts';
import type { FieldCounts } from '../records/ownership.repository.js';

export interface Share {
  to: string;
  weight: number;
}

/** How many records of a type go, or have gone, to a target: their owner, or another field. */
export interface TypeCount {
  type: string;
  field?: string;
  to: string;
  count: number;
}

/** Who gets the records of a type: the first rule that names it, else everybody the plan names for the rest. */
export function sharesOf(plan: Distribution, type: string): readonly Share[] {
  const rule = plan.rules?.find(({ types }) => types.includes(type));
  if (rule) return [{ to: rule.to, weight: 1 }];
  return plan.split ?? (plan.to === undefined ? [] : [{ to: plan.to, weight: 1 }]);
}

/**
 * Exact quotas, by the largest remainder within each type. What rounding gives or takes in one type counts in
 * the next, so that many types with few records each do not all favour who is named first.
 */
export function quotasOf(
  plan: Distribution,
  counts: ReadonlyMap<string, number>,
  field?: string,
): TypeCount[] {
  const owed = new Map<string, number>();
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([type, count]) =>
      apportion(sharesOf(plan, type), count, owed).map((quota) => ({
        type,
        ...(field !== undefined && { field }),
        ...quota,
      })),
    )
    .filter(({ count }) => count > 0);
}

/** The quotas of every field. */
export const allQuotas = (plan: Distribution, all: readonly FieldCounts[]): TypeCount[] =>
  all.flatMap(({ field, counts }) => quotasOf(plan, counts, field));

/** How many all fields of all types are together. */
export const recordsIn = (all: readonly FieldCounts[]): number =>
  all.flatMap(({ counts }) => [...counts.values()]).reduce((sum, count) => sum + count, 0);

/** `owed` says how much each target of the split has been rounded down so far, in parts of the summed weights. */
function apportion(shares: readonly Share[], count: number, owed: Map<string, number>) {
  const [only] = shares;
  if (only && shares.length === 1) return [{ to: only.to, count }];
  const whole = sumOfWeights(shares);
  const parts = shares.map(({ to, weight }, order) => {
    const rest = (count * weight) % whole;
    return { to, order, rest, count: (count * weight - rest) / whole, due: rest + (owed.get(to) ?? 0) };
  });
  const left = count - parts.reduce((sum, part) => sum + part.count, 0);
  const roundedUp = parts
    .filter(({ rest }) => rest > 0)
    .sort((one, other) => other.due - one.due || one.order - other.order)
    .slice(0, left);
  for (const part of roundedUp) {
    part.count += 1;
    part.due -= whole;
  }
  for (const { to, due } of parts) owed.set(to, due);
  return parts.map(({ to, count: quota }) => ({ to, count: quota }));
}

export const sumOfWeights = (shares: readonly Share[]): number =>
  shares.reduce((sum, { weight }) => sum + weight, 0);

/** Names a row among others: neither types nor fields nor ids hold a blank. */
export const rowKey = ({ type, field = '', to }: Omit<TypeCount, 'count'>): string =>
  `${type} ${field} ${to}`;

/** The fields that counts tell of, in the order in which a run goes through them: the owner first, whether counted or not. */
export const fieldsIn = (counts: readonly TypeCount[]): (string | undefined)[] => [
  undefined,
  ...[...new Set(counts.map(({ field }) => field))].filter((field) => field !== undefined).sort(),
];

/** Everybody who gets something, each once. */
export const targetsIn = (counts: readonly TypeCount[]): string[] => [...new Set(counts.map(({ to }) => to))];

export const totalOf = (counts: readonly { count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);
