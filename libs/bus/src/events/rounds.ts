/**
 * Turns at what a process does at the same time, account after account: of one that has thousands waiting one has its turn, then it is
 * everybody else's. Those of an account begin in the order in which they came. An account that is alone has all turns.
 */
export class Rounds {
  /** Who waits, in the order of the round; of each account at least one. */
  private readonly waiting = new Map<string, Set<(isMine: boolean) => void>>();
  private running = 0;
  private isOver = false;

  constructor(private readonly most: number) {}

  /** Does `work` when its turn comes; false when none comes any more, and then it does not begin it. */
  async take(account: string, work: () => Promise<void>): Promise<boolean> {
    if (this.isOver) return false;
    if (this.running < this.most) this.running += 1;
    else if (!(await this.wait(account))) return false;
    try {
      await work();
      return true;
    } finally {
      this.next();
    }
  }

  /** Whoever waits is told that no turn comes; what has begun goes on. */
  end(): void {
    this.isOver = true;
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const each of all) for (const tell of each) tell(false);
  }

  private wait(account: string): Promise<boolean> {
    return new Promise((tell) => {
      const waiting = this.waiting.get(account);
      if (waiting) waiting.add(tell);
      else this.waiting.set(account, new Set([tell]));
    });
  }

  /** Hands a turn on, or lets it go. */
  private next(): void {
    const [first] = this.waiting;
    if (!first) {
      this.running -= 1;
      return;
    }
    const [account, waiting] = first;
    const [tell] = waiting;
    // The account goes to the end of the round, if more of it waits.
    this.waiting.delete(account);
    if (tell) waiting.delete(tell);
    if (waiting.size > 0) this.waiting.set(account, waiting);
    tell?.(true);
  }
}
