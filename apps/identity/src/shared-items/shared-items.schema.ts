import { defineCollection, moment, type Stored, text } from '@seatkeeper/mongo';

/** A thing of another system that people can be given. What was decided for one user alone lies in the user. */
export interface StoredSharedItem extends Stored {
  kind: string;
  externalId: string;
  name: string;
  /** The name as it is sorted. */
  nameKey: string;
  /** Groups whose members have it. */
  groups: string[];
  /** False from the moment it is removed until nobody refers to it any more; then the document goes too. */
  live: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export const sharedItems = defineCollection<StoredSharedItem>({
  name: 'shared-items',
  fields: {
    kind: text,
    externalId: text,
    name: text,
    nameKey: text,
    groups: { type: [String], required: true },
    live: { type: Boolean, required: true },
    createdAt: moment,
    updatedAt: moment,
  },
  indexes: [
    {
      name: 'one-live-item-per-external-id',
      keys: { accountId: 1, kind: 1, externalId: 1 },
      unique: true,
      where: { live: true },
    },
    { name: 'items-by-name', keys: { accountId: 1, live: 1, nameKey: 1, _id: 1 } },
    { name: 'items-of-kind', keys: { accountId: 1, live: 1, kind: 1, nameKey: 1, _id: 1 } },
    { name: 'items-of-group', keys: { accountId: 1, live: 1, groups: 1, nameKey: 1, _id: 1 } },
    { name: 'removed-items', keys: { updatedAt: 1 }, where: { live: false } },
  ],
});
