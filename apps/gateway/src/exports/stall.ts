/** A client that takes no more, and does not go either. */
export class Stall {
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly afterMs: number,
    private readonly over: () => void,
  ) {}

  begin(): void {
    this.end();
    if (!this.isClosed) this.timer = setTimeout(this.over, this.afterMs).unref();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  close(): void {
    this.isClosed = true;
    this.end();
  }
}
