import { type LogEntry, type Mark, type RecentLog, writeMark } from './recent-log.js';

export interface FeedItem {
  /** Whoever has seen everything up to it goes on from it. */
  readonly mark: string;
  readonly note: string;
}

/** Is told of what happens. Nothing here may throw or wait. */
export interface Follower {
  hear(item: FeedItem): void;
  /** Something was missed, and nobody knows what; it goes on after `mark`. */
  lost(mark: string): void;
  /** Nothing is heard for the time being; what happens meanwhile is told afterwards, or `lost`. */
  away(): void;
  /** It is heard again, without a gap. */
  back(mark: string): void;
}

interface Following {
  readonly follower: Follower;
  /** What this one has seen already: maybe more than has been heard here. */
  readonly after: Mark | undefined;
  /** What came while it was still read what came before; null for who hears at once. */
  waiting: LogEntry[] | null;
  /** Something was lost while it was read. */
  isLost: boolean;
}

/** Where somebody begins: at `mark`, after what was `missed`; null when that is not known. */
export interface Beginning {
  readonly mark: string;
  readonly missed: readonly FeedItem[] | null;
}

/** One topic in one process: read once, however many follow it. */
export class TopicFeed {
  private readonly followings = new Map<Follower, Following>();
  /** Up to where everybody has heard. */
  private mark: Mark | undefined;
  private isAway = false;
  /** What reads the log waits for what reads it before. */
  private turn: Promise<unknown> = Promise.resolve();
  private waitingLook: Promise<void> | undefined;

  constructor(
    private readonly topic: string,
    private readonly log: RecentLog,
  ) {}

  get isEmpty(): boolean {
    return this.followings.size === 0;
  }

  /** Rejects when the log cannot be read. `listen` has to be done before it is opened: then nothing falls in between. */
  async follow(follower: Follower, after: Mark | undefined, listen: () => Promise<void>): Promise<Beginning> {
    const following: Following = { follower, after, waiting: [], isLost: false };
    this.followings.set(follower, following);
    try {
      if (this.isAway) throw new Error(`The log of ${this.topic} cannot be read at the moment.`);
      await this.inTurn(async () => {
        if (this.mark) return;
        await listen();
        this.mark = await this.log.open(this.topic);
      });
      const missed = after ? await this.log.after(this.topic, after) : [];
      return this.begin(following, missed);
    } catch (error) {
      this.leave(follower);
      throw error;
    }
  }

  leave(follower: Follower): void {
    this.followings.delete(follower);
  }

  added(entry: LogEntry): void {
    const { mark } = this;
    // Who opens the log reads from where it is then.
    if (!mark) return;
    if (entry.mark.epoch === mark.epoch && entry.mark.seq <= mark.seq) return;
    if (!isNext(mark, entry.mark)) void this.look();
    else this.tell(entry);
    if (this.isAway) void this.look();
  }

  /** Keeps the log open, and finds what was not heard. Never rejects: what cannot be looked at is away until it can. */
  look(): Promise<void> {
    this.waitingLook ??= this.inTurn(async () => {
      this.waitingLook = undefined;
      try {
        await this.catchUp();
        this.setAway(false);
      } catch {
        this.setAway(true);
      }
    });
    return this.waitingLook;
  }

  setAway(isAway: boolean): void {
    const mark = this.mark && writeMark(this.mark);
    if (this.isAway === isAway || mark === undefined) return;
    this.isAway = isAway;
    for (const { follower } of this.followings.values())
      if (isAway) follower.away();
      else follower.back(mark);
  }

  private async catchUp(): Promise<void> {
    const { mark } = this;
    if (!mark) return;
    const end = await this.log.open(this.topic, mark);
    if (end.epoch === mark.epoch && end.seq <= (this.mark?.seq ?? 0)) return;
    const missed = end.epoch === mark.epoch ? await this.log.after(this.topic, mark) : null;
    if (missed) {
      // Some of it may have been heard since it was asked for.
      for (const entry of missed) if (this.mark && isNext(this.mark, entry.mark)) this.tell(entry);
      return;
    }
    this.mark = end;
    for (const following of this.followings.values()) {
      following.isLost = true;
      following.waiting &&= [];
      if (!following.waiting) following.follower.lost(writeMark(end));
    }
  }

  private begin(following: Following, missed: LogEntry[] | null): Beginning {
    const { after, waiting, isLost } = following;
    following.waiting = null;
    const end = this.mark;
    if (!end) throw new Error(`The log of ${this.topic} is not open.`);
    const mark = writeMark(end);
    if (!after) return { mark, missed: [] };
    if (!missed || isLost || after.epoch !== end.epoch) return { mark, missed: null };
    const last = missed.at(-1)?.mark.seq ?? after.seq;
    // What was read beyond what has been heard here will be told to all.
    const known = missed.filter((entry) => entry.mark.seq <= end.seq);
    const heard = (waiting ?? []).filter((entry) => entry.mark.seq > last);
    return { mark: after.seq > end.seq ? writeMark(after) : mark, missed: [...known, ...heard].map(itemOf) };
  }

  private tell(entry: LogEntry): void {
    this.mark = entry.mark;
    const item = itemOf(entry);
    for (const { follower, waiting, after } of this.followings.values())
      if (waiting) waiting.push(entry);
      else if (!isUpTo(after, entry.mark)) follower.hear(item);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}

const isNext = (mark: Mark, next: Mark): boolean => next.epoch === mark.epoch && next.seq === mark.seq + 1;

/** Whether something is among what was seen before `after`, that included. */
const isUpTo = (after: Mark | undefined, mark: Mark): boolean =>
  after !== undefined && mark.epoch === after.epoch && mark.seq <= after.seq;

const itemOf = ({ mark, note }: LogEntry): FeedItem => ({ mark: writeMark(mark), note });
