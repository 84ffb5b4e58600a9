import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import { maySeeAgain } from '../api/queries.js';
import { type Change, isShownBy, knows } from './shown-changes.js';

/** Several changes that come together are one look, and the pages of all who look at an account do not ask at the same moment; ms. */
const COLLECT_MS = { least: 100, more: 200 };
/** The log has what happened a moment after it is told, ms. */
const LOG_SETTLES_MS = 1_000;
/** ms between two looks: the more the longer it goes on without a rest. */
const SHORTEST_GAP_MS = 1_000;
const LONGEST_GAP_MS = 4_000;
const TICK_MS = 100;

interface Pace {
  readonly gap: number;
  readonly notBefore: number;
}

/** What a change makes stale: what is asked for by keys that begin so. `log` is what is written after the change was made. */
export interface Stale {
  readonly keys: readonly QueryKey[];
  readonly log: readonly QueryKey[];
}

/**
 * Asks again for what has become stale: only for what is on screen, and never so often that many changes are many calls. Whatever is kept
 * but not shown is marked, and asked for when it is shown.
 */
export class DueQueries {
  private readonly due = new Map<Query, number>();
  private readonly paces = new WeakMap<Query, Pace>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly queries: QueryClient,
    /** Whether anybody can see the page. */
    private readonly isShown: () => boolean,
  ) {}

  /** What shows this change is stale, but where the answer has it already. */
  add(change: Change, { keys, log }: Stale): void {
    for (const query of this.all()) {
      const { queryKey, state } = query;
      if (keys.some((shown) => isShownBy(shown, queryKey)) && !knows(state.data, change)) this.mark(query, 0);
      else if (log.some((shown) => isShownBy(shown, queryKey))) this.mark(query, LOG_SETTLES_MS);
    }
  }

  /** Nobody knows what has changed. */
  everything(): void {
    for (const query of this.all()) this.mark(query, 0);
  }

  /** Somebody looks, or looks again. */
  look(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [query, at] of this.due) this.attend(query, at);
    if (this.due.size > 0 && this.isShown()) this.timer = setTimeout(() => this.look(), TICK_MS);
  }

  /** Another account is shown, or none. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.due.clear();
  }

  private all(): Query[] {
    return this.queries
      .getQueryCache()
      .getAll()
      .filter((query) => maySeeAgain(query) && (query.state.data !== undefined || isUnderWay(query.state)));
  }

  private mark(query: Query, delay: number): void {
    const at = performance.now() + delay + COLLECT_MS.least + Math.random() * COLLECT_MS.more;
    this.due.set(query, Math.min(at, this.due.get(query) ?? Infinity));
    this.timer ??= setTimeout(() => this.look(), TICK_MS);
  }

  private attend(query: Query, at: number): void {
    // What is being asked for may be answered with what was before.
    if (isUnderWay(query.state)) return;
    const isKept = this.queries.getQueryCache().get(query.queryHash) === query;
    if (!isKept) this.due.delete(query);
    else if (!query.isActive()) {
      this.due.delete(query);
      query.invalidate();
    } else if (this.isShown() && performance.now() >= Math.max(at, this.paces.get(query)?.notBefore ?? 0)) {
      this.due.delete(query);
      void this.ask(query);
    }
  }

  private async ask(query: Query): Promise<void> {
    const { gap, notBefore } = this.paces.get(query) ?? { gap: SHORTEST_GAP_MS, notBefore: -Infinity };
    const hasRested = performance.now() > notBefore + gap;
    const next = hasRested ? SHORTEST_GAP_MS : Math.min(gap * 2, LONGEST_GAP_MS);
    // What goes wrong is in the state of the query, where the page says it.
    await query.fetch().catch(() => undefined);
    this.paces.set(query, { gap: next, notBefore: performance.now() + next });
  }
}

/** Asked, or about to be once there is a connection. */
const isUnderWay = ({ fetchStatus }: Query['state']): boolean => fetchStatus !== 'idle';
