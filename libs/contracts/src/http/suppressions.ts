import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { SuppressionId } from '../ids.js';
import { liftSuppression, listSuppressions, Suppression } from '../mails/suppression.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

const tag = 'Mails';

export const listSuppressionsEndpoint = defineEndpoint({
  id: 'listSuppressions',
  method: 'GET',
  path: '/v1/suppressions',
  tag,
  summary: 'List the addresses to which no mails are sent, the newest first',
  description:
    'An address gets here when a mail to it came back because there is no such mailbox, or its reader complained of one. Mails that keep ' +
    'somebody safe, or let them in, are sent to it all the same.',
  access: 'deliveries.read',
  query: z.strictObject({
    ...listQuery,
    q: z.string().max(200).optional().describe('Beginnings of words of the address'),
  }),
  answers: { 200: { description: 'A page of addresses', body: pageOf(Suppression) } },
  faults: faultsOf(listSuppressions),
});

export const liftSuppressionEndpoint = defineEndpoint({
  id: 'liftSuppression',
  method: 'DELETE',
  path: '/v1/suppressions/:id',
  tag,
  summary: 'Send mails to an address again',
  description:
    'Mails that were not sent meanwhile stay so: `POST /v1/deliveries/{id}/retry` sends one of them. When the next one comes back as well, the ' +
    'address is listed again. A corrected address is another one, and needs nothing lifted.',
  access: 'account.update',
  params: z.strictObject({ id: SuppressionId }),
  answers: { 204: { description: 'Mails go there again' } },
  faults: faultsOf(liftSuppression),
});
