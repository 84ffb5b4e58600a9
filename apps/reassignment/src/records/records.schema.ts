import type { Actor } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** One link of the chain of owners; `run` names the reassignment that moved the record. */
export interface OwnerEntry {
  from: string;
  to: string;
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

export interface StoredRecord extends Stored {
  type: string;
  externalId: string;
  title: string;
  ownerId: string;
  tags: string[];
  closed: boolean;
  /** What a search finds it by. */
  terms: string[];
  /** Pushed in the write that changes `ownerId`, so that the chain cannot disagree with the owner. */
  owners: OwnerEntry[];
  imported?: ImportMark;
  createdAt: Date;
  updatedAt: Date;
}

/** Lists and runs go through records in the order of their id, so each index ends with it. */
export const records = defineCollection<StoredRecord>({
  name: 'records',
  fields: {
    type: { type: String, required: true },
    externalId: { type: String, required: true },
    title: { type: String, required: true },
    ownerId: { type: String, required: true },
    tags: { type: [String], required: true },
    closed: { type: Boolean, required: true },
    terms: { type: [String], required: true },
    owners: [{ from: String, to: String, at: Date, by: { type: { type: String }, id: String }, run: String }],
    imported: { id: String, batch: Number, created: Boolean },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  indexes: [
    { name: 'by-owner', keys: { accountId: 1, ownerId: 1, _id: 1 } },
    { name: 'by-tag', keys: { accountId: 1, tags: 1, _id: 1 } },
    { name: 'by-closed', keys: { accountId: 1, closed: 1, _id: 1 } },
    { name: 'by-term', keys: { accountId: 1, terms: 1, _id: 1 } },
  ],
});
