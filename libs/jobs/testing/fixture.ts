import { Injectable, Module } from '@nestjs/common';
import { defineJob } from '@seatkeeper/contracts';
import { currentContext } from '@seatkeeper/service';
import { testService, type TestService, type World } from '@seatkeeper/testing';
import { z } from 'zod';
import { type Outcome, Process, JobsModule } from '../src/index.js';

export const advance = defineJob({
  queue: 'test-run',
  name: 'run.advance.v1',
  summary: 'One turn of a run.',
  data: z.object({ run: z.string() }),
  id: ({ run }) => `run-${run}`,
  attempts: 3,
});

export const report = defineJob({
  queue: 'test-report',
  name: 'report.v1',
  summary: 'Five at a time.',
  data: z.object({ n: z.string() }),
  id: ({ n }) => `report-${n}`,
  attempts: 20,
});

/** What the processors do is the test's choice; it also sees every turn they took. */
@Injectable()
export class Work {
  readonly turns: { run: string; requestId: string | undefined }[] = [];
  readonly reports: string[] = [];
  onTurn: (run: string) => Promise<Outcome> = () => Promise.resolve();
  onReport: (n: string) => Promise<Outcome> = () => Promise.resolve();

  @Process(advance, { concurrency: 1 })
  async advance({ run }: { run: string }): Promise<Outcome> {
    this.turns.push({ run, requestId: currentContext()?.requestId });
    return this.onTurn(run);
  }

  @Process(report)
  async report({ n }: { n: string }): Promise<Outcome> {
    this.reports.push(n);
    return this.onReport(n);
  }

  get runs(): string[] {
    return this.turns.map(({ run }) => run);
  }
}

@Module({ imports: [JobsModule.forRoot()], providers: [Work] })
export class WorkModule {}

export const startWork = (world: World, settings: Record<string, string> = {}): Promise<TestService> =>
  testService({ name: 'demo', imports: [WorkModule], world, settings });

/** A promise and the means to fulfil it. */
export function gate(): { open: () => void; opened: Promise<void> } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}
