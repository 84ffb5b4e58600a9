import { getInvitationLink, invitationIssued, linkPaths, withoutLinks } from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { defineMail, greeting, SAMPLE } from './mail.js';

export const invitationMail = defineMail({
  kind: 'invitation',
  over: 'The invitation is not open any more: it was accepted, withdrawn or sent again, or its time is over. Send a new one.',
  event: invitationIssued,
  refersTo: ({ invitationId }) => ({ invitationId }),
  ask: async (bus, { accountId, userId, invitationId = '' }) => {
    const { token, letter } = await bus.request(getInvitationLink, { accountId, userId, invitationId });
    return token && letter ? { token, letter } : null;
  },
  path: linkPaths.invitation,
  say: ({ invitedBy, locale, timeZone, expiresAt, ...letter }, { link }) => ({
    ...greeting(letter),
    invitedBy: invitedBy === null ? null : withoutLinks(invitedBy),
    validUntil: momentIn(locale, new Date(expiresAt), timeZone),
    link,
  }),
  sample: { ...SAMPLE, invitedBy: 'Bob Baker', expiresAt: '2030-01-01T00:00:00Z' },
});
