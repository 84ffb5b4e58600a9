import { getPasswordResetLink, linkPaths, passwordResetIssued, withoutLinks } from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { defineMail, greeting, SAMPLE } from './mail.js';

export const passwordResetMail = defineMail({
  kind: 'password-reset',
  optional: false,
  isSecurity: true,
  over: 'The link for a new password was used, or another one took its place, or its time is over. Send a new one.',
  event: passwordResetIssued,
  refersTo: ({ resetId }) => ({ resetId }),
  ask: async (bus, { accountId, userId, resetId = '' }) => {
    const { token, letter } = await bus.request(getPasswordResetLink, { accountId, userId, resetId });
    return token && letter ? { token, letter } : null;
  },
  path: linkPaths.passwordReset,
  say: ({ sentBy, locale, timeZone, expiresAt, ...letter }, { link }) => ({
    ...greeting(letter),
    sentBy: sentBy === null ? null : withoutLinks(sentBy),
    validUntil: momentIn(locale, new Date(expiresAt), timeZone),
    link,
  }),
  sample: { ...SAMPLE, sentBy: 'Bob Baker', expiresAt: '2030-01-01T00:00:00Z' },
});
