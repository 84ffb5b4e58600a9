import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { getUser } from '../identity/user.js';
import { UserId } from '../ids.js';
import {
  changeTemplate,
  getTemplate,
  listTemplates,
  MailPreview,
  previewTemplate,
  resetTemplate,
  Template,
  TemplateDetails,
  TemplateLocale,
  TemplateRow,
  testTemplate,
  Wording,
  WordingTest,
} from '../mails/template.js';
import { MailKind } from '../notifications/delivery.js';
import { defineEndpoint } from './endpoint.js';

const tag = 'Mails';
const access = 'account.update';
const params = z.strictObject({ kind: MailKind, locale: TemplateLocale });
const example = {
  subject: '{invitedBy} invites you to {accountName}',
  body: 'Welcome aboard, {firstName}!\n\nYou work in {department}. Choose a password to begin:\n\n{link}\n\nIt is valid until {validUntil}.',
};

export const listTemplatesEndpoint = defineEndpoint({
  id: 'listTemplates',
  method: 'GET',
  path: '/v1/templates',
  tag,
  summary: 'Every kind of mail in every language, and which of them the account words itself',
  access,
  answers: { 200: { description: 'The templates', body: z.object({ items: z.array(TemplateRow) }) } },
  faults: faultsOf(listTemplates),
});

export const getTemplateEndpoint = defineEndpoint({
  id: 'getTemplate',
  method: 'GET',
  path: '/v1/templates/:kind/:locale',
  tag,
  summary: 'The words of a kind of mail, its merge tags, and what was written before',
  access,
  params,
  answers: { 200: { description: 'The template', body: TemplateDetails } },
  faults: faultsOf(getTemplate),
  versioned: true,
});

export const changeTemplateEndpoint = defineEndpoint({
  id: 'changeTemplate',
  method: 'PUT',
  path: '/v1/templates/:kind/:locale',
  tag,
  summary: 'Word a kind of mail',
  description:
    'Plain text with merge tags in braces. Refused are tags that there are not, a mail without the link it is about, links to anywhere else, and ' +
    'kinds that are `fixed`.',
  access,
  params,
  body: Wording,
  answers: { 200: { description: 'The template', body: Template } },
  faults: faultsOf(changeTemplate),
  example,
  versioned: true,
});

export const resetTemplateEndpoint = defineEndpoint({
  id: 'resetTemplate',
  method: 'DELETE',
  path: '/v1/templates/:kind/:locale',
  tag,
  summary: 'Go back to the words of the product',
  access,
  params,
  answers: { 204: { description: 'Mails of this kind have the words of the product' } },
  faults: faultsOf(resetTemplate),
  versioned: true,
});

export const previewTemplateEndpoint = defineEndpoint({
  id: 'previewTemplate',
  method: 'POST',
  path: '/v1/templates/:kind/:locale/preview',
  tag,
  summary: 'See a mail as it would be, before or after its words are saved',
  description: 'With a sample, or with a user (`user`). Nothing is sent, and the link opens nothing.',
  access,
  needsToo: { user: 'users.read' },
  params,
  body: z.strictObject({
    wording: Wording.optional().describe('Words to try; left out, those that are sent now'),
    user: UserId.optional(),
  }),
  answers: { 200: { description: 'The mail', body: MailPreview } },
  faults: faultsOf(previewTemplate, getUser),
  example: { wording: example },
});

export const testTemplateEndpoint = defineEndpoint({
  id: 'testTemplate',
  method: 'POST',
  path: '/v1/templates/:kind/:locale/test',
  tag,
  summary: 'Send oneself a mail as it would be, before or after its words are saved',
  description:
    'With a sample, to the address of who asks and to no other, through the server that mails of the account go through; the subject says that it is ' +
    'a test, and the link opens nothing. Waits for what the server says, half a minute at most. Counted for the account and for the address.',
  access,
  params,
  body: z.strictObject({
    wording: Wording.optional().describe('Words to try; left out, those that are sent now'),
  }),
  answers: { 200: { description: 'What came of it', body: WordingTest } },
  faults: faultsOf(testTemplate),
  example: { wording: example },
});
