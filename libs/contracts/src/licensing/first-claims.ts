import { Fault } from '../faults.js';
import type { License } from './license.js';

/**
 * Refuses seats to who has only come now while they are due to people who wait for them. Identity asks it before a claim,
 * licensing to explain what would become of one. `waiting` is how many of them lack nothing else.
 */
export function refuseOvertaking(
  license: Pick<License, 'product' | 'purchased' | 'used' | 'overageLeft'>,
  waiting: number,
  wanted = 1,
): Fault | null {
  const { product, purchased, used, overageLeft = 0 } = license;
  const free = purchased - used + overageLeft;
  // Nobody is served before what is missing is bought or given back: who waits stands in nobody's way.
  if (waiting === 0 || purchased === 0 || free < 0 || free - wanted >= waiting) return null;
  const [people, wait] = waiting === 1 ? ['person', 'waits'] : ['people', 'wait'];
  const inUse = `${used} of ${purchased} purchased seats of ${product} are in use`;
  const seats =
    overageLeft > 0
      ? `${inUse}, ${overageLeft} may be taken beyond`
      : free === 0
        ? inUse
        : `${free} of ${purchased} purchased seats of ${product} ${free === 1 ? 'is' : 'are'} free`;
  return new Fault('no-free-seat', {
    detail: `${seats}, and ${waiting} ${people} who ${wait} for one come${waiting === 1 ? 's' : ''} first.`,
    members: { product, purchased, used, waiting },
  });
}
