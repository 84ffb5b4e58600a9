import {
  type Actor,
  EARLIER_WORDINGS,
  type MailKind,
  type TemplateLocale,
  templateChanged,
  type Wording,
} from '@seatkeeper/contracts';
import { type Change, event, type NewEvent } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import type { StoredWording } from './wordings.schema.js';

/** What a wording becomes, and the event that says so: both go into one write. */
export interface WordingChange {
  update: Change<StoredWording>;
  events: NewEvent[];
}

/** Which kind of mail in which language of which account. */
export interface WordingKey {
  accountId: string;
  kind: MailKind;
  locale: TemplateLocale;
}

export const wordingId = ({ accountId, kind, locale }: WordingKey): string =>
  derivedId('tpl', accountId, kind, locale);

/** Counts the changes: one that was only just begun holds none, as if it were not there. */
export const versionOf = (stored: StoredWording | null): number => (stored?.version ?? 1) - 1;

/** Null when it is worded so already. `next` is null for the words of the product. */
export function reworded(
  stored: StoredWording,
  next: Wording | null,
  by: Actor,
  now: Date,
): WordingChange | null {
  const { wording, changedAt, changedBy, accountId, kind, locale } = stored;
  const changes = (['subject', 'body'] as const)
    .map((field) => ({
      field: `${kind} (${locale}) ${field}`,
      before: wording?.[field] ?? null,
      after: next?.[field] ?? null,
    }))
    .filter(({ before, after }) => before !== after);
  if (changes.length === 0) return null;
  const replaced = wording && changedAt && changedBy ? [{ ...wording, changedAt, changedBy }] : [];
  const set = {
    changedAt: now,
    changedBy: by,
    earlier: [...replaced, ...stored.earlier].slice(0, EARLIER_WORDINGS),
  };
  return {
    update: next ? { set: { ...set, wording: next } } : { set, unset: ['wording'] },
    events: [event(templateChanged, stored._id, { accountId, actor: by, kind, locale, changes }, now)],
  };
}
