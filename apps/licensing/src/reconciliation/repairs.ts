import type { License, SeatRepair, SeatSums } from '@seatkeeper/contracts';
import type { StoredLine } from '../ledger/ledger.schema.js';

/** What the ledger says of one product. */
export interface Entitled {
  product: string;
  purchased: number;
}

/** What the seats say beside what the ledger says, of every product that one of both knows. */
export function sumsOf(
  licenses: readonly License[],
  entitled: readonly Entitled[],
  overage: ReadonlyMap<string, number> = new Map(),
): SeatSums[] {
  const byLedger = new Map(entitled.map(({ product, purchased }) => [product, purchased]));
  const known = licenses.map(({ product, used, purchased }) => ({
    product,
    held: used,
    purchased,
    ...(overage.has(product) && { overage: overage.get(product) }),
    purchasedByLedger: byLedger.get(product) ?? 0,
  }));
  const shown = new Set(known.map(({ product }) => product));
  const others = entitled.filter(({ product, purchased }) => purchased !== 0 && !shown.has(product));
  return [
    ...known,
    ...others.map(({ product, purchased }) => ({
      product,
      held: 0,
      purchased: 0,
      purchasedByLedger: purchased,
    })),
  ];
}

/** A line that reconciliation caused, as a repair. A seat is freed because nobody should hold it, and claimed because somebody should. */
export function toRepair({ eventId: id, at, product, kind, seatId, userId }: StoredLine): SeatRepair {
  const freed = kind === 'freed';
  return {
    id,
    at: at.toISOString(),
    product,
    kind: freed ? 'freed' : 'claimed',
    cause: freed ? 'seat-without-user' : 'user-without-seat',
    ...(seatId !== undefined && { seatId }),
    ...(userId !== undefined && { userId }),
  };
}
