import type { Actor, Decision } from '@seatkeeper/contracts';
import { type IndexSpec, moment, text } from '@seatkeeper/mongo';
import mongoose from 'mongoose';

/** What was decided about a shared item for one user alone, whatever the groups of the user have. */
export interface StoredOverride {
  id: string;
  decision: Decision;
  by: Actor;
  at: Date;
}

export const sharedItemsField = {
  type: [{ id: text, decision: text, by: { type: mongoose.Schema.Types.Mixed, required: true }, at: moment }],
  default: undefined,
};

export const sharedItemsIndex: IndexSpec = {
  name: 'users-by-shared-item',
  keys: { accountId: 1, 'sharedItems.id': 1, _id: 1 },
  where: { 'sharedItems.id': { $exists: true } },
};
