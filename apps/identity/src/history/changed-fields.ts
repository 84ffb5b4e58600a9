import type { Change } from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';

/** What the history tells of a change: of these fields, else all, those that are not as they were. */
export const changedFields = <T extends object, F extends keyof T & string>(
  was: T,
  is: T,
  fields = Object.keys(was) as F[],
): Change[] =>
  fields
    .filter((field) => !isDeepStrictEqual(was[field], is[field]))
    .map((field) => ({ field, before: was[field], after: is[field] }));
