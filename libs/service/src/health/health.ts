import { Injectable } from '@nestjs/common';
import { within } from '../deadline.js';
import { hideCredentials } from '../logging/redact.js';

const CHECK_WITHIN_MS = 2_000;

export interface HealthReport {
  ok: boolean;
  dependencies: Record<string, { ok: boolean; detail?: string }>;
}

type Check = () => Promise<void> | void;

/** Whether this process can work now: everything it cannot work without answers. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, Check>();
  private running: Promise<HealthReport> | undefined;
  private stopping = false;

  /** `check` throws when the dependency cannot be used; an answer later than 2 s counts as none. */
  add(dependency: string, check: Check): void {
    if (this.checks.has(dependency)) throw new Error(`The health of ${dependency} is checked in two places.`);
    this.checks.set(dependency, check);
  }

  /** Never rejects. Whoever asks while a check runs gets the same answer, so probes cannot pile up. */
  check(): Promise<HealthReport> {
    this.running ??= this.checkAll().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Not ready any more, for good: the process is stopping and wants no new work. */
  retire(): void {
    this.stopping = true;
  }

  private async checkAll(): Promise<HealthReport> {
    const dependencies = Object.fromEntries(
      await Promise.all([...this.checks].map(async ([name, check]) => [name, await outcome(check)] as const)),
    );
    if (this.stopping) dependencies['process'] = { ok: false, detail: 'Stopping' };
    return { ok: Object.values(dependencies).every(({ ok }) => ok), dependencies };
  }
}

async function outcome(check: Check): Promise<{ ok: boolean; detail?: string }> {
  try {
    const answered = await within(CHECK_WITHIN_MS, async () => check());
    return answered ? { ok: true } : { ok: false, detail: `No answer within ${CHECK_WITHIN_MS} ms` };
  } catch (error) {
    return { ok: false, detail: hideCredentials(error instanceof Error ? error.message : String(error)) };
  }
}
