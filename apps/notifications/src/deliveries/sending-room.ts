/**
 * Room for attempts, as many as there are connections to the mail server. Who waits for room comes before who only takes
 * what is free, so nothing overtakes the queue.
 */
export class SendingRoom {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Room that is free and that nobody waits for; false when there is none. */
  enterIfFree(): boolean {
    if (this.free === 0) return false;
    this.free -= 1;
    return true;
  }

  /** Waits for room. */
  async enter(): Promise<void> {
    if (this.enterIfFree()) return;
    await new Promise<void>((entered) => void this.waiting.push(entered));
  }

  /** To be called once by everybody who entered. */
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}
