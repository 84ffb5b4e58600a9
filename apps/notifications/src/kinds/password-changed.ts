import { getPasswordLetter, passwordChanged } from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { defineMail, greeting, SAMPLE } from './mail.js';

export const passwordChangedMail = defineMail({
  kind: 'password-changed',
  optional: false,
  isSecurity: true,
  over: 'There is nothing to tell of the password any more.',
  event: passwordChanged,
  ask: async (bus, { accountId, userId }) => {
    const { letter } = await bus.request(getPasswordLetter, { accountId, userId });
    return letter && { letter };
  },
  say: ({ locale, timeZone, changedAt, ...letter }) => ({
    ...greeting(letter),
    changedAt: momentIn(locale, new Date(changedAt), timeZone),
  }),
  sample: { ...SAMPLE, changedAt: '2030-01-01T00:00:00Z' },
});
