import { backoffMs } from './backoff.js';
import type { Clock } from './clock.js';

/** Failures of one thing are at most an hour apart. */
const PAUSES = { firstMs: 2_000, longestMs: 3_600_000 };
/** Of more, those that failed longest ago are tried anew with the rest. */
const MOST = 1_000;

/**
 * For sweeps that take the first few of what is due: what failed is set aside for a while, longer each time, so that whatever
 * fails again and again does not stand in front of the others for ever. Known to one process alone: another tries for itself.
 */
export class SetAside {
  private readonly failed = new Map<string, { times: number; until: number }>();

  constructor(private readonly clock: Clock) {}

  /** The ids to leave out of the next look. */
  get ids(): string[] {
    const now = this.clock.now().getTime();
    return [...this.failed].filter(([, { until }]) => until > now).map(([id]) => id);
  }

  /** Does `work` with one after the other, and tells `failed` of those that reject. Answers with how many did not. */
  async each<T extends { readonly _id: string }>(
    due: readonly T[],
    work: (item: T) => Promise<unknown>,
    failed: (item: T, error: unknown) => void,
  ): Promise<number> {
    let done = 0;
    for (const item of due)
      try {
        await work(item);
        this.failed.delete(item._id);
        done += 1;
      } catch (error) {
        this.note(item._id);
        failed(item, error);
      }
    return done;
  }

  private note(id: string): void {
    const times = (this.failed.get(id)?.times ?? 0) + 1;
    const until = this.clock.now().getTime() + backoffMs(times, PAUSES);
    this.failed.delete(id);
    this.failed.set(id, { times, until });
    const [first] = this.failed.keys();
    if (this.failed.size > MOST && first !== undefined) this.failed.delete(first);
  }
}
