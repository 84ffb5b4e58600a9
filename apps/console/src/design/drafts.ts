const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields that are not what they were, as they are now: what a save has to say. */
export const changedIn = <D extends object>(before: D, now: D): Partial<D> =>
  Object.fromEntries(
    Object.entries(now).filter(([name, value]) => !isSame(value, before[name as keyof D])),
  ) as Partial<D>;

/** The newer state, with what was changed here on top of it. */
export const mergedDraft = <D extends object>(mine: D, before: D, now: D): D => ({
  ...now,
  ...changedIn(before, mine),
});
