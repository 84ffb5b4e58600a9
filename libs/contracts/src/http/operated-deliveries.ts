import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { Delivery, DeliveryState, listDeliveries, MailKind } from '../notifications/delivery.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { anyOf, listQuery } from './query.js';

/** A mail of an account as the vendor sees it: whose it is by id, where it went by domain alone. */
export const OperatedDelivery = Delivery.omit({ to: true }).extend({
  domain: z
    .string()
    .nullable()
    .describe('Of the address that it went to at the last attempt; null before the first'),
});
export type OperatedDelivery = z.infer<typeof OperatedDelivery>;

export const listOperatedDeliveriesEndpoint = defineEndpoint({
  id: 'listOperatedDeliveries',
  method: 'GET',
  path: '/v1/operator/deliveries',
  tag: 'Operators',
  summary: 'The mails of an account, newest first, with what became of them',
  description:
    'Names and addresses are left out, also of the words of mail servers: people are told apart by their ids.',
  access: 'operator.deliveries',
  query: z.strictObject({
    ...listQuery,
    account: AccountId.describe('Whose mails'),
    user: UserId.optional().describe('Whom they went to'),
    kind: anyOf(MailKind).optional(),
    state: anyOf(DeliveryState).optional(),
  }),
  answers: { 200: { description: 'A page of mails', body: pageOf(OperatedDelivery) } },
  faults: faultsOf(listDeliveries),
});
