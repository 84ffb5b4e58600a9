import { setTimeout as delay } from 'node:timers/promises';

/** Nobody is there to whom this act could be done: another one is chosen after this. */
const AFTER_NOTHING_MS = 5;

/** Some hands that act one after the other, each as fast as it is answered, until they are told to pause. */
export class Crew {
  #paused = true;
  #working: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly hands: number,
    /** Does one thing; false when there was nothing to do. Never rejects. */
    private readonly act: (hand: number) => Promise<boolean>,
  ) {}

  start(): void {
    this.#paused = false;
    this.#working = Promise.all(Array.from({ length: this.hands }, (_, hand) => this.work(hand)));
  }

  /** Begins nothing new; resolves when everybody has got their answers. */
  async pause(): Promise<void> {
    this.#paused = true;
    await this.#working;
  }

  private async work(hand: number): Promise<void> {
    while (!this.#paused) if (!(await this.act(hand))) await delay(AFTER_NOTHING_MS);
  }
}
