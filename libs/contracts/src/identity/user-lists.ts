import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { pageOf, PageRequest, sortOf } from '../pages.js';
import { Product } from '../people.js';
import { User } from './user.js';
import { Viewer } from './viewer.js';

export const USER_SORT_COLUMNS = [
  'lastName',
  'firstName',
  'username',
  'userCode',
  'status',
  'department',
  'seniority',
  'title',
  'createdAt',
  'lastActiveAt',
] as const;

const text = z.string().max(200);
/** As many ids as a page has users: whoever shows a page of something can name all that are in it by one call. */
const ids = z.string().max(200 * 32);

/** As text, as addresses have it. */
const days = z.string().regex(/^[1-9]\d{0,3}$/, 'Expected a number of days, from 1 to 9999');

/** Stands for "in none" among the ids of groups. */
export const NONE = 'none';

/** Several values of one filter are given with commas and mean any of them. */
export const UserFilter = z.object({
  id: ids.optional(),
  status: text.optional(),
  office: text.optional(),
  department: text.optional(),
  seniority: text.optional(),
  group: text.optional().describe(`Ids of groups; \`${NONE}\` is who is in no group`),
  product: text.optional(),
  type: text.optional(),
  reportsTo: text.optional(),
  idleDays: days.optional().describe('Who was not active for so many days, or never'),
  invitationEndsInDays: days
    .optional()
    .describe('Whose invitation is open and ends within so many days from now'),
  q: text.optional(),
});

export const listUsers = defineRequest({
  name: 'identity.user.list.v1',
  summary: 'A page of users. `q` finds beginnings of words in names, username, e-mail and user code.',
  input: z.object({
    accountId: AccountId,
    viewer: Viewer.optional(),
    filter: UserFilter,
    sort: sortOf(USER_SORT_COLUMNS).default('lastName'),
    page: PageRequest,
  }),
  output: pageOf(User),
  faults: ['forbidden', 'validation-failed'],
});

export const WaitingCount = z.object({ product: Product, waiting: z.int() });

export const countWaiting = defineRequest({
  name: 'identity.user.count-waiting.v1',
  summary: 'How many users of an account wait for a seat, by product.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(WaitingCount) }),
});
