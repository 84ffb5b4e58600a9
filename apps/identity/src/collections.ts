import { accounts } from './accounts/accounts.schema.js';
import { audit } from './audit/audit.schema.js';
import { auditHeads, auditSeals } from './audit/seals.schema.js';
import { bulkItems, bulkJobs } from './bulk/bulk-jobs.schema.js';
import { customFieldSets } from './custom-fields/custom-fields.schema.js';
import { groups } from './groups/groups.schema.js';
import { importRows, imports } from './imports/imports.schema.js';
import { offboardings } from './offboarding-reports/offboarding-reports.schema.js';
import { units } from './organisation/units.schema.js';
import { seatDifferences } from './seats/seat-differences.schema.js';
import { seatDoubts } from './seats/seat-doubts.schema.js';
import { sharedItems } from './shared-items/shared-items.schema.js';
import { attempts } from './sessions/attempts.schema.js';
import { sessions } from './sessions/sessions.schema.js';
import { ssoAttempts } from './sso-sign-in/sso-attempts.schema.js';
import { userCodeStems } from './users/user-codes.repository.js';
import { users } from './users/users.schema.js';
import { viewSets } from './views/views.schema.js';

/** Everything identity stores. */
export const collections = [
  accounts,
  users,
  userCodeStems,
  groups,
  units,
  customFieldSets,
  sharedItems,
  viewSets,
  sessions,
  attempts,
  ssoAttempts,
  imports,
  importRows,
  bulkJobs,
  bulkItems,
  seatDoubts,
  seatDifferences,
  offboardings,
  audit,
  auditSeals,
  auditHeads,
];
