import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { DeliveryId, UserId } from '../ids.js';
import {
  Delivery,
  DeliveryDetails,
  DeliveryState,
  getDelivery,
  listDeliveries,
  MailKind,
} from '../notifications/delivery.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { anyOf, listQuery } from './query.js';

const byId = z.strictObject({ id: DeliveryId });

export const listDeliveriesEndpoint = defineEndpoint({
  id: 'listDeliveries',
  method: 'GET',
  path: '/v1/deliveries',
  tag: 'Mails',
  summary: 'List mails, newest first, with what became of them',
  access: 'deliveries.read',
  query: z.strictObject({
    ...listQuery,
    user: UserId.optional().describe('Whom they went to'),
    kind: anyOf(MailKind).optional(),
    state: anyOf(DeliveryState).optional(),
  }),
  answers: { 200: { description: 'A page of mails', body: pageOf(Delivery) } },
  faults: faultsOf(listDeliveries),
});

export const getDeliveryEndpoint = defineEndpoint({
  id: 'getDelivery',
  method: 'GET',
  path: '/v1/deliveries/:id',
  tag: 'Mails',
  summary: 'One mail with its attempts and the words of the mail server',
  access: 'deliveries.read',
  params: byId,
  answers: { 200: { description: 'The mail', body: DeliveryDetails } },
  faults: faultsOf(getDelivery),
});
