import { z } from 'zod';
import {
  DeadLetter,
  DeadLetterId,
  Hearer,
  listIdentityDeadLetters,
  MOST_DEAD_LETTERS,
  settleIdentityDeadLetter,
} from '../dead-letters.js';
import { faultsOf } from '../contract.js';
import { defineEndpoint } from './endpoint.js';
import { wholeNumber } from './query.js';

const byId = z.strictObject({ id: DeadLetterId });
const settling = {
  method: 'POST',
  tag: 'Operators',
  access: 'operator.dead-letters',
  params: byId,
  faults: faultsOf(listIdentityDeadLetters, settleIdentityDeadLetter),
} as const;

export const listDeadLettersEndpoint = defineEndpoint({
  id: 'listDeadLetters',
  method: 'GET',
  path: '/v1/operator/dead-letters',
  tag: 'Operators',
  summary: 'Events that no service could handle, the oldest of each service first',
  description:
    'Their data is left out, for it may name people of any account; `npm run dead-letters -- show` prints it to whoever holds the broker. ' +
    'One that somebody else looks at in the same moment may be missing.',
  access: 'operator.dead-letters',
  query: z.strictObject({
    service: Hearer.optional().describe('Of this service alone'),
    limit: wholeNumber(1, MOST_DEAD_LETTERS).optional().describe('Of each service; 50 if left out'),
  }),
  answers: {
    200: {
      description: 'How many wait in each service, and the oldest of them',
      body: z.object({
        services: z.array(
          z.object({
            service: Hearer,
            waiting: z.int().min(0).nullable().describe('`null` while the service does not answer'),
          }),
        ),
        items: z.array(DeadLetter).describe('At most `limit` of each service'),
      }),
    },
  },
  faults: faultsOf(listIdentityDeadLetters),
});

export const replayDeadLetterEndpoint = defineEndpoint({
  ...settling,
  id: 'replayDeadLetter',
  path: '/v1/operator/dead-letters/:id/replay',
  summary: 'Give an event to the handlers that could not handle it once more',
  description:
    'What it lacked has to be there by now: an account, a product, a newer version of the service. Handled again without success it is a dead letter again. ' +
    'An event that was not told by its owner is never replayed. In an id `/` is written `%2F`.',
  body: z.strictObject({ service: Hearer, reason: z.string().trim().min(1).max(1_000).optional() }),
  answers: { 202: { description: 'It waits among the events of the service', body: DeadLetter } },
  example: { service: 'licensing', reason: 'The product is in the catalogue now.' },
});

export const dropDeadLetterEndpoint = defineEndpoint({
  ...settling,
  id: 'dropDeadLetter',
  path: '/v1/operator/dead-letters/:id/drop',
  summary: 'Drop an event that no service could handle, for good',
  body: z.strictObject({ service: Hearer, reason: z.string().trim().min(1).max(1_000) }),
  answers: { 200: { description: 'The event that is gone', body: DeadLetter } },
  example: { service: 'licensing', reason: 'Test of the billing system, of an account that never was.' },
});
