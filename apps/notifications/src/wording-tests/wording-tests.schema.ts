import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { forgetting } from '../attempts/message-fields.js';

/** The last test mail of a wording that somebody had sent to themselves; `_id` is theirs. */
export interface StoredWordingTest extends Stored {
  /** Absent before the first. */
  testBegunAt?: Date;
  /** How the last one ended that did. */
  lastTest?: { at: Date };
  purgeAt: Date;
}

export const wordingTests = defineCollection<StoredWordingTest>({
  name: 'wording-tests',
  fields: {
    testBegunAt: { type: Date },
    lastTest: { type: { at: Date } },
    purgeAt: { type: Date, required: true },
  },
  indexes: [forgetting],
});
