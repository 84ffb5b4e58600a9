import { plain, searchTerms as termsOf } from '@seatkeeper/text';
import type { UnitReference } from './unit-references.js';
import type { SortKeys } from './user-lists.schema.js';

interface Named {
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  userCode?: string | undefined;
}

/** What a search can find a user by, at its beginning. Whoever changes it ships a migration of what is stored. */
export const searchTerms = ({ firstName, lastName, username, email, userCode }: Named): string[] =>
  termsOf(userCode ?? '', lastName, firstName, username, email);

type Sorted = Named & {
  department: Pick<UnitReference, 'name'> | null;
  seniority: Pick<UnitReference, 'rank'> | null;
  title: string | null;
  lastActiveAt?: Date | undefined;
};

/** Sorts before every word, and unlike the empty string counts as a value: keyset pages need one in every row. */
const NOTHING = ' ';

const key = (text: string | null | undefined): string => plain(text ?? '') || NOTHING;

export const sortKeysOf = (user: Sorted): SortKeys => ({
  lastName: key(user.lastName),
  firstName: key(user.firstName),
  userCode: key(user.userCode),
  department: key(user.department?.name),
  title: key(user.title),
  seniority: user.seniority?.rank ?? 0,
  lastActiveAt: user.lastActiveAt ?? new Date(0),
});
