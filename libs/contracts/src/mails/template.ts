import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { MailKind, SenderOwner } from '../notifications/delivery.js';
import { SignInLetter } from '../notifications/letter.js';
import { LOCALES, Timestamp } from '../people.js';

export const TemplateLocale = z.enum(LOCALES);
export type TemplateLocale = z.infer<typeof TemplateLocale>;

/** Short enough for a line of a list of mails; a body is a letter and no book. */
const MOST_SUBJECT = 200;
const MOST_BODY = 8_000;
/** So many wordings that were replaced are kept. */
export const EARLIER_WORDINGS = 20;

const subject = z.string().trim().min(1).max(MOST_SUBJECT);
const body = z.string().trim().min(1).max(MOST_BODY);

/** The words of a mail as somebody writes them. */
export const Wording = z.strictObject({
  subject: subject.describe('One line, with merge tags such as `{firstName}`'),
  body: body.describe(
    'Plain text with merge tags; an empty line begins a paragraph. `{link}` alone in a paragraph becomes a button',
  ),
});
export type Wording = z.infer<typeof Wording>;

/** What one may write in braces, and what it stands for in a sample. */
export const MergeTag = z.object({ name: z.string(), sample: z.string() });

const said = {
  version: z.int().describe('Counts the changes; 0 before the first'),
  changedAt: Timestamp.nullable(),
  changedBy: Actor.nullable(),
};

/** A kind of mail in a language, and whether an account words it itself. */
export const TemplateRow = z.object({
  kind: MailKind,
  locale: TemplateLocale,
  fixed: z
    .boolean()
    .describe('Whether its words cannot be changed: they keep somebody safe, or depend on what is the case'),
  changed: z.boolean().describe('Whether the account words it itself'),
  ...said,
});

export const Template = TemplateRow.extend({
  subject: z.string().describe('Of one that is not changed, the words of the product'),
  body: z.string(),
  tags: z.array(MergeTag).describe('What may be written in braces; empty for one that is fixed'),
});
export type Template = z.infer<typeof Template>;

export const TemplateDetails = Template.extend({
  earlier: z
    .array(z.object({ subject: z.string(), body: z.string(), changedAt: Timestamp, changedBy: Actor }))
    .describe(`The newest ${EARLIER_WORDINGS} that were replaced, the newest first`),
});
export type TemplateDetails = z.infer<typeof TemplateDetails>;

const which = { accountId: AccountId, kind: MailKind, locale: TemplateLocale };

export const listTemplates = defineRequest({
  name: 'notifications.template.list.v1',
  summary: 'Every kind of mail in every language, and which of them an account words itself.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(TemplateRow) }),
});

export const getTemplate = defineRequest({
  name: 'notifications.template.get.v1',
  summary: 'The words of a kind of mail in a language, with the merge tags and what was written before.',
  input: z.object(which),
  output: TemplateDetails,
});

export const changeTemplate = defineRequest({
  name: 'notifications.template.change.v1',
  summary: 'Words a kind of mail for an account. What is replaced is kept.',
  input: z.object({ ...which, by: Actor, wording: Wording, ifVersion: z.int().optional() }),
  output: Template,
  faults: ['wording-fixed', 'validation-failed', 'precondition-failed'],
  timeoutMs: 10_000,
});

export const resetTemplate = defineRequest({
  name: 'notifications.template.reset.v1',
  summary: 'Gives a kind of mail the words of the product again. Doing it again changes nothing.',
  input: z.object({ ...which, by: Actor, ifVersion: z.int().optional() }),
  output: z.object({}),
  faults: ['precondition-failed'],
});

export const MailPreview = z.object({ subject: z.string(), html: z.string(), text: z.string() });

export const previewTemplate = defineRequest({
  name: 'notifications.template.preview.v1',
  summary: 'A mail as it would be, with a sample or with a user of the account. Its link opens nothing.',
  input: z.object({
    ...which,
    by: Actor,
    account: z.object({ name: z.string(), slug: z.string() }),
    wording: Wording.optional(),
    userId: UserId.optional(),
  }),
  output: MailPreview,
  faults: ['wording-fixed', 'validation-failed', 'not-found'],
  timeoutMs: 10_000,
});

/** What came of the test of a wording. */
export const WordingTest = z.object({
  sent: z.boolean(),
  sentTo: z.string().describe('The address of who asked'),
  through: SenderOwner.describe('Whose mail server it was'),
  answer: z.string().describe('The words of the server, without credentials'),
});
export type WordingTest = z.infer<typeof WordingTest>;

export const testTemplate = defineRequest({
  name: 'notifications.template.test.v1',
  summary:
    'Sends a mail to who asks as it would be with a sample, marked as a test, the way mails of the account go, and waits for what ' +
    'the server says. Its link opens nothing, and nothing is saved.',
  input: z.object({ ...which, by: Actor, wording: Wording.optional() }),
  output: WordingTest,
  faults: ['wording-fixed', 'validation-failed', 'forbidden', 'address-not-confirmed', 'too-many-requests'],
  timeoutMs: 40_000,
});

export const admitTestMail = defineRequest({
  name: 'identity.test-mail.admit.v1',
  askedBy: ['notifications'],
  summary:
    'Where a test mail of an account goes that one of its people has sent to themselves; null for who may not change the account. It is counted, ' +
    'for the account and for the address.',
  input: z.object({ accountId: AccountId, userId: UserId }),
  output: z.object({ letter: SignInLetter.nullable() }),
  faults: ['address-not-confirmed', 'too-many-requests'],
});

/** What a mail may say of whom it goes to, and of who caused it. */
export const MergeFields = z.object({
  firstName: z.string(),
  lastName: z.string(),
  username: z.string(),
  email: z.string(),
  title: z.string(),
  department: z.string(),
  office: z.string(),
  actor: z.string().describe('The name of who caused the mail; empty when no person did'),
  custom: z.record(z.string(), z.string()).describe('Custom fields by their keys, as they are read'),
});
export type MergeFields = z.infer<typeof MergeFields>;

/** The person who caused a mail, if one did, and of which account they are, where it is another one. */
export const causedBy = ({
  type,
  id,
  accountId,
}: Actor): { causedBy: string | null; causedByAccount?: string } => {
  if (type !== 'user') return { causedBy: null };
  return { causedBy: id, ...(accountId !== undefined && { causedByAccount: accountId }) };
};

export const getMergeFields = defineRequest({
  name: 'identity.merge-field.get.v1',
  askedBy: ['notifications'],
  quick: true,
  summary: 'What a mail says of a user beyond its own words; asked only for mails whose wording wants it.',
  input: z.object({
    accountId: AccountId,
    userId: UserId,
    causedBy: UserId.nullable().describe('Null where no person caused the mail'),
    causedByAccount: AccountId.optional().describe('The account of that person, where it is another one'),
  }),
  output: MergeFields,
  faults: ['not-found'],
});

export const templateChanged = defineEvent({
  name: 'notifications.template.changed.v1',
  summary: 'A kind of mail got other words in an account, or those of the product again.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    kind: MailKind,
    locale: TemplateLocale,
    changes: z
      .array(Change)
      .describe('Fields are `<kind> (<locale>) subject` and `body`; null for the words of the product'),
  }),
});

export const templateTested = defineEvent({
  name: 'notifications.template.tested.v1',
  summary: 'Somebody had a mail sent to themselves to see how its words arrive.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    kind: MailKind,
    locale: TemplateLocale,
    through: SenderOwner,
    sent: z.boolean(),
  }),
});
