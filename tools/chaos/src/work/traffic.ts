import type { Part } from '../faults/faults.js';

/** A call that was sent and not answered yet. */
interface Flight {
  readonly what: string;
  readonly parts: readonly Part[];
}

/** The calls under way, and what became of all of them. */
export class Traffic {
  readonly #flights = new Set<Flight>();
  readonly answers = new Map<string, number>();
  /** When the last call was answered, by the clock of `performance`. */
  lastAnswerAt = 0;

  /** Counts as under way, through the named parts, until `call` has ended. */
  async during<T>(what: string, parts: readonly Part[], call: () => Promise<T>): Promise<T> {
    const flight = { what, parts };
    this.#flights.add(flight);
    try {
      return await call();
    } finally {
      this.#flights.delete(flight);
      this.lastAnswerAt = performance.now();
    }
  }

  /** The calls under way that need a part, in words. */
  through(part: Part): string[] {
    return [...this.#flights].filter(({ parts }) => parts.includes(part)).map(({ what }) => what);
  }

  count(what: string, status: number): void {
    const name = `${what} ${status}`;
    this.answers.set(name, (this.answers.get(name) ?? 0) + 1);
  }
}
