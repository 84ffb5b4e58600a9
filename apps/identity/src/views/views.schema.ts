import type { View } from '@seatkeeper/contracts';
import { defineCollection, type Stored, moment, text } from '@seatkeeper/mongo';
import mongoose from 'mongoose';

export interface StoredView extends Pick<View, 'id' | 'name' | 'filter' | 'sort' | 'columns'> {
  createdAt: Date;
  updatedAt: Date;
  /** Of this view alone. */
  version: number;
}

/**
 * The views of one user, or the shared ones of an account, in their order, under the id of whose they are: so one write
 * decides on names, number and order.
 */
export interface StoredViews extends Stored {
  views: StoredView[];
}

export const viewSets = defineCollection<StoredViews>({
  name: 'views',
  fields: {
    views: {
      type: [
        {
          id: text,
          name: text,
          filter: { type: mongoose.Schema.Types.Mixed, required: true },
          sort: { type: String, default: null },
          columns: { type: [String], default: null },
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
