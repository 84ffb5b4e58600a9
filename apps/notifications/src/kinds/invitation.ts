import type { Bus } from '@seatkeeper/bus';
import {
  getInvitationLink,
  invitationIssued,
  type InvitationLetter,
  invitationReminded,
  linkPaths,
  withoutLinks,
} from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';

/** What an invitation and a reminder of it have in common: they lead to the same link. */
const common = {
  optional: false,
  isWordable: true as const,
  over: 'The invitation is not open any more: it was accepted, withdrawn or sent again, or its time is over. Send a new one.',
  refersTo: ({ invitationId }: { invitationId: string }) => ({ invitationId }),
  async ask(bus: Bus, { accountId, userId, invitationId = '' }: Sending): Promise<Asked<InvitationLetter>> {
    const { token, letter } = await bus.request(getInvitationLink, { accountId, userId, invitationId });
    return token && letter ? { token, letter } : null;
  },
  path: linkPaths.invitation,
  say: (
    { invitedBy, locale, timeZone, expiresAt, ...letter }: InvitationLetter,
    { link }: Places,
  ): Words => ({
    ...greeting(letter),
    invitedBy: invitedBy === null ? null : withoutLinks(invitedBy),
    validUntil: momentIn(locale, new Date(expiresAt), timeZone),
    link,
  }),
  sample: { ...SAMPLE, invitedBy: 'Bob Baker', expiresAt: '2030-01-01T00:00:00Z' },
};

export const invitationMail = defineMail({ ...common, kind: 'invitation', event: invitationIssued });

export const invitationReminderMail = defineMail({
  ...common,
  kind: 'invitation-reminder',
  event: invitationReminded,
});
