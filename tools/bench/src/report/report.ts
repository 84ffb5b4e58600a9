import type { ServerFloors } from '../floors/floors.js';
import type { IdleFloor } from '../measures/idle-floor.js';
import type { PathCost } from '../measures/cost.js';
import type { Counts } from '../measures/counts.js';
import type { Idle, IdleTraffic } from '../measures/idle.js';

/** What a run of the benchmark found; what `--json` writes and `--compare` reads. */
export interface Report {
  readonly commit: string;
  readonly node: string;
  readonly floors: ServerFloors;
  readonly idle: Idle & { readonly traffic: IdleTraffic; readonly floor?: IdleFloor };
  readonly paths: Readonly<Record<string, PathReport>>;
}

export interface PathReport {
  readonly title: string;
  readonly cost: PathCost;
  readonly counts: { readonly alone: Counts; readonly together?: Counts };
}
