import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** One purchased seat. `_id` is `<accountId>/<purchaseId>:<n>`: made from the purchase, so it can be made only once. */
export interface StoredSeat extends Stored {
  /** The id that is shown: `<purchaseId>:<n>`. */
  seatId: string;
  product: string;
  /** `retired`: it was reduced, and is nobody's any more. */
  state: 'free' | 'held' | 'retired';
  /** Where the seat lies on the ring that claims search from a random place. */
  place: number;
  /** The user who holds it and since when; absent while it is free. */
  holder?: string;
  since?: Date;
  /** The products of the claim that took it, where they were several; absent while it is free. */
  bundle?: string;
  /** The reduction it went with, and which of its seats it was. */
  reductionId?: string;
  number?: number;
}

export const seats = defineCollection<StoredSeat>({
  name: 'seats',
  fields: {
    seatId: { type: String, required: true },
    product: { type: String, required: true },
    state: { type: String, enum: ['free', 'held', 'retired'], required: true },
    place: { type: Number, required: true },
    holder: { type: String },
    since: { type: Date },
    bundle: { type: String },
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
      name: 'retired',
      keys: { accountId: 1, reductionId: 1, number: 1 },
      unique: true,
      where: { reductionId: { $exists: true } },
    },
  ],
});
