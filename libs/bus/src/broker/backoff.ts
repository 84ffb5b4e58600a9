const FIRST_MS = 50;
const LONGEST_MS = 1_000;

/** Waits 50 ms at first, then twice as long each time up to a second, so that many processes spread out. */
export class Backoff {
  private nextMs = FIRST_MS;
  private stopped = false;
  private readonly wakes = new Set<() => void>();

  /** Resolves at once when stopped. */
  wait(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    const ms = this.nextMs * (0.8 + Math.random() * 0.4);
    this.nextMs = Math.min(LONGEST_MS, this.nextMs * 2);
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.wakes.add(wake);
    });
  }

  reset(): void {
    this.nextMs = FIRST_MS;
  }

  stop(): void {
    this.stopped = true;
    for (const wake of [...this.wakes]) wake();
  }
}
