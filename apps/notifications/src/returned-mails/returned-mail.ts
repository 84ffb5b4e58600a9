import type { MailReportKind } from '@seatkeeper/contracts';
import { saysNoMailbox } from '../mail/enhanced-status.js';
import { partsOf, readFields, readPart } from './mime.js';

/** What a mail that came back, or a complaint, says of ours. */
export interface Returned {
  messageId: string;
  kind: MailReportKind;
  words: string;
  /** When it was written; null when it does not say. */
  at: Date | null;
}

/** Types of complaints (RFC 5965); `not-spam` takes one back, and is none. */
const COMPLAINTS = new Set(['abuse', 'fraud', 'virus', 'other']);

/**
 * Reads a delivery status notification (RFC 3464) or a feedback report (RFC 5965). Null for everything else: out-of-office
 * replies, notes of a delay, reports about a mail that they do not name.
 */
export function readReturned(message: string): Returned | null {
  const { type, parameters, fields, body } = readPart(message);
  const boundary = parameters.get('boundary');
  if (type !== 'multipart/report' || boundary === undefined) return null;
  const parts = partsOf(body, boundary).map(readPart);
  const bodyOf = (...types: string[]) => parts.find((part) => types.includes(part.type))?.body;

  const original = bodyOf(
    'message/rfc822',
    'text/rfc822-headers',
    'message/global',
    'message/global-headers',
  );
  const messageId = original === undefined ? undefined : readFields(original).get('message-id');
  const status = bodyOf('message/delivery-status', 'message/global-delivery-status');
  const feedback = bodyOf('message/feedback-report');
  const said =
    status !== undefined ? returnedBy(status) : feedback !== undefined ? complainedBy(feedback) : null;
  return messageId !== undefined && said ? { messageId, ...said, at: readDate(fields.get('date')) } : null;
}

/** Our mails have one recipient each: of several groups, the first that failed counts. */
function returnedBy(status: string): Pick<Returned, 'kind' | 'words'> | null {
  const [, ...recipients] = status.split(/\n[ \t]*\n/).map(readFields);
  const failed = recipients.find((fields) => fields.get('action')?.toLowerCase() === 'failed');
  if (!failed) return null;
  const code = /\d\.\d{1,3}\.\d{1,3}/.exec(failed.get('status') ?? '')?.[0] ?? '';
  const diagnosis = (failed.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '');
  return { kind: saysNoMailbox(code) ? 'hard-bounce' : 'soft-bounce', words: diagnosis || code };
}

function complainedBy(feedback: string): Pick<Returned, 'kind' | 'words'> | null {
  const type = readFields(feedback).get('feedback-type')?.toLowerCase() ?? '';
  return COMPLAINTS.has(type) ? { kind: 'complaint', words: type } : null;
}

function readDate(text: string | undefined): Date | null {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
}
