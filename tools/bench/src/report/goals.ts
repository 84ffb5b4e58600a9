import { shareOfFloor } from './ratios.js';
import type { PathReport } from './report.js';

/** A number that a path has to reach, or one that is only told beside what it was before. */
export interface Goal {
  readonly what: string;
  readonly unit: string;
  /** What it was when the goal was set. */
  readonly before?: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  of(report: PathReport): number;
}

interface Wanted {
  readonly before?: number;
  readonly atMost?: number;
}

/** Of all processes, with several calls under way: a busy machine is what was measured before. */
const cpu = (wanted: Wanted): Goal => ({
  what: 'CPU',
  unit: 'ms',
  ...wanted,
  of: ({ cost }) => (cost.together ?? cost.alone).cpuMs,
});

/** Of a call that is alone: nothing is grouped with another's. */
const operations = (wanted: Wanted): Goal => ({
  what: 'database operations',
  unit: '',
  ...wanted,
  of: ({ counts }) => counts.alone.operations,
});

/** Of a whole batch, from the call until its end. */
const seconds = (wanted: Wanted): Goal => ({
  what: 'time',
  unit: 's',
  ...wanted,
  of: ({ cost }) => cost.alone.p50Ms / 1_000,
});

const ofFloor = (atLeast: number): Goal => ({
  what: 'rate against the floor',
  unit: '',
  atLeast,
  of: ({ cost }) => shareOfFloor(cost) ?? NaN,
});

export const isMet = ({ atMost = Infinity, atLeast = -Infinity }: Goal, value: number): boolean =>
  value <= atMost && value >= atLeast;

/** What each path has to reach; "before" is what was measured on a busy machine with two cores when the goals were set. */
export const GOALS: Readonly<Record<string, readonly Goal[]>> = {
  invite: [cpu({ before: 166, atMost: 41.5 }), operations({ before: 46, atMost: 20 })],
  'patch-title': [cpu({ before: 61, atMost: 30.5 })],
  'list-users': [cpu({ before: 23, atMost: 11.5 })],
  licenses: [cpu({ before: 21 })],
  'put-record': [cpu({ before: 17 })],
  me: [cpu({ before: 5 })],
  import: [seconds({ atMost: 15 })],
  claim: [ofFloor(0.5)],
  move: [ofFloor(0.5)],
};
