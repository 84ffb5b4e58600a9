import { Leading, type Locks } from './leading.js';
import { type OpenStream, readStream } from './reading.js';
import type { Standing, Told } from './told.js';
import type { Change } from './shown-changes.js';

/** The tab that has the stream answers at once; one that was frozen by the browser does not, ms. */
const ANSWERS_WITHIN_MS = 3_000;

interface Shared {
  /** Whose stream of which account: tabs of the same name share it. */
  readonly name: string;
  readonly open: OpenStream;
  readonly onChange: (change: Change) => void;
  /** Nobody knows what has changed. */
  readonly onReset: () => void;
  readonly onStanding: (standing: Standing) => void;
}

/** A tab's share of the one stream that the tabs of a browser have: one of them reads it, and tells the others. */
export class LiveShare {
  private readonly channel: BroadcastChannel;
  private readonly leading: Leading;
  private isLeader = false;
  private standing: Standing = 'opening';
  private at: string | undefined;
  private unanswered: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shared: Shared,
    locks: Locks,
  ) {
    this.channel = new BroadcastChannel(shared.name);
    this.channel.onmessage = ({ data }: MessageEvent<Told>) => this.hear(data);
    this.leading = new Leading(locks, shared.name, (signal) => this.read(signal));
    this.ask();
  }

  /** Asks the tab that has the stream how it stands; if it does not answer, this one has it from now on. */
  ask(): void {
    if (this.isLeader) return;
    this.channel.postMessage({ is: 'asked' } satisfies Told);
    clearTimeout(this.unanswered);
    this.unanswered = setTimeout(() => this.leading.steal(), ANSWERS_WITHIN_MS);
  }

  end(): void {
    clearTimeout(this.unanswered);
    this.leading.end();
    this.channel.close();
  }

  private async read(signal: AbortSignal): Promise<void> {
    this.isLeader = true;
    clearTimeout(this.unanswered);
    signal.addEventListener('abort', () => (this.isLeader = false));
    const tell = (told: Told) => {
      this.hear(told);
      this.channel.postMessage(told);
    };
    await readStream({ open: this.shared.open, after: this.at, signal, tell });
  }

  private hear(told: Told): void {
    switch (told.is) {
      case 'change':
        this.at = told.at ?? this.at;
        return this.shared.onChange(told.change);
      case 'ready':
        this.at = told.at ?? this.at;
        if (told.anew) this.shared.onReset();
        return this.stand('on');
      case 'lost':
        return this.stand('lost');
      case 'here':
        clearTimeout(this.unanswered);
        // Told while this tab could not hear.
        if (this.at !== undefined && this.at !== told.at) this.shared.onReset();
        this.at = told.at;
        return this.stand(told.standing);
      case 'asked': {
        if (!this.isLeader) return;
        const { standing, at } = this;
        return this.channel.postMessage({ is: 'here', standing, at } satisfies Told);
      }
    }
  }

  private stand(standing: Standing): void {
    if (standing === this.standing) return;
    this.standing = standing;
    this.shared.onStanding(standing);
  }
}
