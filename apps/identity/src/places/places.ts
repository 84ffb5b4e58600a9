import { Fault } from '@seatkeeper/contracts';

/**
 * Something among others of its kind, directly behind the one with the id `after`: null for the first place, undefined for where it is, or
 * the last. Throws `validation-failed` for another one that is not there, saying `what` it is not.
 */
export function placedAmong<T extends { readonly id: string }>(
  all: readonly T[],
  one: T,
  after: string | null | undefined,
  what: string,
): T[] {
  const index = all.findIndex(({ id }) => id === one.id);
  if (after === undefined) return index === -1 ? [...all, one] : all.with(index, one);
  const others = all.filter(({ id }) => id !== one.id);
  const before = others.findIndex(({ id }) => id === after);
  if (after !== null && before === -1)
    throw new Fault('validation-failed', {
      errors: [{ path: 'after', message: `There is no other ${what} with this id` }],
    });
  return others.toSpliced(before + 1, 0, one);
}
