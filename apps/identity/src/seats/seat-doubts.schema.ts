import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** A user (`_id`) who may hold seats of these products that nobody knows of, to be looked at from `checkAt` on. */
export interface StoredDoubt extends Stored {
  products: string[];
  checkAt: Date;
}

export const seatDoubts = defineCollection<StoredDoubt>({
  name: 'seat-doubts',
  silent: true,
  fields: {
    products: { type: [String], required: true },
    checkAt: { type: Date, required: true },
  },
  indexes: [{ name: 'doubts-by-time', keys: { checkAt: 1 } }],
});
