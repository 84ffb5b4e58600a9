/** Milliseconds until a mail has to be handed over, and from then on until the server has to say what it makes of it. */
export interface Limits {
  handOverMs: number;
  answerMs: number;
}

/**
 * The time of one attempt. Before the whole mail is with the server nothing is lost by giving up soon. After that nobody
 * but the server knows whether it has the mail: giving up soon is how one mail becomes five.
 */
export class Deadline {
  isHandedOver = false;
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;

  constructor(private readonly limits: Limits) {
    this.timer = this.abortIn(limits.handOverMs);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The last byte of the mail is on its way. */
  handedOver(): void {
    if (this.signal.aborted) return;
    this.isHandedOver = true;
    clearTimeout(this.timer);
    this.timer = this.abortIn(this.limits.answerMs);
  }

  /** True when it passed after the mail was handed over: what became of it is not known. */
  get isUnknown(): boolean {
    return this.isHandedOver && this.signal.aborted;
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private abortIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.controller.abort(), ms);
  }
}
