import { type SeatLevel, SeatLevel as levels } from '@seatkeeper/contracts';
import { defineCollection, type Stored, goesOnByItself, HOUR_MS, MINUTE_MS } from '@seatkeeper/mongo';

/** What an account was last told of a product. `_id` is `<accountId>/<product>`. */
export interface StoredWarning extends Stored {
  product: string;
  level: SeatLevel;
  /** The purchased seats it was looked at with. */
  purchased: number;
  /** How many were used when it was last warned of, with as many purchased. */
  warnedUsed?: number;
  /** There while more seats are held than purchased. */
  overAllocation?: OverAllocation;
  /** When it is to be reminded of next; absent once the grace is over. */
  remindAt?: Date;
  /** When it is looked at again whether those are kept out who should be; there while anybody is to be. */
  checkAt?: Date;
}

/** More seats are held than purchased: since when, and how long the account has time to put that right. */
export interface OverAllocation {
  since: Date;
  graceEndsAt: Date;
  /** Since when who took their seats last are kept out; absent while nobody is. */
  suspendsSince?: Date;
}

export const warnings = defineCollection<StoredWarning>({
  name: 'warnings',
  fields: {
    product: { type: String, required: true },
    level: { type: String, enum: levels.options, required: true },
    purchased: { type: Number, required: true },
    warnedUsed: { type: Number },
    overAllocation: { since: Date, graceEndsAt: Date, suspendsSince: Date },
    checkAt: { type: Date },
    remindAt: { type: Date },
  },
  indexes: [
    {
      name: 'reminders',
      keys: { remindAt: 1 },
      where: { remindAt: { $exists: true } },
      awaited: { kind: 'over-allocations to be reminded of', lateMs: HOUR_MS, remedy: goesOnByItself },
    },
    {
      name: 'checks',
      keys: { checkAt: 1 },
      where: { checkAt: { $exists: true } },
      awaited: { kind: 'who is kept out for want of seats', lateMs: 15 * MINUTE_MS, remedy: goesOnByItself },
    },
  ],
});
