/**
 * How a user refers to an office, a department or a seniority: by its id, with a copy of what lists show and sort by.
 * The copy follows when the unit is renamed or moved.
 */
export interface UnitReference {
  id: string;
  name: string;
  /** Of a seniority: where it stands among the others; the first has the least. */
  rank?: number | undefined;
}

/** The units of a user; what is left out is not spoken of. */
export interface Filed {
  offices?: UnitReference[] | undefined;
  department?: UnitReference | null | undefined;
  seniority?: UnitReference | null | undefined;
}

/** What somebody says of a user, once the names in it have been found. */
export type WithUnits<T> = Omit<T, keyof Filed> & Filed;

/** Both, each once. */
export const unitedUnits = (
  own: readonly UnitReference[],
  more: readonly UnitReference[],
): UnitReference[] => [...own, ...more.filter(({ id }) => own.every((each) => each.id !== id))];
