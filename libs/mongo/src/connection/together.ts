import { Fault } from '@seatkeeper/contracts';

interface Waiting<I, O> {
  readonly item: I;
  readonly done: (answer: O) => void;
  readonly failed: (error: unknown) => void;
}

/** How many groups of one key are under way at once: one that hangs does not hold up everybody. */
const GROUPS_AT_ONCE = 2;
/** Whoever waits behind a group that found no database for so long would wait as long again, and be told the same. */
const OUTAGE_MS = 1_000;
/** So many do not wait for more: half of the events that a service has in hand at once. */
const ENOUGH = 10;

export interface GroupLimit<I> {
  /** A group takes no more, unless a single item weighs more than that. */
  readonly most: number;
  /** 1, if left out. */
  readonly weightOf?: (item: I) => number;
  /** How long a group of less than ten waits for more before it begins; not at all, if left out. */
  readonly lateMs?: number;
}

/**
 * Lets those who come in the same moment, or while others are under way, go to the database together, key by key: the work
 * that somebody waits for always begins after they came. Whoever is alone goes at once, and alone.
 */
export class Together<I, O> {
  private readonly waiting = new Map<string, Waiting<I, O>[]>();
  private readonly underWay = new Map<string, number>();

  /** `work` answers item by item, in their order. What it throws is told to all of the group. */
  constructor(
    private readonly work: (key: string, items: readonly I[]) => Promise<readonly O[]>,
    private readonly limit: GroupLimit<I>,
  ) {}

  do(key: string, item: I): Promise<O> {
    return new Promise((done, failed) => {
      const waiting = this.waiting.get(key);
      const mine = { item, done, failed };
      if (waiting) {
        waiting.push(mine);
        if (this.limit.lateMs && waiting.length === ENOUGH) this.start(key);
        return;
      }
      this.waiting.set(key, [mine]);
      const { lateMs = 0 } = this.limit;
      // What came with the same packet is handled before this.
      if (lateMs === 0) setImmediate(() => this.start(key));
      else setTimeout(() => this.start(key), lateMs);
    });
  }

  private start(key: string): void {
    const running = this.underWay.get(key) ?? 0;
    const waiting = this.waiting.get(key);
    if (!waiting || running >= GROUPS_AT_ONCE) return;
    const group = waiting.splice(0, this.sizeOf(waiting));
    if (waiting.length === 0) this.waiting.delete(key);
    this.underWay.set(key, running + 1);
    void this.run(key, group).finally(() => {
      const left = (this.underWay.get(key) ?? 1) - 1;
      if (left > 0) this.underWay.set(key, left);
      else this.underWay.delete(key);
      this.start(key);
    });
    this.start(key);
  }

  private sizeOf(waiting: readonly Waiting<I, O>[]): number {
    const { most, weightOf = () => 1 } = this.limit;
    let weight = 0;
    const end = waiting.findIndex(({ item }) => (weight += weightOf(item)) > most);
    return end < 0 ? waiting.length : Math.max(end, 1);
  }

  private async run(key: string, group: readonly Waiting<I, O>[]): Promise<void> {
    const begin = performance.now();
    try {
      const answers = await this.work(
        key,
        group.map(({ item }) => item),
      );
      group.forEach(({ done }, n) => done(answers[n] as O));
    } catch (error) {
      for (const { failed } of group) failed(error);
      const isOutage = error instanceof Fault && error.code === 'service-unavailable';
      if (isOutage && performance.now() - begin >= OUTAGE_MS) this.giveUp(key, error);
    }
  }

  private giveUp(key: string, error: Fault): void {
    const waiting = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    for (const { failed } of waiting) failed(error);
  }
}
