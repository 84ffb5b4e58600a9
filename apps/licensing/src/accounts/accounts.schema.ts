import { commandsField, defineCollection, type DoneCommand, type Stored } from '@seatkeeper/mongo';

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
  /** What an operator decided for it; what is not in it counts as for every account. */
  policy?: StoredPolicy;
  /** When nobody new gets a seat any more, unless an invoice is paid by then. */
  freezesAt?: Date;
  /** Since when nobody new gets a seat: an invoice is overdue for too long. */
  frozenSince?: Date;
  /** Since when its people are kept out, as identity has told, and which version of the account said so or took it back. */
  suspendedSince?: Date;
  suspensionVersion?: number;
  /** Decisions of operators that were carried out. */
  commands?: DoneCommand[];
}

/** What follows when the account holds too many seats, or does not pay. */
export interface StoredPolicy {
  graceDays?: number;
  freezeDays?: number;
}

export const accounts = defineCollection<KnownAccount>({
  name: 'accounts',
  fields: {
    slug: { type: String, required: true },
    openedAt: { type: Date, required: true },
    timeZone: { type: String },
    toldVersion: { type: Number },
    billedBy: { type: String, enum: ['seatkeeper', 'outside'] },
    policy: { graceDays: Number, freezeDays: Number },
    freezesAt: { type: Date },
    frozenSince: { type: Date },
    suspendedSince: { type: Date },
    suspensionVersion: { type: Number },
    commands: commandsField,
  },
  // Not unique: that a slug belongs to one account is decided in identity, before the account is opened here, and
  // a cluster sharded by account could not hold the index.
  indexes: [
    { name: 'slug', keys: { slug: 1 } },
    { name: 'freezes', keys: { freezesAt: 1 }, where: { freezesAt: { $exists: true } } },
  ],
});
