import { z } from 'zod';
import { Actor, Change, ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { SignInLetter } from '../notifications/letter.js';
import { FirmName, line, MailAddress, Timestamp } from '../people.js';

const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const IP6 = /^[0-9a-f:.]*:[0-9a-f:.]*$/;

const Host = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (text) => HOST.test(text) || IP6.test(text),
    'Expected the name of a mail server such as smtp.firm.example',
  );

export const SenderSecurity = z
  .enum(['tls', 'starttls', 'none'])
  .describe(
    '`tls`: encrypted from the first byte, mostly on port 465; `starttls`: encrypted before anything else is said, mostly on port 587, ' +
      'or not at all; `none`: only where an operator allows it',
  );
export type SenderSecurity = z.infer<typeof SenderSecurity>;

export const WhenSenderFails = z
  .enum(['fall-back', 'hold'])
  .describe(
    'While the server takes no mails: `fall-back` sends them through the product’s, `hold` keeps them until it does again',
  );
export type WhenSenderFails = z.infer<typeof WhenSenderFails>;

const server = {
  host: Host.describe('A server that the internet knows'),
  port: z.int().min(1).max(65_535),
  security: SenderSecurity,
  user: line(320).nullable().describe('As whom to sign in; null for a server that asks for nobody'),
  from: z
    .strictObject({ name: FirmName, address: MailAddress })
    .describe('As whom mails come; the server has to take mails from this address'),
  replyTo: MailAddress.nullable().describe('Where answers go; null: to the sender'),
  perMinute: z
    .int()
    .min(1, 'At least 1')
    .max(6_000, 'At most 6000')
    .nullable()
    .describe('No more mails in a minute than that; null: as fast as the server takes them'),
  whenFailing: WhenSenderFails,
};

/** What the server of an account is to be. */
export const NewMailSender = z.strictObject({
  ...server,
  user: server.user.default(null),
  password: z
    .string()
    .min(1, 'May not be empty')
    .max(1_000, 'At most 1000 characters')
    .optional()
    .describe(
      'Never shown again. Left out, the one before stays, as long as host, port, security and user stay the same',
    ),
  replyTo: server.replyTo.default(null),
  perMinute: server.perMinute.default(null),
  whenFailing: server.whenFailing.default('fall-back'),
});

export const MailSender = z.object({
  ...server,
  hasPassword: z.boolean().describe('The password itself is shown to nobody'),
  state: z
    .enum(['untested', 'working', 'failing'])
    .describe(
      '`untested`: no test mail went through since it was set up, so nothing else does; `failing`: it took nothing the last times',
    ),
  lastTest: z
    .object({
      at: Timestamp,
      sent: z.boolean(),
      answer: z.string().describe('The words of the server, without credentials'),
    })
    .nullable()
    .describe('Of what is set up now; null before the first'),
  failing: z
    .object({
      since: Timestamp,
      answer: z.string().describe('What it said last, without credentials'),
      triedNextAt: Timestamp.describe('From when on one mail is tried there again'),
    })
    .nullable(),
  changedAt: Timestamp,
});
export type MailSender = z.infer<typeof MailSender>;

export const MailSenderView = z.object({
  sender: MailSender.nullable().describe('Null: mails go through the server of the product'),
  version: z.int().describe('Counts the changes; 0 before the first'),
});
export type MailSenderView = z.infer<typeof MailSenderView>;

const inAccount = { accountId: AccountId };

export const getMailSender = defineRequest({
  name: 'notifications.mail-sender.get.v1',
  summary: 'Through which mail server of its own the mails of an account go, and how that is.',
  input: z.object(inAccount),
  output: MailSenderView,
});

export const changeMailSender = defineRequest({
  name: 'notifications.mail-sender.change.v1',
  summary:
    'Sets up the mail server of an account. Who reads the mails of an account can come in by the links in them: another server, ' +
    'user or password takes a global admin who has proved to be it, and is used once a test mail went through.',
  input: z.object({
    ...inAccount,
    by: ProvingActor,
    sender: NewMailSender,
    ifVersion: z.int().optional(),
  }),
  output: MailSenderView,
  faults: ['forbidden', 'proof-required', 'precondition-failed', 'validation-failed'],
  timeoutMs: 10_000,
});

export const removeMailSender = defineRequest({
  name: 'notifications.mail-sender.remove.v1',
  summary: 'Mails of the account go through the server of the product again, and its own is forgotten.',
  input: z.object({ ...inAccount, by: Actor }),
  output: z.object({}),
  faults: ['not-found'],
});

export const testMailSender = defineRequest({
  name: 'notifications.mail-sender.test.v1',
  summary:
    'Sends a mail to who asks through the mail server of the account, and waits for what the server says. One that was taken lets ' +
    'the mails of the account follow.',
  input: z.object({ ...inAccount, by: Actor }),
  output: MailSenderView,
  faults: ['not-found', 'forbidden', 'too-many-requests', 'precondition-failed'],
  timeoutMs: 40_000,
});

export const admitMailSender = defineRequest({
  name: 'identity.mail-sender.admit.v1',
  askedBy: ['notifications'],
  vouchedBy: ['notifications'],
  summary:
    'Whether somebody may say which server the mails of an account go through: a global admin who has proved to be it.',
  input: z.object({ ...inAccount, by: ProvingActor }),
  output: z.object({}),
  faults: ['forbidden', 'proof-required'],
});

/** No more people than that are told of the mail server of an account. */
export const MOST_ACCOUNT_KEEPERS = 50;

export const listAccountKeepers = defineRequest({
  name: 'identity.account-keeper.list.v1',
  askedBy: ['notifications'],
  summary: `The active people who may change the settings of an account, at most ${MOST_ACCOUNT_KEEPERS}.`,
  input: z.object(inAccount),
  output: z.object({ items: z.array(z.object({ userId: UserId, sendTo: z.string() })) }),
});

export const getAccountKeeperLetter = defineRequest({
  name: 'identity.account-keeper.letter.v1',
  askedBy: ['notifications'],
  summary:
    'The address and the language of somebody who may change the settings of an account; null for who may not any more.',
  input: z.object({ ...inAccount, userId: UserId }),
  output: z.object({ letter: SignInLetter.nullable() }),
});

export const tellMailSenderState = defineRequest({
  name: 'notifications.mail-sender.tell-state.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'How the mail server of an account is, for a mail that tells of it; null without one that is used.',
  input: z.object(inAccount),
  output: z.object({
    sender: z
      .object({
        host: z.string(),
        whenFailing: WhenSenderFails,
        failing: z.object({ since: Timestamp, answer: z.string() }).nullable(),
      })
      .nullable(),
  }),
});

const told = { accountId: AccountId, actor: Actor };

export const mailSenderChanged = defineEvent({
  name: 'notifications.mail-sender.changed.v1',
  summary: 'The mail server of an account was set up or changed.',
  data: z.object({
    ...told,
    changes: z.array(Change).describe('Of a password, only whether there was one, and is one'),
  }),
});

export const mailSenderRemoved = defineEvent({
  name: 'notifications.mail-sender.removed.v1',
  summary: 'Mails of the account go through the server of the product again.',
  data: z.object({ ...told, host: z.string() }),
});

export const mailSenderTested = defineEvent({
  name: 'notifications.mail-sender.tested.v1',
  summary: 'Somebody had a test mail sent to themselves through the mail server of the account.',
  data: z.object({ ...told, host: z.string(), sent: z.boolean() }),
});

export const mailSenderFailing = defineEvent({
  name: 'notifications.mail-sender.failing.v1',
  summary: 'The mail server of an account took no mails the last times, and its administrators are told.',
  data: z.object({ ...told, host: z.string(), whenFailing: WhenSenderFails, answer: z.string() }),
});

export const mailSenderRecovered = defineEvent({
  name: 'notifications.mail-sender.recovered.v1',
  summary: 'The mail server of an account, of which was told that it fails, takes mails again.',
  data: z.object({ ...told, host: z.string() }),
});
