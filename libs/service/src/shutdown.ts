import { Injectable } from '@nestjs/common';
import { within } from './deadline.js';
import { logger } from './logging/logger.js';

/**
 * intake: take nothing new (consumers, timers) → work: finish what is in flight → transport: close
 * bus and Redis → store: close MongoDB.
 */
export type StopPhase = 'intake' | 'work' | 'transport' | 'store';

/** Milliseconds each phase may take; together less than what a supervisor waits before it kills (12 s). */
const PHASES: readonly [phase: StopPhase, withinMs: number][] = [
  ['intake', 2_000],
  ['work', 5_000],
  ['transport', 1_500],
  ['store', 1_500],
];

interface Step {
  phase: StopPhase;
  name: string;
  stop: () => Promise<void> | void;
}

/** Stops the process in order: who still needs a connection is done before it closes. */
@Injectable()
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly log = logger('shutdown');
  private running: Promise<void> | undefined;

  /** Steps of one phase run side by side. A step that fails or is late is logged, and the next phase goes on. */
  on(phase: StopPhase, name: string, stop: () => Promise<void> | void): void {
    this.steps.push({ phase, name, stop });
  }

  /** Runs all phases, once however often it is called; takes at most 10 s and never rejects. */
  run(): Promise<void> {
    this.running ??= this.runPhases();
    return this.running;
  }

  private async runPhases(): Promise<void> {
    for (const [phase, withinMs] of PHASES) {
      const steps = this.steps.filter((step) => step.phase === phase);
      this.log.info(`Stopping: ${phase}`, { phase, steps: steps.map(({ name }) => name) });
      await Promise.all(steps.map((step) => this.runStep(step, withinMs)));
    }
  }

  private async runStep({ phase, name, stop }: Step, withinMs: number): Promise<void> {
    try {
      const inTime = await within(withinMs, async () => stop());
      if (!inTime) this.log.warn('A step of stopping was given up', { phase, name, withinMs });
    } catch (error) {
      this.log.error('A step of stopping failed', { phase, name, error });
    }
  }
}
