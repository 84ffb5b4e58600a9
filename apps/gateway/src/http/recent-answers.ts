import { BoundedMap } from '@seatkeeper/service';

interface Known<T> {
  readonly asked: number;
  readonly answer: Promise<T>;
}

/**
 * Answers that serve everybody who asks the same within a short time, so that a question is asked once however many want
 * to know. The age is counted from the question: what was true when it was asked may be older than when it was answered.
 */
export class RecentAnswers<T> {
  private readonly known: BoundedMap<string, Known<T>>;

  constructor(private readonly limits: { freshMs: number; kept: number }) {
    this.known = new BoundedMap(limits.kept);
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.known.get(key);
    if (known && performance.now() - known.asked < this.limits.freshMs) return known.answer;
    return this.anew(key, ask);
  }

  /** The same for who has to know what is true now. */
  anew(key: string, ask: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const answer = ask();
    this.known.set(key, { asked: now, answer });
    // An outage is not an answer: the next one asks again.
    answer.catch(() => {
      if (this.known.get(key)?.answer === answer) this.known.delete(key);
    });
    return answer;
  }
}
