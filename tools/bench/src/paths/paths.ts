import { claim } from './claim.js';
import { importPeople } from './import-people.js';
import { invite } from './invite.js';
import { licenses } from './licenses.js';
import { listUsers } from './list-users.js';
import { me } from './me.js';
import { move } from './move.js';
import type { Path } from './path.js';
import { putRecord } from './put-record.js';
import { signIn } from './sign-in.js';
import { patchTitle } from './patch-title.js';

/** Every path that can be measured, in the order of the report. */
export const PATHS: readonly Path[] = [
  invite,
  patchTitle,
  listUsers,
  licenses,
  putRecord,
  me,
  signIn,
  importPeople,
  claim,
  move,
];
