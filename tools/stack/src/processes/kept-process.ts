import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { countDeaths, restartDelay } from './restart-delay.js';

export interface ProcessPlan {
  /** Names the log, the pid file and the process in messages. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Variables beside those of the stack itself; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Variables of the first start only, such as a crash point that is to be met once. */
  readonly envOfFirstStart?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** How long it may take to end after SIGTERM before it is killed. */
  readonly stopWithinMs: number;
  /** Runs before each start, for example to remove what a killed run left. */
  readonly beforeStart?: () => void;
  /** Runs once it has been stopped, for example to remove what it leaves. */
  readonly afterStop?: () => void;
}

export interface ProcessEvents {
  began(process: KeptProcess, pid: number): void;
  /** It ended without having been asked to; it starts again after the delay. */
  died(process: KeptProcess, how: string, delayMs: number): void;
  ended(process: KeptProcess): void;
}

/** A child process that is started again whenever it ends, until it is told to stop. */
export class KeptProcess {
  #child: ChildProcess | null = null;
  #stopping = false;
  #beganAt = 0;
  #deathsInARow = 0;
  #deaths = 0;
  #restart: NodeJS.Timeout | null = null;

  constructor(
    readonly plan: ProcessPlan,
    readonly logFile: string,
    private readonly events: ProcessEvents,
  ) {}

  get name(): string {
    return this.plan.name;
  }

  /** Undefined between a death and the restart. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** How often it died by itself. */
  get deaths(): number {
    return this.#deaths;
  }

  start(): void {
    const { plan } = this;
    plan.beforeStart?.();
    const firstTime = this.#deaths === 0 ? plan.envOfFirstStart : undefined;
    const log = openSync(this.logFile, 'a');
    const child = spawn(plan.file, plan.args, {
      cwd: plan.cwd,
      env: { ...process.env, ...plan.env, ...firstTime },
      stdio: ['ignore', log, log],
      // In a process group of its own: Ctrl-C in the terminal reaches the supervisor alone, which ends its
      // processes in order.
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    this.#beganAt = performance.now();
    let failure: Error | null = null;
    child.on('error', (error) => (failure = error));
    child.on('close', (code, signal) => this.#onClose(failure?.message ?? describeExit(code, signal)));
    if (child.pid !== undefined) this.events.began(this, child.pid);
  }

  /** Asks it to end, kills it when the time is over; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    const child = this.#child;
    if (!child) return this.#end();
    const gone = once(child, 'close');
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), this.plan.stopWithinMs);
    await gone;
    clearTimeout(deadline);
  }

  /** Ends it at once, for good. */
  kill(): void {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    this.#child?.kill('SIGKILL');
  }

  #end(): void {
    this.plan.afterStop?.();
    this.events.ended(this);
  }

  #onClose(how: string): void {
    this.#child = null;
    if (this.#stopping) return this.#end();
    this.#deaths += 1;
    this.#deathsInARow = countDeaths(this.#deathsInARow, performance.now() - this.#beganAt);
    const delayMs = restartDelay(this.#deathsInARow);
    this.#restart = setTimeout(() => this.start(), delayMs);
    this.events.died(this, how, delayMs);
  }
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `was killed by ${signal}` : `exited with code ${code}`;
}
