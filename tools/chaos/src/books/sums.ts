/** Things by what they have in common. */
export function groupsOf<T>(of: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of of) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

export const sumOf = <T>(of: readonly T[], number: (one: T) => number): number =>
  of.reduce((sum, one) => sum + number(one), 0);
