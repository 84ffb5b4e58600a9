import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { SignInLetter } from '../notifications/letter.js';
import { Day } from '../people.js';

/** No more people than that are told of one joining or leaving. */
export const MOST_PLAN_KEEPERS = 50;

/** What can be planned for a day. */
export const PlannedAct = z.enum(['arrival', 'departure']);
export type PlannedAct = z.infer<typeof PlannedAct>;

const which = { accountId: AccountId, plan: PlannedAct, personId: UserId.describe('Of whom it is planned') };

export const listPlanKeepers = defineRequest({
  name: 'identity.plan-keeper.list.v1',
  askedBy: ['notifications'],
  summary:
    `The active people who may plan joinings, or leavings, and see the person, at most ${MOST_PLAN_KEEPERS}: who is told when one could not be ` +
    'kept. Never the person.',
  input: z.object(which),
  output: z.object({ items: z.array(z.object({ userId: UserId, sendTo: z.string() })) }),
});

export const PlanRefusalLetter = SignInLetter.extend({
  person: z.object({ id: UserId, firstName: z.string(), lastName: z.string() }),
  on: Day.describe('The day that could not be kept'),
  cause: z.string().describe('The code of the refusal'),
});
export type PlanRefusalLetter = z.infer<typeof PlanRefusalLetter>;

export const getPlanRefusalLetter = defineRequest({
  name: 'identity.plan-refusal.letter.v1',
  askedBy: ['notifications'],
  summary:
    'What one of them is told of a joining or leaving that is refused for that cause. Null once it is not any more, and for who may not plan ' +
    'it, or see the person, any more.',
  input: z.object({ ...which, userId: UserId.describe('Who is told'), cause: z.string().max(80) }),
  output: z.object({ letter: PlanRefusalLetter.nullable() }),
});
