import { useState } from 'react';

/** The list that was there before, as long as it has the same things in the same order: what hangs on it is not made anew then. */
export function useSameList<T>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  const isSame = kept.length === list.length && kept.every((one, n) => one === list[n]);
  if (!isSame) keep(list);
  return isSame ? kept : list;
}
