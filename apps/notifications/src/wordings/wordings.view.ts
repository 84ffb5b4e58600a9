import type { Template, TemplateDetails } from '@seatkeeper/contracts';
import type { DefinedMail } from '../kinds/mail.js';
import { versionOf } from './wording-changes.js';
import type { StoredWording } from './wordings.schema.js';

type Row = Omit<Template, 'subject' | 'body' | 'tags'>;

export const toRow = (
  { kind, isWordable }: DefinedMail,
  locale: Template['locale'],
  stored: StoredWording | null,
): Row => ({
  kind,
  locale,
  fixed: isWordable !== true,
  changed: stored?.wording !== undefined,
  version: versionOf(stored),
  changedAt: stored?.changedAt?.toISOString() ?? null,
  changedBy: stored?.changedBy ?? null,
});

export const toEarlier = (stored: StoredWording | null): TemplateDetails['earlier'] =>
  (stored?.earlier ?? []).map(({ subject, body, changedAt, changedBy }) => ({
    subject,
    body,
    changedAt: changedAt.toISOString(),
    changedBy,
  }));
