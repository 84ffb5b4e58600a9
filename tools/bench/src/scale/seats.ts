import { startInside } from '../inside/inside.js';
import { median } from '../numbers.js';
import type { MeasuredStack } from '../stack/measured-stack.js';
import type { LargeFirm } from './large-firm.js';

const CLAIMS = 80;
const ROUNDS = 3;
const LOOKS = 20;
/** How much longer a claim may take among the most seats than among the fewest: the rest is noise of the machine. */
const MOST_TIMES_AS_LONG = 1.5;
const MOST_VIEW_MS = 50;

export interface ClaimsOfSize {
  readonly seats: number;
  readonly claimMs: number;
  readonly toFewest: number;
  readonly isHeld: boolean;
}

/** What a claim takes in accounts of so many seats; the sizes take turns, so that a busy moment is all of theirs. */
export async function claimsBySize(stack: MeasuredStack, sizes: readonly number[]): Promise<ClaimsOfSize[]> {
  const inside = await startInside('claims', stack);
  try {
    const times = new Map<number, number[]>(sizes.map((seats) => [seats, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const seats of sizes) {
        await inside.ask({ way: 'open', count: CLAIMS, seats });
        times.get(seats)!.push(...(await inside.ask<number[]>({ way: 'claim', count: CLAIMS })));
      }
    const fewest = median(times.get(sizes[0]!)!);
    return sizes.map((seats) => {
      const claimMs = median(times.get(seats)!);
      const toFewest = claimMs / fewest;
      return { seats, claimMs, toFewest, isHeld: toFewest <= MOST_TIMES_AS_LONG };
    });
  } finally {
    inside.stop();
  }
}

export interface View {
  readonly what: string;
  readonly ms: number;
  readonly mostMs: number;
  readonly isHeld: boolean;
}

/** What the pages about seats take in a firm of that size, as its admin sees it. */
export async function viewsOf({ firm }: LargeFirm): Promise<View[]> {
  const at = encodeURIComponent(new Date().toISOString());
  const views = [
    ['the licences', '/v1/licenses'],
    ['who holds the seats', '/v1/licenses/core/seats?limit=50'],
    ['who held them a moment ago', `/v1/licenses/core/seats?limit=50&at=${at}`],
    ['the ledger', '/v1/licenses/core/ledger?limit=50'],
    ['why no seat is free, or one is', '/v1/licenses/core/why'],
    ['the forecast', `/v1/licenses/core/forecast?at=${at.slice(0, 10)}`],
  ] as const;
  const rows: View[] = [];
  for (const [what, path] of views) {
    const times: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      const begun = performance.now();
      await firm.call('GET', path);
      times.push(performance.now() - begun);
    }
    const ms = median(times);
    rows.push({ what, ms, mostMs: MOST_VIEW_MS, isHeld: ms <= MOST_VIEW_MS });
  }
  return rows;
}
