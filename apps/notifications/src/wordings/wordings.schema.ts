import { type Actor, LOCALES, MailKind, type TemplateLocale, type Wording } from '@seatkeeper/contracts';
import { defineCollection, type Stored, text } from '@seatkeeper/mongo';

/** A wording that was replaced, and when and by whom it had been written. */
export interface EarlierWording extends Wording {
  changedAt: Date;
  changedBy: Actor;
}

/** How an account words a kind of mail in a language. `_id` follows from the three. */
export interface StoredWording extends Stored {
  kind: MailKind;
  locale: TemplateLocale;
  /** Absent where the product's own words are sent. */
  wording?: Wording;
  changedAt?: Date;
  changedBy?: Actor;
  /** The newest first. */
  earlier: EarlierWording[];
}

export const wordings = defineCollection<StoredWording>({
  name: 'wordings',
  fields: {
    kind: { type: String, enum: MailKind.options, required: true },
    locale: { type: String, enum: LOCALES, required: true },
    wording: { type: { subject: text, body: text } },
    changedAt: { type: Date },
    changedBy: { type: Object },
    earlier: { type: [{ subject: text, body: text, changedAt: Date, changedBy: Object }], required: true },
  },
  indexes: [{ name: 'of-account', keys: { accountId: 1, kind: 1, locale: 1 } }],
});
