import type { SeatDifferenceKind } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** What a comparison found and nobody has repaired yet. `_id` is `<accountId>/<product>/<userId>/<kind>`. */
export interface StoredDifference extends Stored {
  userId: string;
  product: string;
  kind: SeatDifferenceKind;
  /** When it was found first, and by which comparison last. */
  since: Date;
  seenAt: Date;
}

export const seatDifferences = defineCollection<StoredDifference>({
  name: 'seat-differences',
  silent: true,
  fields: {
    userId: { type: String, required: true },
    product: { type: String, required: true },
    kind: { type: String, enum: ['seat-without-user', 'user-without-seat'], required: true },
    since: { type: Date, required: true },
    seenAt: { type: Date, required: true },
  },
  indexes: [{ name: 'differences-by-age', keys: { accountId: 1, since: 1, _id: 1 } }],
});
