import { confirmationIssued, getConfirmationLink, linkPaths } from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { defineMail, greeting, SAMPLE } from './mail.js';

export const confirmationMail = defineMail({
  kind: 'confirmation',
  optional: false,
  isSecurity: true,
  over: 'The address is confirmed, or another link was sent since, or its time is over.',
  event: confirmationIssued,
  refersTo: ({ confirmationId }) => ({ confirmationId }),
  ask: async (bus, { accountId, confirmationId = '' }) => {
    const { token, letter } = await bus.request(getConfirmationLink, { accountId, confirmationId });
    return token && letter ? { token, letter } : null;
  },
  path: linkPaths.confirmation,
  // Who signs up has the address for a username.
  say: ({ locale, timeZone, expiresAt, ...letter }, { link }) => ({
    ...greeting({ ...letter, username: letter.sendTo }),
    validUntil: momentIn(locale, new Date(expiresAt), timeZone),
    link,
  }),
  sample: { ...SAMPLE, expiresAt: '2030-01-01T00:00:00Z' },
});
