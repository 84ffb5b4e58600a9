import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { runInContext } from './context/request-context.js';
import { Health } from './health/health.js';
import { newId } from './ids.js';
import { logger } from './logging/logger.js';
import { metrics } from './metrics.js';
import { Shutdown } from './shutdown.js';

const rounds = metrics.counter('repeater_rounds_total', 'Rounds of repeated work, by outcome', [
  'name',
  'outcome',
]);

/** However often it is woken, a sweep leaves this much time between two rounds. */
const SHORTEST_PAUSE_MS = 50;

/** Sweeps that rest and would look within this time of each other look together: then the process wakes once. */
const TOGETHER_MS = 25;

/** A multiple of every longest pause, so that the moments of a long one are moments of the shorter ones as well. */
const PHASES_MS = 120_000;

/** A round that takes longer than this stands still: everything it waits for has an end that comes sooner. */
const STANDS_STILL_MS = 120_000;

/** Rounds that fail in a row until it counts as trouble: an outage of seconds is none. */
const FAILS_AGAIN_AND_AGAIN = 10;

/** A search for what is due, that rests while nothing is. */
export interface Sweep {
  /** In metrics and log lines: what is searched for. */
  readonly name: string;
  /** The pause after a round that found something, or failed. */
  readonly everyMs: number;
  /**
   * The longest pause, reached by doubling while rounds find nothing: what another process left may lie this long. What
   * comes due in this process is made known by `wake`.
   */
  readonly restMs: number;
}

export const defineSweep = (sweep: Sweep): Sweep => sweep;

interface Repeated extends Sweep {
  work: () => Promise<boolean>;
  timer?: NodeJS.Timeout;
  /** When the timer rings, in milliseconds of this process. */
  ringsAt: number;
  /** The earliest time that somebody asked for and that has not come yet. */
  wakeAt: number;
  endedAt: number;
  round?: Promise<void>;
  /** When the round that runs was begun. */
  startedAt: number;
  /** Rounds in a row that found nothing. */
  idle: number;
  /** Rounds that failed since the last good one, and when the first of them did. */
  failures: number;
  failingSince: Date | undefined;
}

/** Repeated work that stands still, or fails each time. */
export interface TroubledWork {
  readonly name: string;
  readonly since: Date;
  /** Rounds that failed since the last good one; 0 of what stands still. */
  readonly failures: number;
}

/** Work that comes round again and again, such as sweepers: in every copy of a service, never twice in one. */
@Injectable()
export class Repeater implements OnApplicationBootstrap {
  private readonly repeated: Repeated[] = [];
  private readonly log = logger('repeater');
  /** Sweeps that rest look at the same moments, so that an idle process wakes once for all of them; copies do not. */
  private readonly phaseMs = Math.random() * PHASES_MS;
  private state: 'waiting' | 'running' | 'stopped' = 'waiting';

  constructor(shutdown: Shutdown, health: Health) {
    health.add('repeated work', () => this.refuseStandstill());
    shutdown.on('intake', 'repeated work', () => this.stop());
    shutdown.on('work', 'rounds of repeated work', () => this.settled());
  }

  /** The pause of `intervalMs` is counted from the end of a round. The first comes sooner, at a random moment. */
  every(intervalMs: number, name: string, work: () => Promise<void>): void {
    this.add({ name, everyMs: intervalMs, restMs: intervalMs }, () => work().then(() => true));
  }

  /** Like `every`, for work that answers whether it found anything, and is done less often while it does not. */
  sweep(sweep: Sweep, work: () => Promise<boolean>): void {
    this.add(sweep, work);
  }

  /**
   * Something comes due in `ms`: a sweep that rests is to look then. Of several times the earliest is kept; what comes
   * due after it may wait as long as what another process left. Without effect where it is not swept.
   */
  wake({ name }: Sweep, ms = 0): void {
    for (const item of this.repeated.filter((each) => each.name === name)) {
      item.wakeAt = Math.min(item.wakeAt, performance.now() + ms);
      if (this.state === 'running' && !item.round && item.wakeAt < item.ringsAt)
        this.schedule(item, item.wakeAt);
    }
  }

  /** What of this process neither gets on by itself nor says so elsewhere: rounds that do not end, and those that all fail. */
  inTrouble(): TroubledWork[] {
    const now = performance.now();
    const still = this.standing(now).map(({ name, startedAt }) => ({
      name,
      since: new Date(Date.now() - (now - startedAt)),
      failures: 0,
    }));
    const failing = this.repeated.flatMap(({ name, failures, failingSince: since }) =>
      since && failures >= FAILS_AGAIN_AND_AGAIN ? [{ name, since, failures }] : [],
    );
    return [...still, ...failing];
  }

  onApplicationBootstrap(): void {
    if (this.state !== 'waiting') return;
    this.state = 'running';
    for (const item of this.repeated) this.begin(item);
  }

  private add(sweep: Sweep, work: () => Promise<boolean>): void {
    const never = { ringsAt: Infinity, wakeAt: Infinity, endedAt: -Infinity, startedAt: Infinity };
    const item: Repeated = { ...sweep, work, ...never, idle: 0, failures: 0, failingSince: undefined };
    this.repeated.push(item);
    if (this.state === 'running') this.begin(item);
  }

  private stop(): void {
    this.state = 'stopped';
    for (const { timer } of this.repeated) clearTimeout(timer);
  }

  private async settled(): Promise<void> {
    await Promise.all(this.repeated.flatMap(({ round }) => round ?? []));
  }

  private refuseStandstill(): void {
    const now = performance.now();
    const still = this.standing(now);
    const since = ({ name, startedAt }: Repeated) => `${name} for ${Math.round((now - startedAt) / 1_000)} s`;
    if (still.length > 0) throw new Error(`These stand still: ${still.map(since).join(', ')}`);
  }

  private standing(now: number): Repeated[] {
    return this.repeated.filter(({ round, startedAt }) => round && now - startedAt > STANDS_STILL_MS);
  }

  /** Copies that start together do not sweep together. */
  private begin(item: Repeated): void {
    this.schedule(item, performance.now() + Math.random() * item.everyMs);
  }

  private schedule(item: Repeated, at: number): void {
    clearTimeout(item.timer);
    item.ringsAt = Math.max(Math.min(at, item.wakeAt), item.endedAt + SHORTEST_PAUSE_MS);
    // Rounded up: a timer that rings a fraction early would find its moment still to come.
    item.timer = setTimeout(() => this.ring(item), Math.ceil(item.ringsAt - performance.now())).unref();
  }

  private ring(item: Repeated): void {
    const soon = performance.now() + TOGETHER_MS;
    for (const each of this.repeated) if (each === item || looksEarly(each, soon)) this.startRound(each);
  }

  private startRound(item: Repeated): void {
    clearTimeout(item.timer);
    if (item.wakeAt <= performance.now()) item.wakeAt = Infinity;
    item.round = this.runOnce(item).finally(() => {
      delete item.round;
      item.endedAt = performance.now();
      if (this.state === 'running') this.schedule(item, nextAt(item, this.phaseMs));
    });
  }

  private async runOnce(item: Repeated): Promise<void> {
    const { name } = item;
    item.startedAt = performance.now();
    await runInContext({ requestId: newId('req') }, async () => {
      try {
        const found = await item.work();
        item.idle = found ? 0 : item.idle + 1;
        rounds.inc({ name, outcome: 'done' });
        if (item.failures) this.log.info('Repeated work is well again', { name, failures: item.failures });
        item.failures = 0;
        item.failingSince = undefined;
      } catch (error) {
        rounds.inc({ name, outcome: 'failed' });
        item.idle = 0;
        // During an outage every round fails: a line at 1, 2, 4, 8 … says as much as one each second.
        item.failures += 1;
        item.failingSince ??= new Date();
        if (Number.isInteger(Math.log2(item.failures)))
          this.log.error('A round of repeated work failed', { name, failures: item.failures, error });
      }
    });
  }
}

/** Whether nothing was found for so long that the pause is the longest. */
const rests = ({ everyMs, restMs, idle }: Repeated): boolean =>
  restMs > everyMs && everyMs * 2 ** Math.max(0, idle - 1) >= restMs;

/** What somebody asked to be looked for at a time is never looked for before it. */
const looksEarly = (item: Repeated, soon: number): boolean =>
  !item.round && rests(item) && item.ringsAt <= soon && item.ringsAt < item.wakeAt;

/** One who rests looks at the moments of its process; a round that came a little early counts for its moment. */
function nextAt(item: Repeated, phaseMs: number): number {
  const { everyMs, restMs, idle, endedAt } = item;
  if (!rests(item)) return endedAt + everyMs * 2 ** Math.max(0, idle - 1);
  const offset = phaseMs % restMs;
  return (Math.floor((endedAt + TOGETHER_MS - offset) / restMs) + 1) * restMs + offset;
}
