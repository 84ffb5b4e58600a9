import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, DeliveryId, SuppressionId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Timestamp } from '../people.js';

/** An address to which an account sends no mails, because one came back from it or its reader complained. */
export const Suppression = z.object({
  id: SuppressionId,
  address: z.string(),
  reason: z
    .enum(['bounced', 'complained'])
    .describe('`bounced`: there is no such mailbox; `complained`: who reads it called a mail unwanted'),
  words: z.string().describe('What the mail server of the recipient said; may be empty'),
  deliveryId: DeliveryId.describe('The mail it was about, as long as it is kept'),
  since: Timestamp,
});
export type Suppression = z.infer<typeof Suppression>;

export const listSuppressions = defineRequest({
  name: 'notifications.suppression.list.v1',
  summary: 'A page of the addresses to which an account sends no mails, the newest first.',
  input: z.object({
    accountId: AccountId,
    filter: z.object({ q: z.string().max(200).optional() }),
    page: PageRequest,
  }),
  output: pageOf(Suppression),
  faults: ['validation-failed'],
});

export const liftSuppression = defineRequest({
  name: 'notifications.suppression.lift.v1',
  summary: 'Lets mails go to an address again. The same command does so once.',
  input: z.object({ accountId: AccountId, by: Actor, suppressionId: SuppressionId, commandId: CommandId }),
  output: z.object({}),
  faults: ['not-found'],
});

export const suppressionLifted = defineEvent({
  name: 'notifications.suppression.lifted.v1',
  summary: 'Somebody lets mails go to an address again from which one had come back.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    suppressionId: SuppressionId,
    changes: z.array(Change).describe('The address, which is not suppressed any more'),
  }),
});
