import { Fault } from '@seatkeeper/contracts';

/** Where nothing of an account has begun or ended for so long, what its requests wait for does not answer. */
const STANDS_STILL_MS = 3_000;
const LOOK_EVERY_MS = 250;

interface Waiting {
  readonly account: string;
  readonly begin: () => void;
  readonly refuse: (fault: Fault) => void;
}

/**
 * Turns at what a process does at the same time, of which one account never has all: what it asks may wait for somebody who does
 * not answer, and others have nothing to do with that. Beyond its share it waits; while its share stands still, it is refused, or those
 * who wait would keep everybody else from being heard.
 */
export class Turns {
  private readonly running = new Map<string, { count: number; movedAt: number }>();
  private waiting: Waiting[] = [];
  private taken = 0;
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
  ) {}

  /** Does `work` when it is its turn. Rejects with `service-unavailable`, and does not begin it, where that does not come. */
  async take<T>(account: string, work: () => Promise<T>): Promise<T> {
    if (this.isFree(account)) this.begin(account);
    else if (this.standsStill(account)) throw heldUp();
    else await this.wait(account);
    try {
      return await work();
    } finally {
      this.end(account);
    }
  }

  private wait(account: string): Promise<void> {
    return new Promise((begin, refuse) => {
      this.waiting.push({ account, begin, refuse });
      this.lookLater();
    });
  }

  private isFree(account: string): boolean {
    return this.taken < this.most && !this.hasItsShare(account);
  }

  private hasItsShare(account: string): boolean {
    return (this.running.get(account)?.count ?? 0) >= this.mostOfOne;
  }

  private standsStill(account: string): boolean {
    const { movedAt = Infinity } = this.running.get(account) ?? {};
    return this.hasItsShare(account) && performance.now() - movedAt >= STANDS_STILL_MS;
  }

  private begin(account: string): void {
    this.taken += 1;
    const { count } = this.running.get(account) ?? { count: 0 };
    this.running.set(account, { count: count + 1, movedAt: performance.now() });
  }

  private end(account: string): void {
    this.taken -= 1;
    const { count } = this.running.get(account) ?? { count: 1 };
    if (count > 1) this.running.set(account, { count: count - 1, movedAt: performance.now() });
    else this.running.delete(account);
    this.next();
  }

  /** In the order in which they came, but for those whose account has its share. */
  private next(): void {
    this.waiting = this.waiting.filter(({ account, begin }) => {
      if (!this.isFree(account)) return true;
      this.begin(account);
      begin();
      return false;
    });
  }

  private lookLater(): void {
    this.looking ??= setTimeout(() => {
      this.looking = undefined;
      this.refuseWhatStands();
      if (this.waiting.length > 0) this.lookLater();
    }, LOOK_EVERY_MS).unref();
  }

  private refuseWhatStands(): void {
    this.waiting = this.waiting.filter(({ account, refuse }) => {
      if (!this.standsStill(account)) return true;
      refuse(heldUp());
      return false;
    });
  }
}

const heldUp = (): Fault =>
  new Fault(
    'service-unavailable',
    'What this account asked before has not come to its end yet. Try again soon.',
  );
