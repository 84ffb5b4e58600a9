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

  /** `since` is for who has to know what was true at a moment, in ms of `performance.now()`, or later. */
  get(key: string, ask: () => Promise<T>, since = -Infinity): Promise<T> {
    const now = performance.now();
    const known = this.known.get(key);
    if (known && now - known.asked < this.limits.freshMs && known.asked >= since) return known.answer;
    const answer = ask();
    this.known.set(key, { asked: now, answer });
    // An outage is not an answer: the next one asks again.
    answer.catch(() => {
      if (this.known.get(key)?.answer === answer) this.known.delete(key);
    });
    return answer;
  }
}
