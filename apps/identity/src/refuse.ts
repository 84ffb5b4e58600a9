import type { Fault } from '@seatkeeper/contracts';

/** Throws what a rule says no with, if it does. */
export function refuse(fault: Fault | null): void {
  if (fault) throw fault;
}
