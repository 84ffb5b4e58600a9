import type { Actor } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/**
 * One link of the chain of owners, or of the users in another `field`, which may have named nobody before, or names
 * nobody any more; `run` is the mark of the reassignment that moved the record, as `markOf` makes it.
 */
export interface OwnerEntry {
  field?: string;
  from: string | null;
  to: string | null;
  at: Date;
  by: Actor;
  run?: string;
}

/** Which lines of an import wrote the record last, so that the same lines, sent again, are known. */
export interface ImportMark {
  id: string;
  batch: number;
  created: boolean;
}

/** A change of owner that is not in the list of all changes yet; no other of its record has its key. */
export interface UnlistedChange extends OwnerEntry {
  from: string;
  to: string;
  key: string;
}

export interface StoredRecord extends Stored {
  type: string;
  externalId: string;
  title: string;
  ownerId: string;
  /** Who is named in which other field, as `holderOf` writes it; absent where nobody is, so that the index has no such record. */
  holders?: string[];
  tags: string[];
  closed: boolean;
  /** The newest version that its source has named; what is older changes nothing. */
  sourceVersion?: number;
  /** What a search finds it by. */
  terms: string[];
  /** Pushed in the write that changes `ownerId` or `holders`, so that the chain cannot disagree with them. */
  owners: OwnerEntry[];
  /** Pushed by the same write, and taken off when the list has it. */
  unlisted?: UnlistedChange[];
  /** How many older changes of owner lie in the history by now; the chain goes on here. */
  archived?: number;
  /** Who named the first owner; absent in what was stored before it was noted. */
  registeredBy?: Actor;
  imported?: ImportMark;
  createdAt: Date;
  updatedAt: Date;
}

/** The longest chain that a record keeps for long, and how much of it stays when the rest is put away. */
export const MOST_OWNERS = 200;
export const OWNERS_KEPT = 100;

export const ownerEntry = {
  field: String,
  from: String,
  to: String,
  at: Date,
  by: { type: { type: String }, id: String, keyId: String, accountId: String },
  run: String,
};

/** Whether the chain of owners has become too long. */
export const LONG_CHAIN = { [`owners.${MOST_OWNERS - 1}`]: { $exists: true } };

/** Whether a change of owner is not listed yet. */
export const UNLISTED = { 'unlisted.0': { $exists: true } };

/** Lists and runs go through records in the order of their id, so each index ends with it. */
export const records = defineCollection<StoredRecord>({
  name: 'records',
  silent: true,
  fields: {
    type: { type: String, required: true },
    externalId: { type: String, required: true },
    title: { type: String, required: true },
    ownerId: { type: String, required: true },
    holders: { type: [String], default: undefined },
    tags: { type: [String], required: true },
    closed: { type: Boolean, required: true },
    sourceVersion: Number,
    terms: { type: [String], required: true },
    owners: [ownerEntry],
    unlisted: { type: [{ ...ownerEntry, key: String }], default: undefined },
    archived: Number,
    registeredBy: { type: Object },
    imported: { id: String, batch: Number, created: Boolean },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  indexes: [
    { name: 'by-owner', keys: { accountId: 1, ownerId: 1, _id: 1 } },
    {
      name: 'by-holder',
      keys: { accountId: 1, holders: 1, _id: 1 },
      where: { holders: { $exists: true } },
    },
    { name: 'by-tag', keys: { accountId: 1, tags: 1, _id: 1 } },
    { name: 'by-closed', keys: { accountId: 1, closed: 1, _id: 1 } },
    { name: 'by-term', keys: { accountId: 1, terms: 1, _id: 1 } },
    { name: 'by-run', keys: { accountId: 1, 'owners.run': 1, _id: 1 } },
    { name: 'unlisted', keys: { accountId: 1, 'unlisted.at': 1 }, where: UNLISTED },
    { name: 'long-chains', keys: { updatedAt: 1 }, where: LONG_CHAIN },
  ],
});
