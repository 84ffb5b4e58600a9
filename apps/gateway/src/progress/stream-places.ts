import { Fault } from '@seatkeeper/contracts';

/** So many streams a session may follow at a time; a page follows one. */
const MOST = 5;

/** The streams that are open at this gateway, by session. */
export class StreamPlaces {
  private readonly taken = new Map<string, number>();

  /** Takes a place, and answers how to give it back, which counts once. Throws `too-many-requests` when there is none. */
  take(sessionId: string): () => void {
    const open = this.taken.get(sessionId) ?? 0;
    if (open >= MOST)
      throw new Fault('too-many-requests', {
        detail: `A session follows at most ${MOST} runs at a time: close another stream first, or ask for the run itself.`,
        members: { retryAfter: 5 },
      });
    this.taken.set(sessionId, open + 1);
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      const left = (this.taken.get(sessionId) ?? 1) - 1;
      if (left > 0) this.taken.set(sessionId, left);
      else this.taken.delete(sessionId);
    };
  }
}
