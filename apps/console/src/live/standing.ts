import type { Standing } from './told.js';

type Listener = () => void;

/** Whether what happens is told, as React reads it. */
class StandingStore {
  private standing: Standing = 'opening';
  private readonly listeners = new Set<Listener>();

  readonly read = (): Standing => this.standing;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(standing: Standing): void {
    this.standing = standing;
    for (const listener of this.listeners) listener();
  }
}

export const standing = new StandingStore();
