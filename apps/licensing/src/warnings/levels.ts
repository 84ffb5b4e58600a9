import type { SeatLevel } from '@seatkeeper/contracts';

/** From how many seats on, and at how many free ones at most somebody is warned: some seats, or a share in percent. */
const STEPS = [
  { from: 1_000, percent: 5 },
  { from: 100, percent: 8 },
  { from: 26, percent: 10 },
  { from: 16, seats: 2 },
  { from: 1, seats: 1 },
];

/** How many free seats are few, of so many that are purchased; null for a product without any. */
export function fewOf(purchased: number): number | null {
  const step = STEPS.find(({ from }) => purchased >= from);
  if (!step) return null;
  return step.seats ?? Math.floor((purchased * step.percent) / 100);
}

/** Whether so few seats are free that the next people may find none. Never for a product without any. */
export function runsLow({ purchased, free }: { purchased: number; free: number }): boolean {
  const few = fewOf(purchased);
  return few !== null && free <= few;
}

/** How near a product is to having no seat left; what nobody bought or uses is fine. */
export function levelOf({ purchased, used }: { purchased: number; used: number }): SeatLevel {
  const free = Math.max(0, purchased - used);
  if (used > 0 && free === 0) return 'exhausted';
  return runsLow({ purchased, free }) ? 'low' : 'fine';
}
