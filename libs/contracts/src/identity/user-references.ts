import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { Locale, UserStatus } from '../people.js';

export const UserReference = z.object({
  id: UserId,
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  status: UserStatus,
  locale: Locale,
});

export type UserReference = z.infer<typeof UserReference>;

export const resolveUsers = defineRequest({
  name: 'identity.user.resolve.v1',
  askedBy: ['reassignment'],
  quick: true,
  summary: 'Finds users of an account by id or by username; who is unknown is left out.',
  input: z.object({
    accountId: AccountId,
    ids: z.array(z.string()).max(1_000).default([]),
    usernames: z.array(z.string()).max(1_000).default([]),
  }),
  output: z.object({ users: z.array(UserReference) }),
});
