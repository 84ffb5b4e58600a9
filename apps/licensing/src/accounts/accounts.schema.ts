import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** What licensing knows of an account. `_id` is the account id. */
export interface KnownAccount extends Stored {
  slug: string;
  openedAt: Date;
  /** Where its calendar is kept; UTC until identity has told. */
  timeZone?: string;
  /** Which version of the account in identity said so: news may come in any order. */
  toldVersion?: number;
  /** Who bills it, from the first purchase or checkout on; nobody before. */
  billedBy?: 'seatkeeper' | 'outside';
}

export const accounts = defineCollection<KnownAccount>({
  name: 'accounts',
  fields: {
    slug: { type: String, required: true },
    openedAt: { type: Date, required: true },
    timeZone: { type: String },
    toldVersion: { type: Number },
    billedBy: { type: String, enum: ['seatkeeper', 'outside'] },
  },
  // Not unique: that a slug belongs to one account is decided in identity, before the account is opened here, and
  // a cluster sharded by account could not hold the index.
  indexes: [{ name: 'slug', keys: { slug: 1 } }],
});
