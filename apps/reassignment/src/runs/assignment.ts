import type { Distribution } from '@seatkeeper/contracts';
import type { LinkBack } from '../records/run-links.repository.js';
import { rowKey, type Share, sharesOf, sumOfWeights, type TypeCount } from './distribution.js';

export interface RecordToMove {
  id: string;
  type: string;
}

/** Records of one type that go to one target. */
export interface Move {
  type: string;
  /** The owner in whose place `to` comes; the one of the run's plan, if left out. */
  from?: string;
  to: string;
  ids: string[];
}

/**
 * Says for each record where it goes: to the target with most of its quota left, and when all quotas are used
 * up (the record arrived after the run began) to the one furthest below its share.
 */
export function assign(
  plan: Distribution,
  quotas: readonly TypeCount[],
  moved: readonly TypeCount[],
  records: readonly RecordToMove[],
  field?: string,
): Move[] {
  const tallies = new Map<string, Tally>();
  const moves = new Map<Target, Move>();
  for (const { id, type } of records) {
    let tally = tallies.get(type);
    if (!tally) tallies.set(type, (tally = tallyOf(plan, type, field, quotas, moved)));
    const target = next(tally);
    if (!target) continue;
    target.taken += 1;
    const move = moves.get(target);
    if (move) move.ids.push(id);
    else moves.set(target, { type, to: target.to, ids: [id] });
  }
  return [...moves.values()];
}

/** Records that go back, in groups that move alike. */
export function movesBack(records: readonly LinkBack[]): Move[] {
  const moves = new Map<string, Move>();
  for (const { id, type, from, to } of records) {
    const key = `${type} ${from} ${to}`;
    const move = moves.get(key);
    if (move) move.ids.push(id);
    else moves.set(key, { type, from, to, ids: [id] });
  }
  return [...moves.values()];
}

interface Target extends Share {
  quota: number;
  taken: number;
}
interface Tally {
  whole: number;
  targets: Target[];
}

function tallyOf(
  plan: Distribution,
  type: string,
  field: string | undefined,
  quotas: readonly TypeCount[],
  moved: readonly TypeCount[],
): Tally {
  const shares = sharesOf(plan, type);
  const at = (counts: readonly TypeCount[], to: string) =>
    counts.find((row) => row.type === type && row.field === field && row.to === to)?.count ?? 0;
  const targets = shares.map((share) => ({
    ...share,
    quota: at(quotas, share.to),
    taken: at(moved, share.to),
  }));
  return { whole: sumOfWeights(shares), targets };
}

function next({ whole, targets }: Tally): Target | undefined {
  const left = best(targets, ({ quota, taken }) => quota - taken);
  if (left && left.quota > left.taken) return left;
  const after = targets.reduce((sum, { taken }) => sum + taken, 1);
  return best(targets, ({ weight, taken }) => (after * weight) / whole - taken);
}

const best = (targets: readonly Target[], worth: (target: Target) => number): Target | undefined =>
  targets.reduce<Target | undefined>(
    (found, target) => (found && worth(found) >= worth(target) ? found : target),
    undefined,
  );

const placeOf = ({ type, field = '' }: TypeCount): string => `${type} ${field}`;

/** Adds counts to counts; rows stand in the order of their type, then of the field, then of the plan. */
export function addCounts(
  plan: Distribution,
  counts: readonly TypeCount[],
  more: readonly TypeCount[],
): TypeCount[] {
  const rows = new Map(counts.map((row) => [rowKey(row), { ...row }]));
  for (const added of more) {
    const row = rows.get(rowKey(added));
    if (row) row.count += added.count;
    else rows.set(rowKey(added), { ...added });
  }
  const order = ({ type, to }: TypeCount) => sharesOf(plan, type).findIndex((share) => share.to === to);
  return [...rows.values()].sort((one, other) =>
    placeOf(one) === placeOf(other) ? order(one) - order(other) : placeOf(one) < placeOf(other) ? -1 : 1,
  );
}
