import { type ReassignmentPlan, targetsOf } from '@seatkeeper/contracts';
import { rowKey, type TypeCount } from './distribution.js';

/** Who gets the rest where a plan names several: by default, else the largest share, else the first rule. */
function heirOf({ to, split, rules }: ReassignmentPlan): string | undefined {
  const largest = split?.reduce((most, share) => (share.weight > most.weight ? share : most));
  return to ?? largest?.to ?? rules?.[0]?.to;
}

/**
 * The plan of a run whose target has left, with whoever takes over from the target in its place: what was to go from A to
 * B goes from A to C, when B's records go to C. Null when they go nowhere, or back to where the run takes them from.
 */
export function detour(
  plan: ReassignmentPlan,
  lost: string,
  onward: ReassignmentPlan | undefined,
): ReassignmentPlan | null {
  const heir = onward && heirOf(onward);
  if (heir === undefined || heir === plan.from || heir === lost) return null;
  const turned = (id: string) => (id === lost ? heir : id);
  const { to, split, rules } = plan;
  return {
    ...plan,
    ...(to !== undefined && { to: turned(to) }),
    ...(split && oneShareEach(split.map((share) => ({ ...share, to: turned(share.to) })))),
    ...(rules && { rules: rules.map((rule) => ({ ...rule, to: turned(rule.to) })) }),
  };
}

/** Who takes over may have had a share before: then it is as large as both. One share alone is no split. */
function oneShareEach(split: readonly { to: string; weight: number }[]) {
  const weights = new Map<string, number>();
  for (const { to, weight } of split) weights.set(to, (weights.get(to) ?? 0) + weight);
  const shares = [...weights].map(([to, weight]) => ({ to, weight }));
  const [only] = shares;
  return only && shares.length === 1 ? { split: undefined, to: only.to } : { split: shares };
}

/** What everybody is to have in the end: what has moved already, and `ofRest`, the shares of the new plan in what is left. */
export function quotasAfter(
  plan: ReassignmentPlan,
  moved: readonly TypeCount[],
  ofRest: readonly TypeCount[],
): TypeCount[] {
  const still = new Set(targetsOf(plan).map(({ id }) => id));
  const had = moved.filter(({ to }) => still.has(to));
  const rows = new Map(ofRest.map((row) => [rowKey(row), { ...row }]));
  for (const before of had) {
    const row = rows.get(rowKey(before));
    if (row) row.count += before.count;
    else rows.set(rowKey(before), { ...before });
  }
  return [...rows.values()];
}

export const lostDetail = (lost: string, from: string, left: number): string =>
  `The target ${lost} is deactivated and nobody takes over from them. What has moved stays moved; ` +
  `${left} ${left === 1 ? 'record is' : 'records are'} still with ${from}: start a new run for them.`;
