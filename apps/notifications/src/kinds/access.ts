import type { Bus } from '@seatkeeper/bus';
import {
  type AccessChange,
  accessEnded,
  type AccessLetter,
  type EventData,
  getAccessLetter,
  type MailDue,
  passwordChangeRequired,
  userBanned,
  userUnbanned,
} from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';

const askAbout =
  (about: AccessChange) =>
  async (bus: Bus, { accountId, userId }: Sending): Promise<Asked<AccessLetter>> => {
    const { letter } = await bus.request(getAccessLetter, { accountId, userId, about });
    return letter && { letter };
  };

/** Of a machine nobody reads the mails. */
async function thePerson(
  _bus: Bus,
  { accountId, actor, user }: EventData<typeof userBanned>,
): Promise<MailDue[]> {
  return user.type === 'standard' ? [{ accountId, actor, userId: user.id, sendTo: user.email }] : [];
}

function say({ locale, timeZone, since, until, ...letter }: AccessLetter, { address }: Places): Words {
  const moment = (at: string | null) => at && momentIn(locale, new Date(at), timeZone);
  return { ...greeting(letter), since: moment(since), until: moment(until), address };
}

const sample: AccessLetter = { ...SAMPLE, since: null, until: null };
const since = '2030-01-01T08:00:00Z';

/** Nobody guesses from a sign-in that fails that it is a ban, so this mail comes whatever was switched off. */
export const bannedMail = defineMail({
  kind: 'banned',
  optional: false,
  over: 'The person is not banned any more.',
  event: userBanned,
  recipients: thePerson,
  ask: askAbout('banned'),
  say,
  sample: { ...sample, since, until: '2030-01-15T08:00:00Z' },
});

export const unbannedMail = defineMail({
  kind: 'unbanned',
  optional: false,
  over: 'The person is kept out again.',
  event: userUnbanned,
  recipients: thePerson,
  ask: askAbout('unbanned'),
  say,
  sample,
});

/** Carries no link: whoever gets it can open none. */
export const deactivatedMail = defineMail({
  kind: 'deactivated',
  optional: false,
  over: 'The person has access again.',
  event: accessEnded,
  ask: askAbout('deactivated'),
  say,
  sample: { ...sample, since },
});

export const passwordChangeRequiredMail = defineMail({
  kind: 'password-change-required',
  optional: false,
  isSecurity: true,
  over: 'The person has chosen another password, was given a temporary one, or is kept out.',
  event: passwordChangeRequired,
  ask: askAbout('password-change-required'),
  say,
  sample,
});
