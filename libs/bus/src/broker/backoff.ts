import { backoffMs } from '@seatkeeper/service';

const PAUSES = { firstMs: 60, longestMs: 1_200 };

/** Waits some 50 ms at first, then twice as long each time up to a second, until it is reset or stopped. */
export class Backoff {
  private failures = 0;
  private stopped = false;
  private readonly wakes = new Set<() => void>();

  /** Resolves at once when stopped. */
  wait(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.failures += 1;
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, backoffMs(this.failures, PAUSES));
      this.wakes.add(wake);
    });
  }

  reset(): void {
    this.failures = 0;
  }

  stop(): void {
    this.stopped = true;
    for (const wake of [...this.wakes]) wake();
  }
}
