import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { MailReportKind } from '../notifications/delivery.js';
import { Timestamp } from '../people.js';

export const MOST_MAIL_REPORTS = 100;
const LONGEST_RETURNED = 200_000;

/** What somebody who passes mails on, or takes them, says of one afterwards: in our words, or as the mail that came back. */
export const MailReport = z.union([
  z.strictObject({
    messageId: z
      .string()
      .min(1)
      .max(300)
      .describe('The Message-ID of the mail, with or without its brackets'),
    kind: MailReportKind,
    words: z.string().max(2_000).optional().describe('What the mail server of the recipient said'),
    at: Timestamp.optional().describe('When it said so; left out, now'),
  }),
  z.strictObject({
    returned: z
      .string()
      .min(1)
      .max(LONGEST_RETURNED)
      .describe(
        'The whole mail that came back, with its headers: a delivery status notification (RFC 3464) or a feedback report (RFC 5965)',
      ),
  }),
]);
export type MailReport = z.infer<typeof MailReport>;

export const MailReports = z.strictObject({ reports: z.array(MailReport).min(1).max(MOST_MAIL_REPORTS) });

export const MailReportsTaken = z.object({
  noted: z.int().describe('Reports about mails that are known, also those that were known already'),
  ignored: z
    .int()
    .describe(
      'Reports about no mail that is known, or that say of none that it came back or was complained of',
    ),
});

export const takeMailReports = defineRequest({
  name: 'notifications.mail-report.take.v1',
  summary:
    'Notes that mails came back, or that their readers complained of them. In any order, and twice is the same as once.',
  input: MailReports,
  output: MailReportsTaken,
  timeoutMs: 10_000,
});
