import type { Clock } from '../clock.js';
import type { Repeater } from '../repeater.js';
import type { Shutdown } from '../shutdown.js';
import { noteSecurity, type SecurityEvent, type SecurityFacts } from './security-log.js';
import { Tallies, type Tally } from './tallies.js';

/** How late the audit log may know; of each kind and user there is one write in this time, whatever the attack. */
const KEPT_EVERY_MS = 30_000;
/** Users who are attacked, or refused, in that time; more are in the log alone. */
const MOST = 10_000;
/** Writes under way at the same time. */
const AT_ONCE = 100;

/** What the trail works with: providers that every service has. */
export interface TrailOptions {
  /** Of the repeated work. */
  readonly name: string;
  readonly clock: Clock;
  readonly repeater: Repeater;
  readonly shutdown: Shutdown;
  /** Writes one tally down for good; the same one may come again. */
  readonly keep: (tally: Tally) => Promise<void>;
}

/**
 * Tells the log of each thing at once, and of the account's users, counted, whoever keeps what an account may read. Noting
 * waits for nothing, so that the time of a refusal says nothing about whom it concerned. What a killed process had counted
 * in its last seconds is in the log alone.
 */
export class SecurityTrail {
  private readonly tallies = new Tallies(MOST);
  private due: Tally[] = [];

  constructor(private readonly options: TrailOptions) {
    const { name, repeater, shutdown } = options;
    repeater.every(KEPT_EVERY_MS, name, () => this.flush());
    shutdown.on('work', name, () => this.flush());
  }

  note(event: SecurityEvent, facts: SecurityFacts): void {
    noteSecurity(event, facts);
    const { accountId } = facts;
    if (accountId !== undefined) this.tallies.note({ ...facts, event, accountId }, this.options.clock.now());
  }

  /** Writes down what has been counted. What cannot be written now comes last the next time, as far as there is room. */
  async flush(): Promise<void> {
    const due = [...this.due, ...this.tallies.take()];
    this.due = [];
    while (due.length > 0) {
      const next = due.splice(0, AT_ONCE);
      const outcomes = await Promise.allSettled(next.map((tally) => this.options.keep(tally)));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (!failed) continue;
      const left = next.filter((_, index) => outcomes[index]?.status === 'rejected');
      this.due = [...due, ...left].slice(0, MOST);
      throw failed.reason;
    }
  }
}
