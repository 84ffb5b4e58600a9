import { defineCollection, moment, type Stored, text } from '@seatkeeper/mongo';

export interface StoredRecordType {
  type: string;
  /** The owner first. */
  fields: { key: string; label: string }[];
  createdAt: Date;
  updatedAt: Date;
  /** Of this type alone. */
  version: number;
}

/** All types that an account has registered, under the id of the account: so one write decides on them. */
export interface StoredRecordTypes extends Stored {
  types: StoredRecordType[];
  /**
   * Every key that a field besides the owner ever had, for whoever looks for a user in all fields. None goes: a record may be
   * given one in the moment in which its field is taken back.
   */
  keys: string[];
}

export const recordTypes = defineCollection<StoredRecordTypes>({
  name: 'record-types',
  fields: {
    types: {
      type: [
        {
          type: { type: String, required: true },
          fields: { type: [{ key: text, label: text }], required: true },
          createdAt: moment,
          updatedAt: moment,
          version: { type: Number, required: true },
        },
      ],
      required: true,
    },
    keys: { type: [String], required: true },
  },
  indexes: [],
});
