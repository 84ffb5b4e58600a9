import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { forgetting } from '../attempts/message-fields.js';

/** How many mails went to the server of an account in one minute; `_id` names both. */
export interface StoredServerMinute extends Stored {
  mails: number;
  purgeAt: Date;
}

export const serverMinutes = defineCollection<StoredServerMinute>({
  name: 'server-minutes',
  fields: {
    mails: { type: Number, required: true },
    purgeAt: { type: Date, required: true },
  },
  indexes: [forgetting],
  silent: true,
});
