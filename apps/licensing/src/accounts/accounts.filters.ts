import type { Filter } from '@seatkeeper/mongo';
import { allWordsIn } from '@seatkeeper/text';
import type { KnownAccount } from './accounts.schema.js';
import { type AccountQuery, FIELD_OF } from './standings.js';

/** How the accounts are found that an operator looks for. */
export const accountsThat = ({ text, standing }: AccountQuery, now: Date): Filter<KnownAccount> => ({
  ...(text !== undefined && allWordsIn('search', text)),
  ...(standing && {
    [FIELD_OF[standing]]: standing === 'overdue' ? { $exists: true, $lte: now } : { $exists: true },
  }),
});
