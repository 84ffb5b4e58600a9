import type { PathCost } from '../measures/cost.js';

/** The rate as a part of the floor's, with as much under way at once. */
export function shareOfFloor({ alone, together, floor }: PathCost): number | null {
  if (!floor) return null;
  return together && floor.together
    ? together.perSecond / floor.together.perSecond
    : alone.perSecond / floor.alone.perSecond;
}

/** How many times the CPU time of the floor it takes. */
export function timesFloor({ alone, together, floor }: PathCost): number | null {
  if (!floor) return null;
  return together && floor.together ? together.cpuMs / floor.together.cpuMs : alone.cpuMs / floor.alone.cpuMs;
}
