import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { UserFilter, UserSort } from './user-lists.js';
import { Viewer } from './viewer.js';

/** So many different custom fields fit side by side; more are refused, not left out. */
export const EXPORTED_CUSTOM_FIELDS = 1_000;
/** Rows of one answer: a quarter of a megabyte or so. */
const ROWS_AT_ONCE = 200;

/** Which users, in which order: the same for all parts of an export. */
const wanted = {
  accountId: AccountId,
  viewer: Viewer.optional(),
  filter: UserFilter,
  sort: UserSort.default('lastName'),
};

export const openUserExport = defineRequest({
  name: 'identity.user-export.open.v1',
  summary:
    'Which columns an export of users has: those that an import reads back, custom fields among them, and what else is told of them.',
  input: z.object(wanted),
  output: z.object({ header: z.array(z.string()), customFields: z.array(z.string()) }),
  faults: ['forbidden', 'validation-failed', 'too-large'],
  timeoutMs: 20_000,
});

export const readUserExport = defineRequest({
  name: 'identity.user-export.read.v1',
  summary: `The next rows of an export, ${ROWS_AT_ONCE} at most, as cells under its header. Nothing is kept between two of them.`,
  input: z.object({
    ...wanted,
    customFields: z.array(z.string().max(40)).max(EXPORTED_CUSTOM_FIELDS),
    cursor: z.string().max(1_000).optional(),
    limit: z.int().min(1).max(ROWS_AT_ONCE).default(ROWS_AT_ONCE),
  }),
  output: z.object({ rows: z.array(z.array(z.string())), nextCursor: z.string().nullable() }),
  faults: ['forbidden', 'validation-failed'],
  timeoutMs: 10_000,
});
