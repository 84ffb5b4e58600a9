import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** Failed sign-ins of one username, in all or from one address. The id is derived from both. */
export interface StoredAttempts extends Stored {
  failures: number;
  /** Causes of the failures counted last: what is told again is known. */
  counted?: string[];
  /** The count is over by then and starts anew. */
  until: Date;
  /** The right password came from this address lately: strangers cannot lock its owner out. */
  knownUntil?: Date;
  purgeAt: Date;
}

export const attempts = defineCollection<StoredAttempts>({
  name: 'sign-in-attempts',
  silent: true,
  fields: {
    failures: { type: Number, required: true },
    counted: { type: [String] },
    until: { type: Date, required: true },
    knownUntil: { type: Date },
    purgeAt: { type: Date, required: true },
  },
  indexes: [{ name: 'purge', keys: { purgeAt: 1 }, ttlSeconds: 0 }],
});
