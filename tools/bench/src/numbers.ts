/** The middle of a list; NaN of an empty one. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which a share of the list lies; NaN of an empty one. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** The medians of each key over several maps; where a key is missing it counts as 0. */
export function mediansByKey(maps: readonly ReadonlyMap<string, number>[]): Record<string, number> {
  const keys = new Set(maps.flatMap((map) => [...map.keys()]));
  return Object.fromEntries(
    [...keys].map((key) => [key, round(median(maps.map((map) => map.get(key) ?? 0)))]),
  );
}

export const sum = (values: Iterable<number>): number =>
  [...values].reduce((total, value) => total + value, 0);

/** To three digits behind the point: more is noise, and makes references unreadable. */
export const round = (value: number): number => Math.round(value * 1_000) / 1_000;
