import {
  emailChangeAsked,
  emailChanged,
  emailChangeIssued,
  type EmailChangeNotice,
  getEmailChangeLink,
  getEmailChangeNotice,
  linkPaths,
  withoutLinks,
} from '@seatkeeper/contracts';
import type { Bus } from '@seatkeeper/bus';
import { momentIn } from '@seatkeeper/text';
import { defineMail, greeting, SAMPLE, type Sending } from './mail.js';

/** Goes to the new address, which may be somebody else's: it says whose it is to be, and nothing that one signs in with. */
export const emailChangeMail = defineMail({
  kind: 'email-change',
  optional: false,
  isSecurity: true,
  over: 'The address was confirmed, or the change was cancelled, or its time is over.',
  event: emailChangeIssued,
  refersTo: ({ changeId }) => ({ changeId }),
  ask: async (bus, { accountId, userId, changeId = '' }) => {
    const { token, letter } = await bus.request(getEmailChangeLink, { accountId, userId, changeId });
    return token && letter ? { token, letter } : null;
  },
  path: linkPaths.emailChange,
  say: ({ locale, timeZone, expiresAt, ...letter }, { link }) => ({
    ...greeting(letter),
    newAddress: letter.sendTo,
    validUntil: momentIn(locale, new Date(expiresAt), timeZone),
    link,
  }),
  sample: { ...SAMPLE, expiresAt: '2030-01-01T00:00:00Z' },
});

/** What the mails to the address before have in common: they carry no link, for nothing is to be done by who finds them. */
const notice = {
  optional: false,
  isSecurity: true,
  over: 'Nothing is known of this change of the address any more.',
  refersTo: ({ changeId }: { changeId: string }) => ({ changeId }),
  ask: async (bus: Bus, { accountId, userId, changeId = '' }: Sending) => {
    const { letter } = await bus.request(getEmailChangeNotice, { accountId, userId, changeId });
    return letter && { letter };
  },
  say: ({ locale, timeZone, at, changedBy, newAddress, ...letter }: EmailChangeNotice) => ({
    ...greeting(letter),
    newAddress,
    changedBy: changedBy && withoutLinks(changedBy),
    at: momentIn(locale, new Date(at), timeZone),
  }),
  sample: {
    ...SAMPLE,
    newAddress: 'a•••@private.example',
    changedBy: 'Bob Baker',
    at: '2030-01-01T00:00:00Z',
  },
} as const;

export const emailChangingMail = defineMail({ ...notice, kind: 'email-changing', event: emailChangeAsked });

export const emailChangedMail = defineMail({ ...notice, kind: 'email-changed', event: emailChanged });
