import type { AfterGrace, OveragePolicy } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  type IndexSpec,
  type Stored,
  goesOnByItself,
  MINUTE_MS,
} from '@seatkeeper/mongo';

/** What licensing knows of an account. `_id` is the account id. */
export interface KnownAccount extends Stored {
  slug: string;
  openedAt: Date;
  /** As identity has told, and what the account is sorted and found by; the slug stands for a name that is not known yet. */
  name?: string;
  nameKey: string;
  search: string[];
  /** There while the name of an account that was opened before names were told has to be asked for. */
  unnamed?: true;
  /** There until it has bought anything. */
  trial?: true;
  /** Where its calendar is kept; UTC until identity has told. */
  timeZone?: string;
  /** Which version of the account in identity said so: news may come in any order. */
  toldVersion?: number;
  /** Who bills it, from the first purchase or checkout on; nobody before. */
  billedBy?: 'seatkeeper' | 'outside';
  /** What an operator decided for it; what is not in it counts as for every account. */
  policy?: StoredPolicy;
  /** Since when more seats of any product are held than purchased. */
  overAllocatedSince?: Date;
  /** When the unpaid invoice that comes first was, or will be, due. */
  firstDueAt?: Date;
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
  afterGrace?: AfterGrace;
  /** There since it was decided first, as `none` if it was taken back: what was taken beyond what is bought is owed all the same. */
  overage?: OveragePolicy;
}

/** An index of the accounts that have a field, in the order of their names. */
const listed = (field: keyof KnownAccount): IndexSpec => ({
  name: `${field}-by-name`,
  keys: { nameKey: 1, _id: 1, [field]: 1 },
  where: { [field]: { $exists: true } },
});

export const accounts = defineCollection<KnownAccount>({
  name: 'accounts',
  fields: {
    slug: { type: String, required: true },
    openedAt: { type: Date, required: true },
    name: { type: String },
    nameKey: { type: String, required: true },
    search: { type: [String], required: true },
    unnamed: { type: Boolean },
    trial: { type: Boolean },
    timeZone: { type: String },
    toldVersion: { type: Number },
    billedBy: { type: String, enum: ['seatkeeper', 'outside'] },
    policy: { graceDays: Number, freezeDays: Number, afterGrace: String, overage: String },
    overAllocatedSince: { type: Date },
    firstDueAt: { type: Date },
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
    {
      name: 'freezes',
      keys: { freezesAt: 1 },
      where: { freezesAt: { $exists: true } },
      awaited: { kind: 'accounts that have not paid', lateMs: 15 * MINUTE_MS, remedy: goesOnByItself },
    },
    // Lists of operators: all accounts, those a word is of, and those that stand in some way, in the order of the names.
    { name: 'by-name', keys: { nameKey: 1, _id: 1 } },
    { name: 'by-age', keys: { openedAt: 1, _id: 1 } },
    { name: 'by-word', keys: { search: 1, nameKey: 1, _id: 1 } },
    { name: 'unnamed', keys: { unnamed: 1 }, where: { unnamed: true } },
    listed('trial'),
    listed('overAllocatedSince'),
    listed('firstDueAt'),
    listed('frozenSince'),
    listed('suspendedSince'),
  ],
});
