import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** What licensing knows of an account. `_id` is the account id. */
export interface KnownAccount extends Stored {
  slug: string;
  openedAt: Date;
}

export const accounts = defineCollection<KnownAccount>({
  name: 'accounts',
  fields: {
    slug: { type: String, required: true },
    openedAt: { type: Date, required: true },
  },
  // Not unique: that a slug belongs to one account is decided in identity, before the account is opened here, and
  // a cluster sharded by account could not hold the index.
  indexes: [{ name: 'slug', keys: { slug: 1 } }],
});
