import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

/**
 * Lets many who ask the same at once be answered by a few looks: whoever asks gets the answer of one that began after
 * they asked, which is as new as one of their own. All who share a look that fails are told so.
 */
export class SharedLooks<T> {
  /** The last look at each thing that has begun, and the one that comes after it. */
  private readonly running = new Map<string, Promise<T>>();
  private readonly next = new Map<string, Promise<T>>();

  /** `lateMs`: how long a look that nobody is at waits for more who ask. */
  constructor(private readonly lateMs = 0) {}

  /**
   * Looks at the thing of this name, when the look that is under way has ended, or what came with the same packet has asked
   * as well. Those who share it must not change what it answers.
   */
  look(key: string, look: () => Promise<T>): Promise<T> {
    const waiting = this.next.get(key);
    if (waiting) return waiting;
    const begin = () => {
      this.next.delete(key);
      return this.begin(key, look);
    };
    const next = (this.running.get(key) ?? (this.lateMs > 0 ? delay(this.lateMs) : nextTurn())).then(
      begin,
      begin,
    );
    this.next.set(key, next);
    return next;
  }

  private begin(key: string, look: () => Promise<T>): Promise<T> {
    const running = look().finally(() => {
      if (this.running.get(key) === running) this.running.delete(key);
    });
    this.running.set(key, running);
    return running;
  }
}
