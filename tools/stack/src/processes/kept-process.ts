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
  /** Asked before each start for variables of that start alone. */
  readonly envOfThisStart?: () => Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The exit code with which it says that another start would end the same way: it is not started again. */
  readonly finalExitCode?: number;
  /** How long it may take to end after SIGTERM before it is killed. */
  readonly stopWithinMs: number;
  /** Runs before each start, for example to remove what a killed run left. */
  readonly beforeStart?: () => void;
  /** Runs once it has been stopped, for example to remove what it leaves. */
  readonly afterStop?: () => void;
}

export interface ProcessEvents {
  began(process: KeptProcess, pid: number): void;
  /** It ended without having been asked to; it starts again after the delay, or not at all. */
  died(process: KeptProcess, how: string, delayMs: number | null): void;
  ended(process: KeptProcess): void;
}

/** A child process that is started again whenever it ends, until it is told to stop. */
export class KeptProcess {
  #child: ChildProcess | null = null;
  #stopping = false;
  #restarting = false;
  #hasGivenUp = false;
  #starts = 0;
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

  /** How often it died by itself since somebody last started it. */
  get deaths(): number {
    return this.#deaths;
  }

  /** It ended with its final exit code. */
  get hasGivenUp(): boolean {
    return this.#hasGivenUp;
  }

  start(): void {
    const { plan } = this;
    plan.beforeStart?.();
    const firstTime = this.#starts === 0 ? plan.envOfFirstStart : undefined;
    this.#starts += 1;
    this.#hasGivenUp = false;
    const log = openSync(this.logFile, 'a');
    const child = spawn(plan.file, plan.args, {
      cwd: plan.cwd,
      env: { ...process.env, ...plan.env, ...firstTime, ...plan.envOfThisStart?.() },
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
    child.on('close', (code, signal) => this.#onClose(code, failure?.message ?? describeExit(code, signal)));
    if (child.pid !== undefined) this.events.began(this, child.pid);
  }

  /** Asks it to end, kills it when the time is over; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#forgetRestart();
    if (this.#child) await this.#terminate(this.#child);
    else this.#end();
  }

  /** Ends it and starts it again at once, for new code; that is no death. */
  async restart(): Promise<void> {
    if (this.#stopping || this.#restarting) return;
    this.#forgetRestart();
    this.#deathsInARow = 0;
    this.#deaths = 0;
    if (!this.#child) return this.start();
    this.#restarting = true;
    await this.#terminate(this.#child);
  }

  /** Ends it at once, for good. */
  kill(): void {
    this.#stopping = true;
    this.#forgetRestart();
    this.#child?.kill('SIGKILL');
  }

  async #terminate(child: ChildProcess): Promise<void> {
    const gone = once(child, 'close');
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), this.plan.stopWithinMs);
    await gone;
    clearTimeout(deadline);
  }

  #forgetRestart(): void {
    if (this.#restart) clearTimeout(this.#restart);
    this.#restart = null;
  }

  #end(): void {
    this.plan.afterStop?.();
    this.events.ended(this);
  }

  #onClose(code: number | null, how: string): void {
    this.#child = null;
    if (this.#stopping) return this.#end();
    if (this.#restarting) {
      this.#restarting = false;
      return this.start();
    }
    this.#deaths += 1;
    this.#hasGivenUp = code !== null && code === this.plan.finalExitCode;
    this.#deathsInARow = countDeaths(this.#deathsInARow, performance.now() - this.#beganAt);
    const delayMs = this.#hasGivenUp ? null : restartDelay(this.#deathsInARow);
    if (delayMs !== null) this.#restart = setTimeout(() => this.start(), delayMs);
    this.events.died(this, how, delayMs);
  }
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `was killed by ${signal}` : `exited with code ${code}`;
}
