import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { LinkToken, LinkView } from '../identity/link.js';
import { MailKind } from '../notifications/delivery.js';

/** Whether mails of a kind are sent, by kind. */
const MailChoices = z.partialRecord(MailKind, z.boolean());
export type MailChoices = z.infer<typeof MailChoices>;

/** A kind of mail, and whether it is sent. */
export const MailSetting = z.object({
  kind: MailKind,
  optional: z
    .boolean()
    .describe('Whether it can be switched off; what keeps a person or an account safe cannot'),
  sent: z.boolean().describe('Whether mails of the kind are sent'),
  decidedBy: z
    .enum(['user', 'account', 'product'])
    .describe('Whose choice it is: the person’s own comes first, then the account’s; else it is sent'),
});
export type MailSetting = z.infer<typeof MailSetting>;

export const MailSettings = z.object({
  choices: MailChoices.describe(
    'What was chosen here; a kind that is not in it follows the account, or is sent',
  ),
  mails: z.array(MailSetting).describe('Every kind of mail'),
  version: z.int().describe('0 before anything was chosen'),
});
export type MailSettings = z.infer<typeof MailSettings>;

export const MailSettingsChanges = z.strictObject({
  choices: z
    .partialRecord(MailKind, z.boolean().nullable())
    .describe('By kind: true for sent, false for switched off, null for no choice of one’s own'),
});

/** Of a user, or of the account itself. */
const whose = { accountId: AccountId, userId: UserId.optional() };

export const getMailSettings = defineRequest({
  name: 'notifications.mail-settings.get.v1',
  summary: 'Which mails a user, or else the account, gets, and who decided that.',
  input: z.object(whose),
  output: MailSettings,
});

export const updateMailSettings = defineRequest({
  name: 'notifications.mail-settings.update.v1',
  summary:
    'Switches kinds of mail on and off, for a user or else for all of the account who have not chosen themselves.',
  input: z.object({ ...whose, by: Actor, changes: MailSettingsChanges, ifVersion: z.int().optional() }),
  output: MailSettings,
  faults: ['not-found', 'forbidden', 'precondition-failed', 'validation-failed'],
  timeoutMs: 10_000,
});

export const admitMailSettings = defineRequest({
  name: 'identity.mail-settings.admit.v1',
  askedBy: ['notifications'],
  vouchedBy: ['notifications'],
  summary:
    'Whether somebody may choose which mails a user gets: refused upon who holds more, and not found of who is not seen.',
  input: z.object({ accountId: AccountId, by: Actor, userId: UserId }),
  output: z.object({}),
  faults: ['not-found', 'forbidden'],
});

export const mailSettingsChanged = defineEvent({
  name: 'notifications.mail-settings.changed.v1',
  summary: 'Kinds of mail were switched on or off: for a user, or for the account where none is named.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    userId: UserId.optional(),
    changes: z
      .array(Change)
      .describe('A field is a kind; true for sent, false for switched off, null for no choice'),
  }),
});

/** What the link at the end of a mail shows, by which its kind is switched off without signing in. */
export const MailSwitchView = LinkView.extend({ kind: MailKind, sent: z.boolean() });
export type MailSwitchView = z.infer<typeof MailSwitchView>;

export const viewMailSwitch = defineRequest({
  name: 'notifications.mail-switch.view.v1',
  summary: 'Which kind of mail a link switches off, and for whom; changes nothing.',
  input: z.object({ token: LinkToken }),
  output: MailSwitchView,
  faults: ['not-found'],
  timeoutMs: 10_000,
});

export const switchMailOff = defineRequest({
  name: 'notifications.mail-switch.off.v1',
  summary:
    'Switches off one kind of mail for one person, who came by the link of such a mail. Doing it again changes nothing.',
  input: z.object({ token: LinkToken }),
  output: MailSwitchView,
  faults: ['not-found'],
  timeoutMs: 10_000,
});

export const tellMailReader = defineRequest({
  name: 'identity.mail-reader.tell.v1',
  askedBy: ['notifications'],
  summary: 'The firm and the language of somebody who came by the link of a mail.',
  input: z.object({ accountId: AccountId, userId: UserId }),
  output: LinkView,
  faults: ['not-found'],
});
