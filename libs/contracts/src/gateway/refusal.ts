import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { Timestamp } from '../people.js';

/** What one process counted of one thing within a part of a window; windows are the same everywhere. */
export const TallyData = z.object({
  from: Timestamp,
  until: Timestamp,
  count: z.int().min(1),
  firstAt: Timestamp,
  lastAt: Timestamp,
  firstAddress: Origin.shape.address,
  lastAddress: Origin.shape.address,
  client: Origin.shape.client,
});
export type TallyData = z.infer<typeof TallyData>;

export const callsForbidden = defineEvent({
  name: 'gateway.call.forbidden.v1',
  summary:
    'Calls of a user were refused for want of a permission: so many, as one copy of the gateway counted them. ' +
    'Of each user there is one every thirty seconds at most.',
  data: TallyData.extend({ accountId: AccountId, actor: Actor, userId: UserId }),
});
