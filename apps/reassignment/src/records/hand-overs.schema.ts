import type { ReassignmentPlan } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { Schema } from 'mongoose';

/** The last hand-over of somebody, whose id it has: its run, and who was to get what. */
export interface StoredHandOver extends Stored {
  run: string;
  plan: ReassignmentPlan;
  /** When the run was begun: of two, the later one is the last. */
  at: Date;
}

export const handOvers = defineCollection<StoredHandOver>({
  name: 'hand-overs',
  silent: true,
  fields: {
    run: { type: String, required: true },
    plan: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  indexes: [],
});
