import { createHash } from 'node:crypto';
import type { ReassignmentPlan } from '@seatkeeper/contracts';

/** What a record says that a plan asks for. */
export interface Arrival {
  type: string;
  externalId: string;
  tags: readonly string[];
  closed: boolean;
}

/** A field that names somebody who has left, and who gets it by the plan of their last hand-over, which is `run`. */
export interface Follow {
  field: string;
  leaver: string;
  to: string;
  run: string;
}

/**
 * Who gets what still comes for somebody who has handed over: whom the plan names for it, else, when they have left, whom it names for
 * the rest. The same record goes to the same one, however often it comes. Null when the plan does not mean it, or nobody is left.
 */
export function receiverOf(
  plan: ReassignmentPlan,
  arrival: Arrival,
  mayReceive: (id: string) => boolean,
): string | null {
  if (!isMeant(plan, arrival)) return null;
  const rule = plan.rules?.find(({ types }) => types.includes(arrival.type));
  const shares = plan.split ?? (plan.to === undefined ? [] : [{ to: plan.to, weight: 1 }]);
  const first = rule?.to ?? shareOf(shares, arrival);
  const rest = shares.toSorted((one, other) => other.weight - one.weight).map(({ to }) => to);
  return [first, ...rest].find((id) => id !== undefined && id !== plan.from && mayReceive(id)) ?? null;
}

const isMeant = ({ filter = {} }: ReassignmentPlan, { type, tags, closed }: Arrival): boolean =>
  (filter.types?.includes(type) ?? true) &&
  (filter.tags?.some((tag) => tags.includes(tag)) ?? true) &&
  (filter.closed === undefined || filter.closed === closed);

/** By a number that the record always has, so that nothing has to be counted, and none goes to two. */
function shareOf(
  shares: readonly { to: string; weight: number }[],
  { type, externalId }: Arrival,
): string | undefined {
  const whole = shares.reduce((sum, { weight }) => sum + weight, 0);
  const digest = createHash('sha256').update(`${type}/${externalId}`).digest();
  let place = digest.readUInt32BE(0) % Math.max(1, whole);
  return shares.find(({ weight }) => (place -= weight) < 0)?.to;
}
