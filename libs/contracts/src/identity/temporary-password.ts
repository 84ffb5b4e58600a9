import { z } from 'zod';
import { ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { MailDue, SignInLetter } from '../notifications/letter.js';
import { Password } from '../people.js';
import { User, userCommand } from './user.js';

const command = { accountId: AccountId, by: ProvingActor, userId: UserId };

export const requirePasswordChange = defineRequest({
  name: 'identity.password.require-change.v1',
  summary:
    'Ends the sessions of a user, who has to choose a new password at the next sign-in. Can be repeated.',
  input: z.object(userCommand),
  output: User,
  faults: ['not-found', 'wrong-status', 'forbidden', 'proof-required'],
});

export const setTemporaryPassword = defineRequest({
  name: 'identity.password.set-temporary.v1',
  summary:
    'Gives a user a password to begin with, ends the sessions, and has what one signs in with sent by mail, without the ' +
    'password. Nobody does so for themselves.',
  input: z.object({ ...command, password: Password }),
  output: User,
  faults: ['not-found', 'wrong-status', 'forbidden', 'proof-required', 'validation-failed', 'busy'],
});

/** What a mail says to who got a temporary password. */
export const SignInDetails = SignInLetter.extend({
  setBy: z.string().nullable().describe('The name of who set the password, and can tell it'),
});
export type SignInDetails = z.infer<typeof SignInDetails>;

export const getSignInDetails = defineRequest({
  name: 'identity.password.sign-in-details.v1',
  askedBy: ['notifications'],
  quick: true,
  summary: 'What a user with a temporary password signs in with. Null when another was chosen meanwhile.',
  input: z.object({ accountId: AccountId, userId: UserId }),
  output: z.object({ letter: SignInDetails.nullable() }),
});

export const temporaryPasswordSet = defineEvent({
  name: 'identity.password.temporary-set.v1',
  summary: 'A user got a temporary password: a mail with what one signs in with is due.',
  // The change of the user, told beside it, has its entry.
  audited: false,
  data: MailDue,
});
