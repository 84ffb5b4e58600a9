import { faultsOf } from '../contract.js';
import { MailReports, MailReportsTaken, MOST_MAIL_REPORTS, takeMailReports } from '../mails/mail-report.js';
import { defineEndpoint } from './endpoint.js';

export const takeMailReportsEndpoint = defineEndpoint({
  id: 'takeMailReports',
  method: 'POST',
  path: '/v1/webhooks/mail',
  tag: 'Mails',
  summary: 'Report mails that came back, or that were complained of',
  description:
    `For a mail provider, or a script beside the operator’s own mail server; ${MOST_MAIL_REPORTS} reports at most. Signed as Standard Webhooks ` +
    'says, with a secret that the operator has set (`MAIL_REPORT_SECRETS`); a timestamp five minutes off is refused. ' +
    'In any order, and twice is the same as once: what did not get through can be sent again.',
  access: 'public',
  signed: 'standard-webhooks',
  body: MailReports,
  answers: {
    200: { description: 'How many reports were about mails that are known', body: MailReportsTaken },
  },
  faults: ['unauthenticated', ...faultsOf(takeMailReports)],
  example: {
    reports: [
      {
        messageId: '<dlv_0000000000000000000000000@seatkeeper.example>',
        kind: 'hard-bounce',
        words: '550 5.1.1 No such user here',
        at: '2026-06-30T08:00:05Z',
      },
    ],
  },
});
