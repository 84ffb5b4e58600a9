import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const RUN_SOURCES = ['--conditions=@seatkeeper/source', '--import', path('../../testing/src/typescript.mjs')];

export interface LogLine {
  level: string;
  message: string;
  [field: string]: unknown;
}

/** A process of its own that runs TypeScript sources, and what it has said so far. */
export class Child {
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  stderr = '';
  private stdout = '';

  private constructor(private readonly process: ChildProcess) {
    process.stdout?.on('data', (text: Buffer) => (this.stdout += text.toString()));
    process.stderr?.on('data', (text: Buffer) => (this.stderr += text.toString()));
    this.ended = new Promise((resolve) => process.on('close', (code, signal) => resolve({ code, signal })));
  }

  static service(file: string, environment: Record<string, string>): Child {
    return Child.run([path(file)], environment);
  }

  static code(source: string, environment: Record<string, string>): Child {
    return Child.run(['--input-type=module', '--eval', source], environment);
  }

  get log(): LogLine[] {
    const whole = this.stdout.slice(0, this.stdout.lastIndexOf('\n') + 1);
    return whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LogLine);
  }

  get messages(): string[] {
    return this.log.map(({ message }) => message);
  }

  /** Resolves with the first line that says this; rejects when the process ends or 15 s pass without it. */
  async says(message: string): Promise<LogLine> {
    const timeUp = performance.now() + 15_000;
    let ended = false;
    void this.ended.then(() => (ended = true));
    for (;;) {
      const line = this.log.find((candidate) => candidate.message === message);
      if (line) return line;
      if (ended || performance.now() > timeUp)
        throw new Error(`It never said “${message}”:\n${this.stdout}\n${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  private static run(args: string[], environment: Record<string, string>): Child {
    return new Child(
      spawn(process.execPath, [...RUN_SOURCES, ...args], {
        env: { PATH: process.env['PATH'], ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }
}
