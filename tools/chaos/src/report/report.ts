import type { Violation } from '../books/expected.js';
import { type Fault, titleOf } from '../faults/faults.js';

/** What came of a run. */
export interface Report {
  readonly seed: number;
  readonly minutes: number;
  readonly replicas: number;
  readonly restWithinMs: number;
  /** From the last answer until rest, after work without a fault: what the machine takes anyhow. */
  readonly quietRestMs: number | null;
  readonly faults: readonly Fault[];
  /** How often which call was answered with which status; 0 is no answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** What there is in the end. */
  readonly totals: Readonly<Record<string, number>>;
  readonly violations: readonly (Violation & { readonly after: string })[];
}

/** A table of the faults, and what is wrong, for people. */
export function reportText(report: Report): string {
  const { faults, violations, totals, answers, quietRestMs } = report;
  const rests = faults.flatMap(({ restMs }) => (restMs === null ? [] : [restMs])).sort((a, b) => a - b);
  const calls = Object.values(answers).reduce((sum, count) => sum + count, 0);
  const lines = [
    ...table([
      ['fault', 'hit', 'away', 'rest', 'load'],
      ...faults.map((fault): [string, ...string[]] => [
        titleOf(fault),
        ...[String(fault.hit.length), seconds(fault.awayMs), seconds(fault.restMs), fault.load.toFixed(1)],
      ]),
    ]),
    '',
    `${faults.length} faults, ${calls} calls; at rest after ${seconds(rests[Math.floor(rests.length / 2)] ?? null)} in the middle, ` +
      `${seconds(rests.at(-1) ?? null)} at most, ${seconds(quietRestMs)} without a fault`,
    `In the books: ${Object.entries(totals)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}`,
    ...violations.map(({ law, what, after }) => `VIOLATED, after ${after}: ${law}: ${what}`),
    violations.length === 0
      ? `Nothing was lost or doubled; seed ${report.seed}`
      : `${violations.length} violations; --seed ${report.seed} plans the same faults again`,
  ];
  return `${lines.join('\n')}\n`;
}

const NUMBERS = [5, 8, 8, 6];

/** Names to the left, in a column as wide as the longest, and numbers to the right. */
function table(rows: readonly (readonly [name: string, ...numbers: string[]])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, ...numbers]) =>
    [name.padEnd(width), ...numbers.map((number, n) => number.padStart(NUMBERS[n] ?? 0))].join(''),
  );
}

const seconds = (ms: number | null): string => (ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`);
