import { Fault } from '@seatkeeper/contracts';

/** The streams that are open at this gateway, counted by whose they are. */
export class StreamPlaces {
  private readonly taken = new Map<string, number>();

  /** `sentence` tells of the limit who has reached it. */
  constructor(
    private readonly most: number,
    private readonly sentence: string,
  ) {}

  /** Takes a place, and answers how to give it back, which counts once. Throws `too-many-requests` when there is none. */
  take(whose: string): () => void {
    const open = this.taken.get(whose) ?? 0;
    if (open >= this.most)
      throw new Fault('too-many-requests', { detail: this.sentence, members: { retryAfter: 5 } });
    this.taken.set(whose, open + 1);
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      const left = (this.taken.get(whose) ?? 1) - 1;
      if (left > 0) this.taken.set(whose, left);
      else this.taken.delete(whose);
    };
  }
}
