import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { pageOf, PageRequest, sortOf } from '../pages.js';
import { Product } from '../people.js';
import { CUSTOM_FIELD_KEY } from './custom-field.js';
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

/** `custom.hired`: the column of a custom field, by its key. */
export const CUSTOM_COLUMN = new RegExp(`^custom\\.(${CUSTOM_FIELD_KEY})$`);

/** An order by columns that all users have, or by one custom field alone: who has the same value then stands by name. */
export const UserSort = sortOf(USER_SORT_COLUMNS, {
  alone: CUSTOM_COLUMN,
  words: 'or by `custom.` and the key of one custom field',
});

const text = z.string().max(200);
/** As many ids as a page has users: whoever shows a page of something can name all that are in it by one call. */
const ids = z.string().max(200 * 32);

/** As text, as addresses have it. */
const days = z.string().regex(/^[1-9]\d{0,3}$/, 'Expected a number of days, from 1 to 9999');

/** Stands for "in none" among the ids of groups. */
export const NONE = 'none';

/** More than anybody combines. */
const MOST_CUSTOM = 20;
/** The key of a custom field, or with `.from` and `.to` where a range of numbers or days begins and ends. */
const CustomFilterName = z
  .string()
  .regex(new RegExp(`^${CUSTOM_FIELD_KEY}(\\.(from|to))?$`), 'Expected the key of a custom field');
const CustomFilter = z
  .record(CustomFilterName, text)
  .refine(
    (asked) => Object.keys(asked).length <= MOST_CUSTOM,
    `At most ${MOST_CUSTOM} filters by custom fields`,
  );

/** Several values of one filter are given with commas and mean any of them; `\,` is a comma in a value. */
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
  joinsInDays: days
    .optional()
    .describe('Who is planned to join within so many days from now, or should have'),
  custom: CustomFilter.optional().describe(
    'By the key of a custom field: values of which it has any, with commas between them and `\\,` for a comma in one; with `.from` and `.to` behind the key of a number or a date, ' +
      'where a range begins and ends, both of them in it. In an address it is `custom.<key>=…`',
  ),
  q: text.optional(),
});
export type UserFilter = z.output<typeof UserFilter>;

export const listUsers = defineRequest({
  name: 'identity.user.list.v1',
  summary: 'A page of users. `q` finds beginnings of words in names, username, e-mail and user code.',
  input: z.object({
    accountId: AccountId,
    viewer: Viewer.optional(),
    filter: UserFilter,
    sort: UserSort.default('lastName'),
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
