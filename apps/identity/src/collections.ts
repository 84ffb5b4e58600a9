import { accounts } from './accounts/account.schema.js';
import { audit } from './audit/audit.schema.js';
import { groups } from './groups/group.schema.js';
import { importRows, imports } from './imports/import.schema.js';
import { seatDoubts } from './reconciliation/seat-doubt.schema.js';
import { attempts } from './sessions/attempt.schema.js';
import { sessions } from './sessions/session.schema.js';
import { userCodeStems } from './users/user-codes.js';
import { users } from './users/user.schema.js';

/** Everything identity stores. */
export const collections = [
  accounts,
  users,
  userCodeStems,
  groups,
  sessions,
  attempts,
  imports,
  importRows,
  seatDoubts,
  audit,
];
