import { readFileSync } from 'node:fs';
import type { MeasuredStack } from '../stack/measured-stack.js';

/** The most memory, in megabytes, that each of these processes of a stack has held since it began. */
export function peakMegabytes(
  stack: Pick<MeasuredStack, 'processes'>,
  names: readonly string[],
): Record<string, number> {
  const named = stack.processes().filter(({ name }) => names.some((wanted) => name.startsWith(wanted)));
  return Object.fromEntries(named.map(({ name, pid }) => [name, peakOf(pid)]));
}

function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1_024);
}
