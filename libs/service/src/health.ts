import { Injectable } from '@nestjs/common';

const DEADLINE_MS = 2_000;

export interface HealthReport {
  ok: boolean;
  dependencies: Record<string, { ok: boolean; detail?: string }>;
}

/** Whether this process can do its work now: each dependency is asked, none for longer than two seconds. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, () => Promise<void> | void>();

  /** `check` throws, with a sentence, when the dependency cannot be used. */
  add(dependency: string, check: () => Promise<void> | void): void {
    this.checks.set(dependency, check);
  }

  async check(): Promise<HealthReport> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await outcome(check)] as const),
    );
    return { ok: entries.every(([, { ok }]) => ok), dependencies: Object.fromEntries(entries) };
  }
}

async function outcome(check: () => Promise<void> | void): Promise<{ ok: boolean; detail?: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  });
  try {
    await Promise.race([Promise.resolve().then(check), late]);
    return { ok: true };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
