/**
 * The known name that a misspelt one most likely means: alike but for case and signs (`first_name`), or at most two
 * letters away, fewer in short names; undefined if none is near.
 */
export function closest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 60) return undefined;
  const same = known.find((each) => bare(each) === bare(name));
  if (same !== undefined) return same;
  const allowed = name.length < 5 ? 1 : 2;
  return known
    .map((each) => ({ each, far: editDistance(bare(name), bare(each), allowed) }))
    .filter(({ far }) => far <= allowed)
    .toSorted((one, other) => one.far - other.far)[0]?.each;
}

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * How many letters have to be put in, taken out, exchanged, or swapped with their neighbour (optimal string alignment).
 * Infinity above `most`, which is found out early: names may come by the thousand.
 */
export function editDistance(one: string, other: string, most = Infinity): number {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        Math.min(
          row[j - 1]! + 1,
          rows[i - 1]![j]! + 1,
          rows[i - 1]![j - 1]! + same,
          swapped ? rows[i - 2]![j - 2]! + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
    // A swap looks back two rows; nothing looks back further.
    if (Math.min(...row, ...rows[i - 1]!) > most) return Infinity;
  }
  const far = rows[one.length]![other.length]!;
  return far > most ? Infinity : far;
}
