import type { CustomFieldChoice, CustomFieldType } from '@seatkeeper/contracts';
import { defineCollection, type Stored, moment, text } from '@seatkeeper/mongo';

export interface StoredCustomField {
  id: string;
  key: string;
  label: string;
  type: CustomFieldType;
  required: boolean;
  choices: CustomFieldChoice[];
  createdAt: Date;
  updatedAt: Date;
  /** Of this field alone. */
  version: number;
}

/** All definitions of an account, in their order, under the id of the account: so one write decides on keys, number and order. */
export interface StoredCustomFields extends Stored {
  fields: StoredCustomField[];
}

export const customFieldSets = defineCollection<StoredCustomFields>({
  name: 'custom-fields',
  fields: {
    fields: {
      type: [
        {
          id: text,
          key: text,
          label: text,
          type: { type: String, required: true },
          required: { type: Boolean, required: true },
          choices: { type: [{ value: text, label: text }], required: true },
          createdAt: moment,
          updatedAt: moment,
          version: { type: Number, required: true },
        },
      ],
      required: true,
    },
  },
  indexes: [],
});
