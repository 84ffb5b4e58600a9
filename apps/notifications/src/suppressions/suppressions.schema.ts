import type { Suppression } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  moment,
  type Stored,
  text,
} from '@seatkeeper/mongo';
import { forgetting } from '../attempts/message-fields.js';

/** An address to which an account sends no mails. `_id` follows from both. */
export interface StoredSuppression extends Stored {
  /** Folded: capitals make no other mailbox. */
  address: string;
  /** What a search finds it by. */
  terms: string[];
  state: 'listed' | 'lifted';
  reason: Suppression['reason'];
  words: string;
  /** The mail it was about. */
  deliveryId: string;
  since: Date;
  /** When it was lifted: what was reported of an earlier mail does not list it again. */
  liftedAt?: Date;
  commands?: DoneCommand[];
  /** When one that was lifted is forgotten. */
  purgeAt?: Date;
}

export const suppressions = defineCollection<StoredSuppression>({
  name: 'suppressions',
  fields: {
    address: text,
    terms: { type: [String], required: true },
    state: { type: String, enum: ['listed', 'lifted'], required: true },
    reason: { type: String, enum: ['bounced', 'complained'], required: true },
    words: { type: String },
    deliveryId: text,
    since: moment,
    liftedAt: { type: Date },
    commands: commandsField,
    purgeAt: { type: Date },
  },
  indexes: [
    forgetting,
    { name: 'newest', keys: { accountId: 1, state: 1, since: -1, _id: -1 } },
    { name: 'by-term', keys: { accountId: 1, state: 1, terms: 1, since: -1, _id: -1 } },
  ],
});
