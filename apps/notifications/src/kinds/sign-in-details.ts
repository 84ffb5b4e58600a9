import { getSignInDetails, temporaryPasswordSet, withoutLinks } from '@seatkeeper/contracts';
import { defineMail, greeting, SAMPLE } from './mail.js';

export const signInDetailsMail = defineMail({
  kind: 'sign-in-details',
  optional: false,
  isSecurity: true,
  over: 'The temporary password is not in use any more.',
  event: temporaryPasswordSet,
  ask: async (bus, { accountId, userId }) => {
    const { letter } = await bus.request(getSignInDetails, { accountId, userId });
    return letter && { letter };
  },
  say: ({ setBy, ...letter }, { address }) => ({
    ...greeting(letter),
    setBy: setBy === null ? null : withoutLinks(setBy),
    address,
  }),
  sample: { ...SAMPLE, setBy: 'Bob Baker' },
});
