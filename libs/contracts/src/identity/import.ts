import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineJob, defineRequest } from '../contract.js';
import { FieldError } from '../field-errors.js';
import { AccountId, ImportId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Timestamp } from '../people.js';
import { WhenNoSeat } from './user-acts.js';
import { Viewer } from './viewer.js';

/** The result of one row of the file. `line` counts from 1, the header being line 1, as an editor shows it. */
export const ImportRow = z.object({
  line: z.int(),
  username: z.string().nullable(),
  outcome: z
    .enum(['waiting', 'invited', 'planned', 'wait-listed', 'failed'])
    .describe('`planned`: the user joins on a day to come, and is invited then'),
  userId: UserId.nullable(),
  /** Why it failed: a fault code, and a sentence. */
  code: z.string().nullable(),
  detail: z.string().nullable(),
  errors: z.array(FieldError),
  /** What went in differently than the file says, such as a manager nobody knows. */
  warnings: z.array(z.string()),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const UserImport = z.object({
  id: ImportId,
  state: z
    .enum(['receiving', 'running', 'finished', 'aborted', 'stopped'])
    .describe(
      '`stopped`: whoever began it may not invite any more; rows that were not handled by then have failed',
    ),
  detail: z.string().nullable().default(null).describe('Why it was stopped'),
  progress: z.object({
    total: z.int(),
    done: z.int(),
    invited: z.int(),
    planned: z.int().default(0),
    waitListed: z.int(),
    failed: z.int(),
  }),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type UserImport = z.infer<typeof UserImport>;

const which = { accountId: AccountId, importId: ImportId };

export const openUserImport = defineRequest({
  name: 'identity.import.open.v1',
  summary: 'Begins an import; refuses a header that has no column for username, first name or last name.',
  input: z.object({
    ...which,
    by: Actor,
    header: z.array(z.string().max(200)).max(200),
    whenNoSeat: WhenNoSeat,
  }),
  output: UserImport,
  faults: ['not-found', 'validation-failed', 'too-many-requests', 'address-not-confirmed'],
});

export const appendUserImport = defineRequest({
  name: 'identity.import.append.v1',
  summary: 'Adds rows as they are in the file. A row that is there already is left as it is.',
  input: z.object({
    ...which,
    rows: z.array(z.object({ line: z.int(), cells: z.array(z.string().max(5_000)).max(250) })).max(500),
  }),
  output: z.object({}),
  faults: ['not-found', 'wrong-status'],
  timeoutMs: 10_000,
});

export const startUserImport = defineRequest({
  name: 'identity.import.start.v1',
  summary: 'Says that every row has been added; the work begins.',
  input: z.object({ ...which, total: z.int() }),
  output: UserImport,
  faults: ['not-found', 'wrong-status'],
});

export const abortUserImport = defineRequest({
  name: 'identity.import.abort.v1',
  summary: 'Drops an import whose upload broke off; nobody was invited.',
  input: z.object(which),
  output: UserImport,
  faults: ['not-found', 'wrong-status'],
});

export const getUserImport = defineRequest({
  name: 'identity.import.get.v1',
  summary: 'Progress of an import and a page of the results of its rows, in the order of the file.',
  input: z.object({ ...which, viewer: Viewer.optional(), page: PageRequest }),
  output: UserImport.extend({ rows: pageOf(ImportRow) }),
  faults: ['not-found', 'validation-failed', 'forbidden'],
});

export const userImportFinished = defineEvent({
  name: 'identity.import.finished.v1',
  summary: 'Every row of an import has its result, or it was stopped.',
  data: z.object({ accountId: AccountId, actor: Actor, import: UserImport }),
});

export const advanceUserImport = defineJob({
  queue: 'identity-import',
  name: 'import.advance.v1',
  summary: 'Handles the next rows of an import.',
  data: z.object({ accountId: AccountId, importId: ImportId }),
  id: ({ importId }) => `import-${importId}`,
  attempts: 20,
});
