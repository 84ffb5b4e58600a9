import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { Hearer } from '../dead-letters.js';
import { listStuckInIdentity, MOST_STUCK, Stuck } from '../stuck.js';
import { defineEndpoint } from './endpoint.js';
import { wholeNumber } from './query.js';

/** What is stuck, as operators see it: with the account by its slug. */
export const OperatedStuck = Stuck.extend({
  accountSlug: z.string().nullable().describe('`null` as well where no account is known by the id'),
});
export type OperatedStuck = z.infer<typeof OperatedStuck>;

export const listStuckEndpoint = defineEndpoint({
  id: 'listStuck',
  method: 'GET',
  path: '/v1/operator/stuck',
  tag: 'Operators',
  summary: 'What does not get on, in each service',
  description:
    'What nobody took five minutes, or longer where that says more, after its time had come, and what is begun again and again without getting on. ' +
    'A service that waits for nothing has nothing here. Nobody is named but the account.',
  access: 'operator.stuck',
  query: z.strictObject({
    service: Hearer.optional().describe('In this service alone'),
    limit: wholeNumber(1, MOST_STUCK).optional().describe('Of each service; 50 if left out'),
  }),
  answers: {
    200: {
      description: 'Those that are stuck the longest, of each service',
      body: z.object({
        services: z.array(
          z.object({
            service: Hearer,
            listed: z.int().min(0).nullable().describe('`null` while the service does not answer'),
            more: z.boolean().describe('Whether there are more than `limit`'),
          }),
        ),
        items: z
          .array(OperatedStuck)
          .describe('At most `limit` of each service, those that are stuck the longest first'),
      }),
    },
  },
  faults: faultsOf(listStuckInIdentity),
});
