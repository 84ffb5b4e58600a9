import { defineCollection, type Stored } from '@seatkeeper/mongo';

/**
 * One purchased seat. `_id` is `<accountId>/<purchaseId>:<n>`: made from the purchase, so it can be made only once. Or a
 * denial, which lies where the seat would that a user holds: one index lets a user have one of them of a product.
 */
export interface StoredSeat extends Stored {
  /** The id that is shown: `<purchaseId>:<n>`. */
  seatId: string;
  product: string;
  /** `retired`: it was reduced, and is nobody's any more. `denied`: no seat, but the word that `holder` has none. */
  state: 'free' | 'held' | 'retired' | 'denied';
  /** Where the seat lies on the ring that claims search from a random place. */
  place: number;
  /** The user who holds it and since when; absent while it is free. */
  holder?: string;
  since?: Date;
  /** Since when the holder is kept out, as more are held than purchased and others took theirs before. */
  suspendedSince?: Date;
  /** The newest command about the holder; absent from before there were fences. An older one changes nothing. */
  fence?: number;
  /** The command that took it. */
  takenBy?: number;
  /** When a denial vanishes. */
  until?: Date;
  /** Which it was of those that were ever taken beyond what is bought: no two of a product have one number. */
  overage?: number;
  /** The reduction it went with, and which of its seats it was. */
  reductionId?: string;
  number?: number;
}

export const seats = defineCollection<StoredSeat>({
  name: 'seats',
  fields: {
    seatId: { type: String, required: true },
    product: { type: String, required: true },
    state: { type: String, enum: ['free', 'held', 'retired', 'denied'], required: true },
    place: { type: Number, required: true },
    holder: { type: String },
    since: { type: Date },
    suspendedSince: { type: Date },
    fence: { type: Number },
    takenBy: { type: Number },
    until: { type: Date },
    overage: { type: Number },
    reductionId: { type: String },
    number: { type: Number },
  },
  indexes: [
    { name: 'state', keys: { accountId: 1, product: 1, state: 1, place: 1 } },
    {
      name: 'holder',
      keys: { accountId: 1, product: 1, holder: 1 },
      unique: true,
      where: { holder: { $exists: true } },
    },
    {
      name: 'suspended',
      keys: { accountId: 1, product: 1, holder: 1 },
      where: { suspendedSince: { $exists: true } },
    },
    {
      name: 'overage',
      keys: { accountId: 1, product: 1, overage: 1 },
      unique: true,
      where: { overage: { $exists: true } },
    },
    {
      name: 'retired',
      keys: { accountId: 1, reductionId: 1, number: 1 },
      unique: true,
      where: { reductionId: { $exists: true } },
    },
    { name: 'denials-by-end', keys: { until: 1 }, where: { until: { $exists: true } }, ttlSeconds: 0 },
  ],
});
