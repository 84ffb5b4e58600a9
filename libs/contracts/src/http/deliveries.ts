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
  retryDelivery,
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

export const retryDeliveryEndpoint = defineEndpoint({
  id: 'retryDelivery',
  method: 'POST',
  path: '/v1/deliveries/:id/retry',
  tag: 'Mails',
  summary: 'Send a mail that failed, came back or was suppressed once more',
  description:
    'Under the same Message-ID, with the address and the words of now, and only while what it is about holds. One that was ' +
    'suppressed is sent once its reason is gone: the kind is switched on again, or the address corrected or no longer listed. It ' +
    'counts like a new link to the person and like any mail to the address.',
  access: 'deliveries.retry',
  params: byId,
  answers: { 202: { description: 'The mail, which waits for its turn', body: Delivery } },
  faults: faultsOf(retryDelivery),
});
