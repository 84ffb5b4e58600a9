import type { Beginning, FeedItem, Follower } from '@seatkeeper/bus';
import { type Caller, Fault } from '@seatkeeper/contracts';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Stall } from '../exports/stall.js';
import { COMMENT_EVERY_MS, sse } from '../progress/event-stream.js';
import { type LiveNote, readNote, toLiveChange, unsettles } from './live-notes.js';
import { tellingOf } from './live-rules.js';

/** What is told to somebody who reads more slowly than it happens is kept up to this; beyond it they read all again. */
const MOST_WAITING = 1_000;
const AT_ONCE = 100;
/** Whoever takes nothing for so long, while there is something, is gone. */
const STALLED_AFTER_MS = 60_000;
const ASKED_AGAIN_AFTER_MS = 500;

interface Heard {
  readonly mark: string;
  readonly note: LiveNote;
}
type Waiting = Heard | { readonly sign: 'ready' | 'reset' | 'interrupted'; readonly mark: string };

export interface WatcherOptions {
  readonly caller: Caller;
  /** Rejects for who may follow no longer. What was known before `since` does not count. */
  readonly again: (since: number) => Promise<Caller>;
  readonly pick: (items: readonly Heard[], caller: Caller) => Promise<Heard[]>;
}

/**
 * One stream: what was heard waits here until it is read, and who reads is asked for anew whenever something may have changed
 * what they may do, before anything more is told.
 */
export class LiveWatcher implements Follower {
  readonly ended = new AbortController();
  private readonly over = once(this.ended.signal, 'abort');
  private caller: Caller;
  private waiting: Waiting[] = [];
  /** Up to where nothing is left to be told. */
  private mark = '';
  /** Since when it is not known what the reader may do; undefined while it is. */
  private unsettledSince: number | undefined = performance.now();
  private settling: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  private readonly stall = new Stall(STALLED_AFTER_MS, () => this.end());

  constructor(private readonly options: WatcherOptions) {
    this.caller = options.caller;
  }

  /** Begins after what the reader has seen, if that is known. What has been heard by now comes after what was missed. */
  begin({ mark, missed }: Beginning, seen: string | undefined): void {
    const heard = this.waiting;
    // Nothing of what was missed has been told with the first word: who goes on from there is told all of it.
    this.waiting = [
      { sign: missed ? 'ready' : 'reset', mark: missed && missed.length > 0 && seen ? seen : mark },
    ];
    for (const item of missed ?? []) this.hear(item);
    this.waiting.push(...heard);
  }

  hear(item: FeedItem): void {
    const { mark } = item;
    const note = readNote(item);
    if (unsettles(note, this.caller.userId)) this.unsettle();
    const mayGain = this.unsettledSince !== undefined;
    if (mayGain || tellingOf(note, this.caller) !== 'no') this.push({ mark, note });
    else if (this.waiting.length === 0) this.mark = mark;
  }

  lost(mark: string): void {
    this.waiting = [];
    this.push({ sign: 'reset', mark });
    this.unsettle();
  }

  away(): void {
    this.push({ sign: 'interrupted', mark: this.mark });
  }

  back(mark: string): void {
    this.push({ sign: 'ready', mark });
  }

  /** Who reads is asked for anew at once, and loses the stream if they may not read any more. */
  unsettle(): void {
    this.unsettledSince = performance.now();
    void this.settle();
  }

  end(): void {
    this.ended.abort();
    this.stall.close();
    this.wake?.();
  }

  get hasEnded(): boolean {
    return this.ended.signal.aborted;
  }

  async *events(): AsyncGenerator<string, void> {
    for (;;) {
      if (this.waiting.length === 0) await this.something();
      // A question about the reader is not waited for by who ends meanwhile.
      await Promise.race([this.settle(), this.over]);
      if (this.hasEnded) return;
      const text = this.waiting.length === 0 ? `: still here\n${idLine(this.mark)}\n` : await this.next();
      if (text === '') continue;
      this.stall.begin();
      yield text;
      this.stall.end();
    }
  }

  /** What comes next, in words; empty when the reader may be told of none of it. */
  private async next(): Promise<string> {
    const [first] = this.waiting;
    if (first && 'sign' in first) {
      this.waiting.shift();
      if (first.sign === 'interrupted') return sse(first.sign, '{}');
      this.mark = first.mark;
      return sse(first.sign, '{}', first.mark);
    }
    const signAt = this.waiting.findIndex((each) => 'sign' in each);
    const batch = this.waiting.slice(0, signAt < 0 ? AT_ONCE : Math.min(signAt, AT_ONCE)) as Heard[];
    const picked = await this.options.pick(batch, this.caller).catch((error: unknown) => {
      if (!isOutage(error)) throw error;
      return null;
    });
    if (picked === null) {
      await this.pause();
      return '';
    }
    // What was asked about may have been overtaken by a reset, or by a word about the reader: then it is judged anew.
    if (this.waiting[0] !== batch[0] || this.unsettledSince !== undefined) return '';
    this.waiting.splice(0, batch.length);
    this.mark = batch.at(-1)?.mark ?? this.mark;
    return picked.map(({ mark, note }) => sse('change', JSON.stringify(toLiveChange(note)), mark)).join('');
  }

  private push(item: Waiting): void {
    this.waiting.push(item);
    if (this.waiting.length > MOST_WAITING) this.waiting = [{ sign: 'reset', mark: item.mark }];
    this.wake?.();
  }

  /** Waits until something was heard, or something has to be said. */
  private async something(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.unsettledSince ??= performance.now();
        resolve();
      }, COMMENT_EVERY_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.hasEnded) this.wake();
    });
    this.wake = undefined;
  }

  /** Resolves when it is known what the reader may do; an outage passes, and nothing is told meanwhile. */
  private settle(): Promise<void> {
    if (this.unsettledSince === undefined) return Promise.resolve();
    this.settling ??= this.ask().finally(() => (this.settling = undefined));
    return this.settling;
  }

  private async ask(): Promise<void> {
    while (this.unsettledSince !== undefined && !this.hasEnded) {
      const since = this.unsettledSince;
      try {
        this.caller = await this.options.again(since);
        if (this.unsettledSince === since) this.unsettledSince = undefined;
      } catch (error) {
        if (!isOutage(error)) return this.end();
        await this.pause();
      }
    }
  }

  private async pause(): Promise<void> {
    await wait(ASKED_AGAIN_AFTER_MS, undefined, { signal: this.ended.signal }).catch(() => undefined);
  }
}

const idLine = (mark: string): string => (mark === '' ? '' : `id: ${mark}\n`);

const isOutage = (error: unknown): boolean => error instanceof Fault && error.code === 'service-unavailable';
