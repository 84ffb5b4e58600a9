import { MailKind } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** A kind of mail that somebody wants to be sent, or not. */
export interface Choice {
  kind: MailKind;
  sent: boolean;
}

/** What a user chose, or an account for everybody who has not: `_id` is the id of either. */
export interface StoredMailSettings extends Stored {
  choices: Choice[];
}

export const mailSettings = defineCollection<StoredMailSettings>({
  name: 'mail-settings',
  fields: {
    choices: [{ kind: { type: String, enum: MailKind.options }, sent: Boolean }],
  },
  indexes: [],
});
