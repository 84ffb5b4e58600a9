import type { Card } from '@seatkeeper/contracts';
import { commandsField, defineCollection, type DoneCommand, type Stored } from '@seatkeeper/mongo';

export interface StoredCard extends Card {
  /** What the provider calls it. */
  method: string;
  savedAt: Date;
}

/** Whom the provider knows an account as, and the card that its renewals are charged to. `_id` is the account. */
export interface StoredPaymentMethod extends Stored {
  /** Stays for good, so that whatever is left to pay can be charged to another card of the same customer. */
  customer: string;
  card?: StoredCard;
  /** The last orders that a card was saved from. */
  commands?: DoneCommand[];
}

export const paymentMethods = defineCollection<StoredPaymentMethod>({
  name: 'paymentMethods',
  fields: {
    customer: { type: String, required: true },
    card: {
      type: {
        _id: false,
        method: { type: String, required: true },
        brand: { type: String, required: true },
        last4: { type: String, required: true },
        expMonth: { type: Number, required: true },
        expYear: { type: Number, required: true },
        savedAt: { type: Date, required: true },
      },
    },
    commands: commandsField,
  },
  indexes: [],
});
