/** Cuts a stream of chunks into frames. `lengthOf` says how long the first frame is, or null while it cannot know. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  constructor(
    private readonly lengthOf: (bytes: Buffer) => number | null,
    private readonly onFrame: (frame: Buffer) => void,
  ) {}

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const length = this.lengthOf(this.#rest);
      if (length === null || length > this.#rest.length) return;
      const frame = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      this.onFrame(frame);
    }
  }
}
